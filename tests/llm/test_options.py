"""Which addresses a key may be sent to, and who may say so."""

import asyncio
import sys
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.bench.groq import LoopbackGroq
from nexus_cli.errors import BrainError, BrainKeyError, BrainModelError, BrainUnavailableError
from nexus_cli.llm import LLMOptions, open_compatible, open_groq
from nexus_cli.llm.opening import chosen, safe_url
from nexus_cli.models.brains import BrainChoice
from nexus_cli.telemetry import Telemetry
from tests.llm.stage import LARGE, SMALL

KEY = "gsk_canary_27182818"
DEFAULT = "https://api.groq.com"
ELSEWHERE = "https://stranger.example"
NAMES = (
    *("GROQ_API_KEY", "GROQ_BASE_URL", "NEXUS_GROQ_MODELS"),
    *("NEXUS_LLM_API_KEY", "NEXUS_LLM_BASE_URL", "NEXUS_LLM_MODEL"),
)


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder to start in, and an environment without options."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def options(monkeypatch: pytest.MonkeyPatch, **environment: str) -> LLMOptions:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return LLMOptions()


def dot_env(folder: Path, **values: str) -> None:
    lines = [f"{name}={value}\n" for name, value in values.items()]
    (folder / ".env").write_text("".join(lines))


@pytest.mark.parametrize(
    "url",
    [
        "http://stranger.example",
        "HTTP://10.0.0.7:8000",
        "http://0.0.0.0:11434",
        "http://127.0.0.1.stranger.example",
        "http://localhost.stranger.example",
        "http://[2001:db8::1]:80",
    ],
)
def test_a_key_does_not_leave_the_machine_unencrypted(
    monkeypatch: pytest.MonkeyPatch, folder: Path, url: str
) -> None:
    groq = options(monkeypatch, GROQ_API_KEY=KEY, GROQ_BASE_URL=url)
    with pytest.raises(BrainKeyError, match="GROQ_BASE_URL would send the key") as caught:
        open_groq(groq, folder, Telemetry())
    assert "https://" in caught.value.next_step
    own = options(
        monkeypatch, NEXUS_LLM_BASE_URL=url, NEXUS_LLM_API_KEY=KEY, NEXUS_LLM_MODEL="small"
    )
    with pytest.raises(BrainKeyError, match="NEXUS_LLM_BASE_URL would send the key") as also:
        open_compatible(own, Telemetry())
    assert KEY not in f"{caught.value} {also.value}"


@pytest.mark.parametrize(
    "url",
    [
        "https://stranger.example:8443/v1",
        "http://127.0.0.1:8000/v1",
        "http://127.9.9.9",
        "http://localhost:11434/v1",
        "http://LOCALHOST",
        "http://[::1]:11434/v1",
    ],
)
def test_a_key_may_go_out_encrypted_or_stay_on_the_machine(url: str) -> None:
    assert safe_url(f" {url}/ ", "URL", with_key=True) == url


def test_without_a_key_a_server_in_the_local_network_may_be_asked() -> None:
    url = "http://192.168.1.20:11434/v1"
    assert safe_url(url, "URL", with_key=False) == url


@pytest.mark.parametrize(
    "url",
    [
        "api.groq.com",
        "ftp://api.groq.com",
        "file:///etc/passwd",
        "https://",
        "https:///v1",
        "https://.",
        "https://api.groq.com:99999",
        f"https://{KEY}@api.groq.com",
        f"http://127.0.0.1:80@stranger.example/{KEY}",
        f"http://127.0.0.1\\@stranger.example/{KEY}",
        f"https://api.groq.com/?key={KEY}",
        "https://api.groq.com/#v1",
        "https://api.groq.com/a b",
        "https://api.groq.com\nhttps://stranger.example",
        KEY,
    ],
)
def test_what_is_no_plain_web_address_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, folder: Path, url: str
) -> None:
    groq = options(monkeypatch, GROQ_API_KEY=KEY, GROQ_BASE_URL=url)
    with pytest.raises(BrainUnavailableError, match="not a web address") as caught:
        open_groq(groq, folder, Telemetry())
    assert DEFAULT in caught.value.next_step
    assert KEY not in str(caught.value)
    with pytest.raises(BrainUnavailableError, match="not a web address"):
        safe_url(url, "URL", with_key=False)


PIECES = ["localhost", "127.0.0.1", "[::1]", "[", "]", "stranger.example", "@", "\\", "/", ":80"]
PIECES += [
    "?",
    "#",
    "%2f",
    ".",
    "\n",
    "\t",
    "xn--",
    "::ffff:127.0.0.1",
    "0177.0.0.1",
    "x",
    "_",
    "١",
]
PASTED = st.builds(
    "{}://{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.lists(st.sampled_from(PIECES), max_size=5).map("".join),
)


@given(st.text() | PASTED)
def test_any_text_is_an_address_of_a_host_or_refused_with_a_sentence(text: str) -> None:
    try:
        url = safe_url(text, "URL", with_key=True)
    except BrainError as error:
        assert error.next_step
        return
    try:
        read = httpx.URL(url)
    except httpx.InvalidURL:  # nothing will be sent
        return
    host = read.raw_host.decode()  # what will be asked is the host that was looked at
    assert read.scheme == "https" or host in ("localhost", "::1") or host.startswith("127.")
    assert host == urlsplit(url).hostname
    assert not read.userinfo
    assert not read.query


