"""No test finds a key or a server that the machine it runs on has set."""

import pytest

from nexus_cli.llm.options import LLMOptions

_NAMES = [str(field.validation_alias) for field in LLMOptions.model_fields.values()]


@pytest.fixture(autouse=True)
def no_hosted_brain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every variable away that would lead to a hosted brain."""
    for name in (*_NAMES, "NEXUS_BRAIN", "NEXUS_HOME"):
        monkeypatch.delenv(name, raising=False)
