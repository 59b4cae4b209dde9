"""Every format, ten files each, with the quirks of the tools that write it."""

import json

import pytest

from nexus_cli.documents.transcripts import read_transcript
from nexus_cli.errors import TranscriptError
from nexus_cli.knowledge.pairing import pair
from nexus_cli.models.transcript import TranscriptKind
from nexus_cli.resources import resource
from tests.documents.transcripts.scripts import CRANE, KITCHEN, PANEL, SCRIPTS, as_pairs
from tests.documents.transcripts.writers import WRITERS

FILES = [(kind, quirk) for kind in WRITERS for quirk in range(10)]


@pytest.mark.parametrize(("kind", "quirk"), FILES)
def test_every_answer_of_a_file_is_paired(kind: str, quirk: int) -> None:
    scripts = SCRIPTS if kind != "docx" else (SCRIPTS[quirk % 5],)
    for script in scripts:
        if (kind, quirk) == ("json", 5) and script is PANEL:
            continue  # chat roles cannot tell three interviewers apart
        transcript = read_transcript(f"interview.{kind}", WRITERS[kind](script, quirk))
        assert as_pairs(pair(transcript)) == script.expected


@pytest.mark.parametrize(("kind", "quirk"), FILES)
def test_the_kind_is_told_by_content_whatever_the_name(kind: str, quirk: int) -> None:
    expected = {"vtt": "webvtt", "txt": "text"}.get(kind, kind)
    transcript = read_transcript("saved", WRITERS[kind](KITCHEN, quirk))
    assert transcript.kind == TranscriptKind(expected)


@pytest.mark.parametrize(
    ("kind", "quirk"),
    [("vtt", 0), ("srt", 3), ("txt", 0), ("txt", 2), ("json", 2), ("json", 3), ("jsonl", 6)],
)
def test_times_are_seconds_from_the_beginning(kind: str, quirk: int) -> None:
    paired = pair(read_transcript("interview", WRITERS[kind](CRANE, quirk)))
    starts = [exchange.start_seconds for exchange in paired.exchanges]
    assert starts == sorted(starts, key=lambda start: start or 0.0)
    assert starts[0] == pytest.approx(14, abs=4)


def test_lines_are_those_of_the_file() -> None:
    data = WRITERS["txt"](CRANE, 3)
    written = data.decode().split("\n")
    for turn in read_transcript("interview.md", data).turns:
        assert turn.text[:30] in written[turn.line - 1]


def test_lines_of_json_are_those_of_the_file() -> None:
    for quirk in (0, 6):
        data = WRITERS["json"](CRANE, quirk)
        written = data.decode().split("\n")
        for turn in read_transcript("interview.json", data).turns:
            quoted = json.dumps(turn.text[:30], ensure_ascii=quirk % 2 == 0)[:-1]
            assert quoted in written[turn.line - 1]


def test_the_id_is_the_hash_of_the_content_alone() -> None:
    data = WRITERS["txt"](CRANE, 3)
    first, second = read_transcript("a.txt", data), read_transcript("b.md", data)
    assert first.id == second.id
    assert first.id != read_transcript("a.txt", data + b"\n").id


def test_a_header_that_names_the_candidate_is_believed() -> None:
    data = (
        b"Candidate: Tomas Lind\nInterviewer: Jana Okoro\n\n"
        b"Tomas: What I build?\n\nJana: Hm?\n\nTomas: Boats. Why ask?\n\nJana: Why boats?\n\n"
        b"Tomas: They float.\n"
    )
    transcript = read_transcript("interview.txt", data)
    assert transcript.candidate == "Tomas Lind"
    assert pair(transcript).candidate == "Tomas"


def test_star_headings_and_notes_stay_in_the_answer() -> None:
    data = (
        b"Interviewer: Tell me about a conflict.\n"
        b"Candidate: Gladly.\nSituation: two teams, one oven.\nTask: share it.\n"
        b"Action: a timetable.\nResult: peace.\nYes: really.\n"
    )
    exchange = pair(read_transcript("a.txt", data)).exchanges[0]
    assert exchange.answer.endswith("Result: peace. Yes: really.")


def test_a_list_of_questions_and_answers_is_taken_as_it_stands() -> None:
    whole = {
        "candidate": {"name": "Mara Voss"},
        "answers": [
            {
                "question_id": "q1",
                "question": "Why boats?",
                "answer": "They float.",
                "follow_up": {"question": "All?", "answer": "Most."},
            },
            {"question_id": "q2", "question": "Why now?", "answer": ""},
        ],
    }
    paired = pair(read_transcript("report.json", json.dumps(whole).encode()))
    assert paired.candidate == "Mara Voss"
    assert as_pairs(paired) == [
        ("Why boats?", "They float.", [("All?", "Most.")]),
        ("Why now?", "", []),
    ]
    assert [exchange.question_id for exchange in paired.exchanges] == ["q1", "q2"]


def test_a_line_of_another_encoding_is_read_and_noted() -> None:
    data = "Jana: Où êtes-vous né?\n".encode() + "Tomas: À Orléans, près de là.\n".encode("cp1252")
    transcript = read_transcript("a.txt", data)
    assert transcript.turns[1].text == "À Orléans, près de là."
    assert [place.line for place in transcript.unread] == [2]


def test_a_broken_line_of_jsonl_is_noted_and_the_rest_is_read() -> None:
    rows = WRITERS["jsonl"](KITCHEN, 0).split(b"\n")
    rows[3] = rows[3][:20]
    transcript = read_transcript("a.jsonl", b"\n".join(rows))
    assert [place.line for place in transcript.unread] == [4]
    assert len(transcript.turns) >= len(rows) - 3


def test_json_that_breaks_off_names_its_line() -> None:
    data = WRITERS["json"](KITCHEN, 0)
    with pytest.raises(TranscriptError) as caught:
        read_transcript("a.json", data[: len(data) // 2])
    assert caught.value.line is not None
    assert f"line {caught.value.line}" in str(caught.value)


def test_a_repeat_in_rolling_captions_is_said_once_but_an_echo_twice() -> None:
    data = (
        b"WEBVTT\n\n00:01.000 --> 00:03.000\n<v A B>I ran the floor\n\n"
        b"00:02.000 --> 00:05.000\n<v A B>the floor for six years.\n\n"
        b"00:06.000 --> 00:07.000\n<v A B>Yes.\n\n00:08.000 --> 00:09.000\n<v A B>Yes.\n"
    )
    turn = read_transcript("a.vtt", data).turns[0]
    assert turn.text == "I ran the floor for six years. Yes. Yes."


def test_the_samples_are_read_and_paired() -> None:
    folder = resource("sample_data/transcripts")
    for path in sorted(folder.iterdir()):
        if path.is_file():
            paired = pair(read_transcript(path.name, path.read_bytes()))
            assert len(paired.exchanges) >= 3
            assert all(exchange.answer for exchange in paired.exchanges)
            assert not paired.unread