@pytest.mark.parametrize("ending", ["", "/", "/openai/v1", "/openai/v1/", "/v1", "/v1/"])
def test_groqs_address_may_be_pasted_with_its_ending(
    monkeypatch: pytest.MonkeyPatch, folder: Path, ending: str
) -> None:
    async def listed() -> dict[str, list[str] | BrainError]:
        async with LoopbackGroq() as server:
            url = f"{server.url}{ending}"
            given = options(monkeypatch, GROQ_API_KEY=KEY, GROQ_BASE_URL=url)
            gateway = open_groq(given, folder, Telemetry())
            try:
                return await gateway.usable_models()
            finally:
                await gateway.close()

    assert asyncio.run(listed()) == {"default": [LARGE, SMALL]}


def test_a_blank_address_is_groqs_own(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    open_groq(options(monkeypatch, GROQ_API_KEY=KEY, GROQ_BASE_URL=" "), folder, Telemetry())


def test_a_file_does_not_redirect_the_environments_keys(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    dot_env(
        folder,
        GROQ_API_KEY="gsk_of_the_file",
        GROQ_BASE_URL=ELSEWHERE,
        NEXUS_LLM_API_KEY="of_the_file",
        NEXUS_LLM_BASE_URL=ELSEWHERE,
        NEXUS_LLM_MODEL="small",
    )
    read = options(monkeypatch, GROQ_API_KEY=KEY, NEXUS_LLM_API_KEY=KEY)
    assert read.groq_api_key.get_secret_value() == KEY
    assert (read.groq_base_url, read.base_url) == (DEFAULT, "")
    assert read.model == "small"


@pytest.mark.parametrize("own_key", [None, "", " , ", "# gsk_none"])
def test_a_file_does_not_redirect_a_key_of_the_keyring_or_the_key_file(
    folder: Path, own_key: str | None
) -> None:
    dot_env(folder, GROQ_BASE_URL=ELSEWHERE, **({} if own_key is None else {NAMES[0]: own_key}))
    assert LLMOptions().groq_base_url == DEFAULT


def test_a_blank_key_in_the_environment_still_shuts_the_file_out(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    dot_env(folder, GROQ_API_KEY="gsk_of_the_file", GROQ_BASE_URL=ELSEWHERE)
    read = options(monkeypatch, GROQ_API_KEY="")
    assert (read.groq_api_key.get_secret_value(), read.groq_base_url) == ("", DEFAULT)


def test_a_file_cannot_copy_a_key_out_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    dot_env(
        folder, NEXUS_LLM_BASE_URL=ELSEWHERE + "/${GROQ_API_KEY}", NEXUS_LLM_API_KEY="$GROQ_API_KEY"
    )
    with (folder / ".env").open("a") as file:
        file.write("NEXUS_LLM_MODEL=${GROQ_API_KEY}\n")
    read = options(monkeypatch, GROQ_API_KEY=KEY)
    assert KEY not in f"{read.base_url} {read.model} {read.api_key.get_secret_value()}"


def test_a_file_may_name_an_address_for_its_own_key_or_for_none(folder: Path) -> None:
    dot_env(
        folder,
        groq_api_key="gsk_of_the_file",
        GROQ_BASE_URL="https://proxy.example",
        NEXUS_LLM_BASE_URL="http://localhost:11434/v1",
    )
    read = LLMOptions()
    assert read.groq_api_key.get_secret_value() == "gsk_of_the_file"
    assert read.groq_base_url == "https://proxy.example"
    assert read.base_url == "http://localhost:11434/v1"


def test_the_environment_may_send_a_files_key_where_it_wants(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    dot_env(folder, GROQ_API_KEY="gsk_of_the_file", GROQ_BASE_URL=ELSEWHERE)
    read = options(monkeypatch, GROQ_BASE_URL="https://proxy.example")
    assert read.groq_base_url == "https://proxy.example"


@pytest.mark.parametrize("in_file", [True, False])
def test_options_have_no_other_names_than_their_own(
    monkeypatch: pytest.MonkeyPatch, folder: Path, in_file: bool
) -> None:
    others = {"API_KEY": KEY, "BASE_URL": ELSEWHERE, "MODEL": "other", "GROQ_MODELS": "other"}
    if in_file:
        dot_env(folder, **others)
    read = LLMOptions() if in_file else options(monkeypatch, **others)
    assert (read.base_url, read.model, read.api_key.get_secret_value()) == ("", "", "")
    assert read.groq_models == f"{LARGE},{SMALL}"


OWN = {"NEXUS_LLM_BASE_URL": "http://localhost:11434/v1"}


@pytest.mark.parametrize(
    ("environment", "taken"),
    [
        ({}, BrainChoice.OFFLINE),
        ({"GROQ_API_KEY": KEY}, BrainChoice.GROQ),
        ({"GROQ_API_KEY": KEY, **OWN}, BrainChoice.OPENAI),
    ],
)
def test_auto_takes_a_server_of_ones_own_then_groq_then_offline(
    monkeypatch: pytest.MonkeyPatch, folder: Path, environment: dict[str, str], taken: BrainChoice
) -> None:
    read = options(monkeypatch, **environment)
    assert chosen(BrainChoice.AUTO, read, folder) is taken
    assert chosen(BrainChoice.OFFLINE, read, folder) is BrainChoice.OFFLINE


def test_a_server_without_a_model_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BrainModelError, match="NEXUS_LLM_MODEL"):
        open_compatible(options(monkeypatch, **OWN), Telemetry())
