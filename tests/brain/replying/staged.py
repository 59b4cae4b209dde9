"""Replies of a model that says what a test tells it, through the real gateway."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field, replace

from nexus_cli.bench.groq import LatencyProfile, LoopbackGroq
from nexus_cli.bench.groq.faults import FaultScript
from nexus_cli.brain.prompting import Caller, Exchange
from nexus_cli.brain.protocol import ReplyRequest
from nexus_cli.brain.replying.speaking import reply
from nexus_cli.errors import BrainError
from nexus_cli.models.question import Category, KeyPoint, Question
from nexus_cli.models.usage import ModelUsage
from tests.llm.stage import Stage, now, on_stage

NONCE = "7e57ed"
QUESTION = Question(
    id="hive",
    text="A bee colony leaves its hive in May. What do you do?",
    category=Category.TECHNICAL,
    target="Swarming",
    key_points=(
        KeyPoint(
            point="The swarm is shaken into a shaded skep before the scouts decide",
            accept=("knock the cluster into a straw basket while it still hangs there",),
            probe_topic="how the swarm is caught",
        ),
        KeyPoint(point="The parent hive is searched for surplus queen cells afterwards"),
    ),
    follow_up_hint="What about the hive that they left?",
    model_answer="I would mist the cluster with water and then give it drawn comb at dusk.",
    paraphrase="Spraying keeps the bunch together until evening brings the new frames.",
)
ANSWER = (
    "I watch where the bees settle. Then I fetch my ladder and ring my neighbour, who has 2 boxes."
)
REQUEST = ReplyRequest(
    kind="follow_up",
    question=QUESTION,
    answer=ANSWER,
    open_point=QUESTION.key_points[0].point,
    probe_topic="how the swarm is caught",
)
BRIDGE = replace(REQUEST, kind="bridge")
CLARIFY = replace(REQUEST, kind="clarify", answer="", open_point="", probe_topic="")
EARLIER = Exchange("How do you feed bees in winter?", "With candy, and never with honey.")


@dataclass
class Heard:
    """What came of a reply."""

    pieces: list[str] = field(default_factory=list)
    usage: list[ModelUsage] = field(default_factory=list)
    error: BrainError | None = None
    seconds: float = 0.0
    """From the request to the end of the reply."""
    prompts: list[str] = field(default_factory=list)
    """The user messages."""

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def hear(
    words: str | Callable[[dict[str, object]], str],
    request: ReplyRequest = REQUEST,
    faults: FaultScript = lambda: None,
    latency: LatencyProfile | None = None,
) -> Heard:
    """The reply of nexus when the model says `words`."""
    answer = words if callable(words) else lambda body: words
    server = LoopbackGroq(answer=answer, faults=faults, latency=latency or LatencyProfile())
    heard = Heard()

    async def play(stage: Stage) -> None:
        began = now()
        try:
            async for piece in reply(Caller("groq", stage.gateway, NONCE), request):
                if isinstance(piece, str):
                    assert not heard.usage, "words after the bill"
                    heard.pieces.append(piece)
                elif isinstance(piece, ModelUsage):
                    heard.usage.append(piece)
        except BrainError as error:
            heard.error = error
        heard.seconds = now() - began
        heard.prompts = [seen.body["messages"][1]["content"] for seen in server.seen]

    on_stage(server, play)
    return heard


def outside_fences(prompt: str) -> str:
    """A user message without what stands between its fences."""
    kept, inside = [], False
    for line in prompt.splitlines():
        inside = inside or (line.startswith("DATA ") and line.endswith(f" {NONCE}"))
        if not inside:
            kept.append(line)
        inside = inside and not (line.startswith("END ") and NONCE in line)
    return "\n".join(kept)


async def first_piece_then_leave(stage: Stage, request: ReplyRequest) -> str:
    """Listen to one piece and go."""
    stream = reply(Caller("groq", stage.gateway, NONCE), request)
    assert isinstance(stream, AsyncGenerator)
    piece = await anext(stream)
    await stream.aclose()
    assert isinstance(piece, str)
    return piece
