"""Which part of a text has been said by a certain second."""

from nexus_cli.tts.progress import Progress

LETTERS_A_SECOND = 14
"""An ordinary pace, for a voice that tells neither the times of words nor its length."""


class SpokenText:
    """A text and, where its voice gives them, the times of its words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._progress = Progress(text)
        self._timed = False

    def add(self, word: str, end_seconds: float) -> None:
        """Take in that `word` is over at `end_seconds`."""
        self._progress.add(word, end_seconds)
        self._timed = True

    def after(self, seconds: float, total_seconds: float | None) -> str:
        """Return the text from the first word that is not over at `seconds`.

        Without times of words, letters are taken to be as long as each other: the share of
        `total_seconds`, or LETTERS_A_SECOND where the length is not known.
        """
        if self._timed or seconds <= 0.0:
            return self._progress.heard(seconds)[1]
        total = total_seconds or len(self._text) / LETTERS_A_SECOND
        said = self._text[: int(len(self._text) * min(1.0, seconds / total))]
        if len(said) == len(self._text):
            return ""
        return self._text[said.rfind(" ") + 1 :]
