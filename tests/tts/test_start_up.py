"""Naming the voices loads none of the libraries behind them."""

import subprocess
import sys


def test_slow_libraries_wait_until_a_voice_is_made() -> None:
    script = (
        "import sys, nexus_cli.tts;"
        "print(*[n for n in ('edge_tts', 'aiohttp', 'numpy', 'diskcache') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "")
