"""A spoken turn, measured: annotated speech, a device that keeps real time, and the naive way."""
