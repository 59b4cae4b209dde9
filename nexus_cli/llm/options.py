"""Where the language model is, from the environment and `.env`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from pydantic import Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from nexus_cli.errors import BrainKeyError
from nexus_cli.llm.keys import parse_keys

GROQ_KEY, GROQ_URL = "GROQ_API_KEY", "GROQ_BASE_URL"
LLM_KEY, LLM_URL = "NEXUS_LLM_API_KEY", "NEXUS_LLM_BASE_URL"


class _EnvFile(DotEnvSettingsSource):
    """`.env`, which comes with whatever folder nexus is started in, so it is not trusted with keys.

    A base URL in it counts only for a key that stands beside it: a stranger's `.env` must not send
    the key of the environment, the keyring or the key file to a stranger's server. For the same
    reason `${NAME}` in it is plain text, and does not become the environment's value.
    """

    def _read_env_file(self, file_path: Path) -> Mapping[str, str | None]:
        values = dotenv_values(file_path, encoding="utf-8", interpolate=False)
        return {name.lower(): value for name, value in values.items()}  # as the base class has them

    def __call__(self) -> dict[str, Any]:
        found = super().__call__()
        before = self.current_state  # what the environment says, which goes first
        if GROQ_KEY in before or not _holds_a_key(found.get(GROQ_KEY)):
            found.pop(GROQ_URL, None)
        if before.get(LLM_KEY):  # without any key there is none to redirect
            found.pop(LLM_URL, None)
        return found


class LLMOptions(BaseSettings):
    """Read with the names that each service's own documentation uses, and with no others.

    The environment goes before `.env`, whose base URLs are for its own keys only.
    """

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    groq_api_key: SecretStr = Field(SecretStr(""), validation_alias=GROQ_KEY)
    """One key or several, apart by commas or lines, each with `organisation:` before it or not."""
    groq_base_url: str = Field("https://api.groq.com", validation_alias=GROQ_URL)
    groq_models: str = Field(
        "openai/gpt-oss-120b,openai/gpt-oss-20b", validation_alias="NEXUS_GROQ_MODELS"
    )
    """The chain, the best model first; a retired or unknown one means the next."""
    base_url: str = Field("", validation_alias=LLM_URL)
    """Any OpenAI-compatible server, such as http://localhost:11434/v1."""
    api_key: SecretStr = Field(SecretStr(""), validation_alias=LLM_KEY)
    model: str = Field("", validation_alias="NEXUS_LLM_MODEL")
    """One id, or a chain apart by commas."""
    slower: float = Field(1.0, ge=1, le=100, validation_alias="NEXUS_LLM_SLOWER")
    """How many times longer a call to that server may take: 5 to 20 for a model without a GPU."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return what is asked, the first to answer wins: arguments, the environment, `.env`."""
        file = (
            dotenv_settings.env_file if isinstance(dotenv_settings, DotEnvSettingsSource) else None
        )
        return init_settings, env_settings, _EnvFile(settings_cls, env_file=file)


def _holds_a_key(text: str | None) -> bool:
    try:
        return bool(parse_keys(SecretStr(text or "")))
    except BrainKeyError:  # said when the key is to be used
        return False
