"""Reads ahead of time what the first measurement of coverage would have to wait for."""

from collections.abc import Iterable

from nexus_cli.models.question import Question
from nexus_cli.scoring.grading import measure_coverage
from nexus_cli.scoring.kin import skill_kin
from nexus_cli.scoring.synonyms import synonym_groups
from nexus_cli.scoring.tokens import everyday_stems, workday_stems


def warm(questions: Iterable[Question] = ()) -> None:
    """Load the tables of words and skills, and read what each of `questions` asks for.

    Once a process, 0.1 s of work for the tables and a millisecond a question; again it costs next
    to nothing. Made for a thread beside an interview that begins: it changes no result, and what is
    measured meanwhile waits for nothing. Raises ResourceMissingError when a table is gone.
    """
    everyday_stems()
    workday_stems()
    synonym_groups()
    skill_kin("")
    for question in questions:
        measure_coverage(question, question.text)
