"""Where keys come from, and what is refused."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from nexus_cli.errors import BrainKeyError, BrainModelError
from nexus_cli.llm import LLMOptions, open_compatible, open_groq
from nexus_cli.llm.keys import DEFAULT_ORGANISATION, find_keys, parse_keys
from nexus_cli.telemetry import Telemetry

NOTHING = SecretStr("")


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyring of whoever runs the tests is not looked into."""
    monkeypatch.setitem(sys.modules, "keyring", None)


def pairs(text: str) -> list[tuple[str, str]]:
    return [(k.organisation, k.secret.get_secret_value()) for k in parse_keys(SecretStr(text))]


def test_one_key_is_of_the_default_organisation() -> None:
    assert pairs("gsk_one") == [(DEFAULT_ORGANISATION, "gsk_one")]


def test_several_keys_are_apart_by_commas_or_lines_with_or_without_an_organisation() -> None:
    text = "acme:gsk_one, acme:gsk_two\n# the spare one\nmine: gsk_three\ngsk_four,,\n"
    assert pairs(text) == [
        ("acme", "gsk_one"),
        ("acme", "gsk_two"),
        ("mine", "gsk_three"),
        (DEFAULT_ORGANISATION, "gsk_four"),
    ]


@given(st.text())
def test_any_text_gives_keys_that_a_header_can_carry_or_a_sentence_without_it(text: str) -> None:
    try:
        keys = parse_keys(SecretStr(text))
    except BrainKeyError as error:
        assert error.sentence == "A key holds a space or a sign that a key cannot have."
    else:
        assert all(key.secret.get_secret_value().isascii() for key in keys)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "groq_keys"
    file.write_text("gsk_file\n")
    file.chmod(0o600)
    (found,) = find_keys(SecretStr("gsk_environment"), file)
    assert found.secret.get_secret_value() == "gsk_environment"
    (found,) = find_keys(NOTHING, file)
    assert found.secret.get_secret_value() == "gsk_file"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_file_that_others_can_open_is_refused_with_its_remedy(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "groq_keys"
    file.write_text("gsk_file\n")
    file.chmod(mode)
    with pytest.raises(BrainKeyError, match="chmod 600") as caught:
        find_keys(NOTHING, file)
    assert "gsk_file" not in str(caught.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "groq_keys"
    file.write_bytes(b"\xff\xfe\x00")
    file.chmod(0o600)
    with pytest.raises(BrainKeyError, match="cannot be read"):
        find_keys(NOTHING, file)


class Keyring(ModuleType):
    """The library, as far as nexus knows it."""

    def __init__(self, locked: bool) -> None:
        super().__init__("keyring")
        self._locked = locked

    def get_password(self, service: str, user: str) -> str:
        if self._locked:
            raise RuntimeError("locked")
        return f"gsk_{service}_{user}"


def test_a_keyring_is_asked_where_the_library_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", Keyring(locked=False))
    (found,) = find_keys(NOTHING, tmp_path / "none")
    assert found.secret.get_secret_value() == "gsk_nexus_groq"


def test_a_locked_keyring_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", Keyring(locked=True))
    assert find_keys(NOTHING, tmp_path / "none") == ()


def test_options_are_read_under_the_names_that_the_services_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", "gsk_one")
    monkeypatch.setenv("GROQ_BASE_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("NEXUS_GROQ_MODELS", "one/model, another/model")
    monkeypatch.setenv("NEXUS_LLM_BASE_URL", "http://localhost:11434/v1")
    options = LLMOptions()
    assert options.groq_api_key.get_secret_value() == "gsk_one"
    assert "gsk_one" not in repr(options)
    gateway = open_groq(options, Path("nowhere"), Telemetry())
    assert gateway.models == ("one/model", "another/model")
    with pytest.raises(BrainModelError, match="NEXUS_LLM_MODEL"):
        open_compatible(options, Telemetry())


def test_without_a_key_the_sentence_says_where_to_put_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROQ_API_KEY", "")
    options = LLMOptions(_env_file=None)
    with pytest.raises(BrainKeyError, match="GROQ_API_KEY"):
        open_groq(options, tmp_path, Telemetry())
