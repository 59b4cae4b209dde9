"""nexus interviews a person in a terminal and writes a report that can be checked."""

__version__ = "0.1.0"
