"""The programme's rules, as functions of what they are given."""
