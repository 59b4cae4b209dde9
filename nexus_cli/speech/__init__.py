"""The ear and the mouth: when an answer is over, what was said, how it is said aloud."""
