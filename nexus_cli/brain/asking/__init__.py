"""Gaps and questions from a language model, each checked before anybody hears it."""
