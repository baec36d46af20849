"""Documents for people, drawn from plain values: PDF, picture, calendar file."""
