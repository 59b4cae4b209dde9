"""Judging an answer: the model finds evidence, code checks it and computes every number."""
