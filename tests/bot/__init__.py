"""Tests of the bot: the real service, a real database, the sandbox for a Bot API server."""
