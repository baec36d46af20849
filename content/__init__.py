"""What the programme teaches and asks, as data."""
