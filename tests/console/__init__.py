"""The console, over real databases, a real server, and in a real browser."""
