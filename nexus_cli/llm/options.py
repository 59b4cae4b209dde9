"""Where the language model is, from the environment and `.env`."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class LLMOptions(BaseSettings):
    """Read with the names that each service's own documentation uses."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    groq_api_key: SecretStr = Field(SecretStr(""), validation_alias="GROQ_API_KEY")
    """One key or several, apart by commas or lines, each with `organisation:` before it or not."""
    groq_base_url: str = Field("https://api.groq.com", validation_alias="GROQ_BASE_URL")
    groq_models: str = Field(
        "openai/gpt-oss-120b,openai/gpt-oss-20b", validation_alias="NEXUS_GROQ_MODELS"
    )
    """The chain, the best model first; a retired or unknown one means the next."""
    base_url: str = Field("", validation_alias="NEXUS_LLM_BASE_URL")
    """Any OpenAI-compatible server, such as http://localhost:11434/v1."""
    api_key: SecretStr = Field(SecretStr(""), validation_alias="NEXUS_LLM_API_KEY")
    model: str = Field("", validation_alias="NEXUS_LLM_MODEL")
    """One id, or a chain apart by commas."""
