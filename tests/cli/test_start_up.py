"""What a fresh interpreter loads, and what the wheel holds."""

import subprocess
import sys
import zipfile
from pathlib import Path

from nexus_cli import __version__
from tests.cli.running import ROOT, Nexus

HEAVY = ("textual", "groq", "edge_tts", "sounddevice", "faster_whisper", "numpy", "diskcache")
PROGRAM = """
import sys
sys.argv = ["nexus", *{words!r}]
from nexus_cli.cli import main
try:
    main()
except SystemExit:
    pass
print("loaded:", *(name for name in {heavy!r} if name in sys.modules))
"""


AFTER_THE_PAGE = ("nexus_cli.services", "nexus_cli.brain", "nexus_cli.store", "diskcache", "yaml")
HOME = """
import sys
import nexus_cli.cli.home
from nexus_cli.settings import Settings
from nexus_cli.tui import make_home
def open_services():
    print("loaded:", *(name for name in {late!r} if name in sys.modules), file=sys.__stdout__)
    raise SystemExit
try:
    make_home(Settings(_env_file=None), open_services).run(headless=True, size=(80, 24))
except SystemExit:
    pass
"""


def loaded(*words: str) -> list[str]:
    return _printed(PROGRAM.format(words=words, heavy=HEAVY))


def _printed(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return done.stdout.splitlines()[-1].removeprefix("loaded:").split()


def test_help_loads_nothing_heavy() -> None:
    for words in ((), ("interview",), ("setup",), ("report",), ("sessions",)):
        assert loaded(*words, "--help") == []


def test_the_home_page_is_drawn_without_what_an_interview_needs() -> None:
    assert _printed(HOME.format(late=AFTER_THE_PAGE)) == []


def test_the_version_is_printed(nexus: Nexus) -> None:
    assert nexus.run("--version")[0] == f"nexus {__version__}\n"


def test_the_wheel_holds_prompts_and_samples(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]  # noqa: RUF005
        + ["-w", str(tmp_path), "."],
        cwd=ROOT,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "nexus_cli/prompts/packs/general.yaml",
        "nexus_cli/prompts/packs/compiled.json",
        "nexus_cli/prompts/roles/data-engineer.md",
        "nexus_cli/prompts/rubrics/default.yaml",
        "nexus_cli/sample_data/cvs/mira-holt.md",
        "nexus_cli/knowledge/lexicon.csv",
        "nexus_cli/tui/app.tcss",
        "nexus_cli/py.typed",
    ):
        assert needed in names
