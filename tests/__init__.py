"""The laws of Jalon, each the name of a test; the folders mirror the packages."""
