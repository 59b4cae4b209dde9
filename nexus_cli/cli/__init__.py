"""The command line: parse, print, exit codes."""

from nexus_cli.cli.app import main

__all__ = ["main"]
