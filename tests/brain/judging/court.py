"""One answer before a model of some character, through the real gateway and SDK."""

from dataclasses import dataclass

from nexus_cli.bench.groq import LoopbackGroq
from nexus_cli.brain.judging.judging import judge
from nexus_cli.brain.prompting import Caller
from nexus_cli.models.grade import Grade
from nexus_cli.models.question import Question
from nexus_cli.models.result import Provenance, Result
from nexus_cli.models.rubric import Rubric
from nexus_cli.scoring import default_rubric
from tests.brain.judging.characters import Character
from tests.llm.stage import Stage, on_stage
from tests.scoring.made_up_questions import KETTLE

RUBRIC = default_rubric()


@dataclass(frozen=True)
class Case:
    """What was judged and what was asked for it."""

    question: Question
    answer: str
    follow_up: str
    result: Result[Grade]
    prompts: tuple[str, ...]
    """The user messages that were sent."""

    @property
    def grade(self) -> Grade:
        return self.result.value

    @property
    def average(self) -> float:
        average = RUBRIC.average({name: one.score for name, one in self.grade.scores.items()})
        assert average is not None
        return average

    def score(self, dimension: str) -> float:
        score = self.grade.scores[dimension].score
        assert score is not None
        return score

    @property
    def quotes(self) -> list[str]:
        found = [one.quote for score in self.grade.scores.values() for one in score.evidence]
        return found + [point.evidence.quote for point in self.grade.points if point.evidence]

    def assert_verbatim(self) -> None:
        """Every piece of evidence is the text that its offsets name."""
        texts = {"answer": self.answer, "follow_up": self.follow_up}
        pieces = [one for score in self.grade.scores.values() for one in score.evidence]
        for one in pieces + [point.evidence for point in self.grade.points if point.evidence]:
            assert texts[one.source][one.start : one.end] == one.quote != ""


def tried(
    character: Character,
    answer: str = KETTLE.model_answer,
    follow_up: str = "",
    question: Question = KETTLE,
    rubric: Rubric = RUBRIC,
    most_samples: int = 3,
) -> Case:
    """Return what comes of judging; raises what `judge` raises."""
    server, results = LoopbackGroq(answer=character), list[Result[Grade]]()

    async def play(stage: Stage) -> None:
        caller = Caller("groq", stage.gateway, "9f2c41")
        results.append(await judge(caller, question, answer, follow_up, rubric, most_samples))

    on_stage(server, play)
    prompts = tuple(seen.body["messages"][1]["content"] for seen in server.seen)
    return Case(question, answer, follow_up, results[0], prompts)


def result_of(grade: Grade) -> Result[Grade]:
    return Result(value=grade, provenance=Provenance(brain="groq"))
