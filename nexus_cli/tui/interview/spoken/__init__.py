"""The interview page while it is spoken on: what is heard, how far a silence is, and its keys."""
