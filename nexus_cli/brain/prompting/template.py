"""A prompt file: what it is for, what it may cost, and its two messages."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

import yaml
from pydantic import Field, ValidationError

from nexus_cli.brain.prompting.budget import MOST_TOKENS
from nexus_cli.brain.prompting.fence import Block, neutral
from nexus_cli.errors import ResourceMissingError
from nexus_cli.llm import GRADING, ChatRequest, JsonSchema, Patience
from nexus_cli.llm.protocol import Effort
from nexus_cli.models.frozen import Frozen
from nexus_cli.resources import resource

_FILE = re.compile(
    r"---\n(?P<front>.*?)\n---\n+# System\n+(?P<system>.*?)\n+# User\n+(?P<user>.*)", re.DOTALL
)
_PLACE = re.compile(r"\{\{(\w+)\}\}")


class Prompt(Frozen):
    """One kind of call. Its system message is the same, byte for byte, for every candidate."""

    id: str
    number: int = Field(alias="version", ge=1)
    """Raised with every change; the grades name it."""
    output: str
    """The pydantic model that the answer fills, or `text`."""
    effort: Effort
    temperature: float = Field(ge=0, le=2)
    model: Literal["large", "light"]
    """`light` tries the chain of models from its end."""
    max_completion_tokens: int
    user_tokens: int
    """What the builder may fill the user message with."""
    system: str
    user: str

    @property
    def version(self) -> str:
        """The number and the beginning of the text's hash: `1-9f2c41`."""
        digest = hashlib.sha256(f"{self.system}\0{self.user}".encode()).hexdigest()
        return f"{self.number}-{digest[:6]}"

    @property
    def places(self) -> frozenset[str]:
        """The names of the places that a request must fill."""
        return frozenset(_PLACE.findall(self.user))

    def request(
        self,
        values: Mapping[str, Block | str | int],
        patience: Patience = GRADING,
        schema: JsonSchema | None = None,
    ) -> ChatRequest:
        """Return the two messages with every place filled; only a `Block` can hold untrusted text.

        A plain value is one line, cleaned. Raises ValueError when a place is left open, a value
        has no place, or the whole exceeds 7,000 tokens: mistakes of the caller.
        """
        if set(values) != self.places:
            wrong = sorted(set(values) ^ self.places)
            raise ValueError(f"prompt {self.id}: these do not match its places: {wrong}")
        user = _PLACE.sub(lambda place: _filled(values[place[1]]), self.user)
        made = ChatRequest(
            kind=self.id,
            system=self.system,
            user=user,
            max_completion_tokens=self.max_completion_tokens,
            effort=self.effort,
            temperature=self.temperature,
            schema=schema,
            light=self.model == "light",
            patience=patience,
        )
        if made.tokens > MOST_TOKENS:
            raise ValueError(f"prompt {self.id}: {made.tokens} tokens are more than {MOST_TOKENS}")
        return made


@cache
def load_prompt(prompt_id: str) -> Prompt:
    """Return the prompt in `prompts/<id>.md`; raises ResourceMissingError for a broken one."""
    path = resource(f"prompts/{prompt_id}.md")
    parts = _FILE.fullmatch(path.read_text("utf-8"))
    try:
        if parts is None:
            raise ValueError("it has no front matter, # System or # User")
        front = yaml.safe_load(parts["front"])
        prompt = Prompt(**front, system=parts["system"].strip(), user=parts["user"].strip())
        if prompt.id != prompt_id or _PLACE.search(prompt.system):
            raise ValueError("its id is not its file's name, or its system message has a place")
    except (ValueError, TypeError, ValidationError, yaml.YAMLError) as error:
        raise ResourceMissingError(
            f"The prompt {path.name} is not as it shipped: {error}.", "Install nexus again."
        ) from error
    return prompt


def _filled(value: Block | str | int) -> str:
    return value.text if isinstance(value, Block) else neutral(str(value))
