"""The screens: they render what a session yields, and send it what a person does."""

from nexus_cli.tui.app import NexusApp, make_app, make_home

__all__ = ["NexusApp", "make_app", "make_home"]
