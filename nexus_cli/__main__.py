"""`python -m nexus_cli` is the same as `nexus`."""

from nexus_cli.cli import main

main()
