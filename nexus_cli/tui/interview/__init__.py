"""The interview on screen: the question large, an editor under it, the rest quiet."""

from nexus_cli.tui.interview.screen import InterviewScreen

__all__ = ["InterviewScreen"]
