"""Speech to text: samples in, words with their times and how sure the engine was of them."""
