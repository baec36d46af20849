"""Catalogs, and the rendering of text in the reader's language."""
