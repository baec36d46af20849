"""The conversation engine: pages, actions, links, screens and forms, without clock, chance or network."""
