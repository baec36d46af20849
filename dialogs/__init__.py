"""What the bot says and asks: one file for each conversation."""
