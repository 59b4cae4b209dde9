"""An answer and its follow-up as one text, and evidence that names which of the two it is from."""

from dataclasses import dataclass

from nexus_cli.models.grade import Evidence
from nexus_cli.scoring.clauses import LONGEST_QUOTE
from nexus_cli.scoring.quotes import evidence


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a person said to one question; the follow-up is judged together with the answer."""

    answer: str
    follow_up: str

    @property
    def text(self) -> str:
        """Both as one text: the answer, a line break, the follow-up."""
        return f"{self.answer}\n{self.follow_up}" if self.follow_up.strip() else self.answer

    @property
    def blank(self) -> bool:
        """True when there is not a letter or digit to judge."""
        return not any(char.isalnum() for char in self.text)

    def evidence(self, start: int, end: int) -> Evidence | None:
        """Return the span `[start, end)` of `text` as evidence from the part that it begins in."""
        end = min(end, start + LONGEST_QUOTE)
        border = len(self.answer)
        if start < border:
            return evidence(self.answer, start, min(end, border), "answer")
        shift = border + 1
        return evidence(self.follow_up, max(0, start - shift), end - shift, "follow_up")

    def opening(self) -> Evidence | None:
        """Return the first words as evidence, for a score that rests on the whole text."""
        start = next((i for i, char in enumerate(self.text) if char.isalnum()), 0)
        line = self.text[start : start + LONGEST_QUOTE]
        if len(self.text) - start > LONGEST_QUOTE and " " in line:
            line = line[: line.rindex(" ")]
        return self.evidence(start, start + len(line.partition("\n")[0]))
