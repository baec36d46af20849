"""The web console in which counsellors and admins work."""
