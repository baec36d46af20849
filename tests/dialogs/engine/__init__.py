"""Laws of the conversation engine."""
