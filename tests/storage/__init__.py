"""Laws of storage."""
