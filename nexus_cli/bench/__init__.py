"""Measures nexus itself: how well it scores, what it resists, how fast it is."""
