"""Sound in and out: the microphone and what is said into it, the speaker, and files of sound."""
