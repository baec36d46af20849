"""Laws of the conversations."""
