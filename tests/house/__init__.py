"""Laws of the repository itself."""
