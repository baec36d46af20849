"""`python -m jalon` is the same as `jalon`."""

from jalon.cli import main

main()
