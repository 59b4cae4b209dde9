"""What the line mode prints of a spoken interview."""

import pytest

from nexus_cli.cli.spoken_lines import Narrator
from nexus_cli.interview.spoken.lines import Lines
from nexus_cli.models.session import fold
from nexus_cli.models.signals import QuestionCut
from tests.made_up import prepared, question
from tests.tui.spoken_stage import ScriptedInterview


def test_what_was_not_heard_of_a_question_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    narrator = Narrator(ScriptedInterview("s1", fold([prepared(question("a"))])), Lines())
    narrator.tell(QuestionCut(heard="What broke first,", unheard="and how did you find out?"))
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "You spoke before I finished; the rest was: and how did you find out?\n"
