"""Home: what was held before, what is unfinished, and two ways to begin."""

from nexus_cli.tui.home.screen import HomeScreen

__all__ = ["HomeScreen"]
