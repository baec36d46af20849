"""A local Bot API server and a messenger in the browser, so that everything runs without a token."""
