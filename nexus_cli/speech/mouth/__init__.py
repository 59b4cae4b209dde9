"""The mouth: a text to sound that is heard, and what was heard of it."""
