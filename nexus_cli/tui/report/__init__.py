"""The report on screen: numbers that open to their quotes, quotes that open to their place."""

from nexus_cli.tui.report.screen import ReportScreen

__all__ = ["ReportScreen"]
