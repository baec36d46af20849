"""Speed and size: Jalon plays conversations beside other bots, and the table says how they compare."""
