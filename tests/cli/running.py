"""Starts the real command in a home of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CV = str(ROOT / "sample_data/cvs/mira-holt.md")
JOB = str(ROOT / "sample_data/jobs/data-engineer.md")


class Nexus:
    """`nexus` with everything it writes under one folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("NEXUS_", "GROQ_"))},
            "NEXUS_HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "TERM": "dumb",
        }

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start a command with pipes on all three streams."""
        return subprocess.Popen(
            [sys.executable, "-m", "nexus_cli", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
            cwd=self.home.parent,
        )

    def run(self, *words: str, text: str = "", code: int = 0) -> tuple[str, str]:
        """Run a command to its end and return what it printed; its exit code must be `code`."""
        process = self.start(*words)
        out, err = process.communicate(text, timeout=60)
        assert process.returncode == code, (process.returncode, out[-500:], err[-2000:])
        return out, err

    def json(self, *words: str) -> Any:
        """Run a command and parse what it printed."""
        return json.loads(self.run(*words)[0])
