"""The ear: sound from a microphone to words, none of them lost."""
