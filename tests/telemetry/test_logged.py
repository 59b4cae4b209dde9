"""Reading the log back."""

import asyncio
import json
from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.telemetry import Span, Telemetry, open_log
from nexus_cli.telemetry.log import LOG_BYTES
from nexus_cli.telemetry.logged import MOST_BYTES, Log, read_log
from tests.made_up import HandClock

GOOD = {"at": "2026-05-04T12:00:00.000+00:00", "stage": "grade", "seconds": 0.5, "failed": False}


def line(**changes: object) -> str:
    return json.dumps({**GOOD, **changes}) + "\n"


def found(log: Log) -> list[Span]:
    return [logged.span for logged in log.spans]


def test_what_was_written_is_read_with_its_outcome(tmp_path: Path) -> None:
    clock, path = HandClock(), tmp_path / "nexus.log"
    write, close = open_log(path)
    telemetry = Telemetry(clock, on_span=write)
    with telemetry.span("reply", kind="bridge"):
        clock.elapsed += 1.25
    with suppress(ValueError), telemetry.span("grade"):
        raise ValueError
    with suppress(asyncio.CancelledError), telemetry.span("llm"):
        raise asyncio.CancelledError
    close()
    log = read_log(path)
    assert [(s.name, s.seconds, s.failed, s.cancelled) for s in found(log)] == [
        ("reply", 1.25, False, False),
        ("grade", 0, True, False),
        ("llm", 0, False, True),
    ]
    assert log.skipped == 0


def test_broken_lines_are_skipped_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "nexus.log"
    broken = [
        '{"at": "2026-05',
        "[]\n",
        "7\n",
        "\x00\xff\n",
        line(seconds=-1),
        line(seconds="nan"),
        line(seconds=int("9" * 400)),
        line(stage=""),
        line(stage=3),
        line(failed="no"),
        line(at="yesterday"),
        line(at="2026-05-04T12:00:00"),
        line(note="x" * 5_000),
        "{" * 3_000 + "\n",
    ]
    path.write_text(line() + "\n" + "".join(broken[1:]) + line() + broken[0], "latin-1")
    log = read_log(path)
    assert (len(log.spans), log.skipped) == (2, len(broken))


def test_which_span_ran_in_which_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "nexus.log"
    for _ in range(2):
        write, close = open_log(path)
        telemetry = Telemetry(HandClock(), on_span=write)
        with telemetry.span("setup"), telemetry.span("analyse"):
            pass
        close()
    log = read_log(path)
    inner, outer, *_ = found(log)
    assert (inner.parent_id, outer.parent_id) == (outer.id, None)
    assert [n.run for n in log.spans].count(log.spans[0].run) == 2


def test_older_files_come_first(tmp_path: Path) -> None:
    path = tmp_path / "nexus.log"
    for name, stage in (("nexus.log.2", "a"), ("nexus.log.1", "b"), ("nexus.log", "c")):
        (tmp_path / name).write_text(line(stage=stage))
    (tmp_path / "nexus.log.3").write_text(line(stage="not nexus's"))
    assert [span.name for span in found(read_log(path))] == ["a", "b", "c"]


def test_a_log_that_was_rotated_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "nexus.log"
    path.write_text(line() * (LOG_BYTES // len(line())))
    write, close = open_log(path)
    with Telemetry(HandClock(), on_span=write).span("reply"):
        pass
    close()
    assert (tmp_path / "nexus.log.1").exists()
    log = read_log(path)
    assert [found(log)[0].name, found(log)[-1].name, log.skipped] == ["grade", "reply", 0]


def test_only_the_end_of_a_huge_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "nexus.log"
    path.write_text(line() * (MOST_BYTES // len(line()) + 10_000))
    log = read_log(path)
    assert 0 < len(log.spans) <= MOST_BYTES // len(line())
    assert log.skipped == 0


def test_no_log_holds_nothing(tmp_path: Path) -> None:
    assert read_log(tmp_path / "nexus.log").spans == ()


@given(st.binary(max_size=400))
def test_whatever_the_file_holds_each_line_is_a_span_or_is_skipped(junk: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nexus.log"
        path.write_bytes(junk)
        log = read_log(path)
    assert log.spans == ()
    assert log.skipped == sum(bool(part.strip()) for part in junk.splitlines())
