"""Reading documents with a language model: it points at lines, code decides what they say."""
