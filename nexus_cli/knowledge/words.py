"""Word sets, written as prose."""


def words(text: str) -> frozenset[str]:
    """Return the words of `text`, parted by blanks, as a set."""
    return frozenset(text.split())
