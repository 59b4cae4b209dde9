"""Language models: one gateway, a file for each provider, answers that fill a model."""

from nexus_cli.llm.gateway import Answer, Gateway
from nexus_cli.llm.opening import open_compatible, open_groq
from nexus_cli.llm.options import LLMOptions
from nexus_cli.llm.patience import BRIDGING, GRADING, INTERACTIVE, PREPARING, REPORTING, Patience
from nexus_cli.llm.protocol import ChatRequest, JsonSchema, Provider, Usage
from nexus_cli.llm.schema import strict_schema
from nexus_cli.llm.seating import LimitWait
from nexus_cli.llm.speech import spoken
from nexus_cli.llm.structured import Filled, fill

__all__ = [
    "BRIDGING",
    "GRADING",
    "INTERACTIVE",
    "PREPARING",
    "REPORTING",
    "Answer",
    "ChatRequest",
    "Filled",
    "Gateway",
    "JsonSchema",
    "LLMOptions",
    "LimitWait",
    "Patience",
    "Provider",
    "Usage",
    "fill",
    "open_compatible",
    "open_groq",
    "spoken",
    "strict_schema",
]
