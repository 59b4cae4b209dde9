"""Feedback on an interview, worded from verified evidence."""
