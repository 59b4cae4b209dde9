"""JSON that pairs questions with answers itself: nexus' exports and lists of such records."""

import json
from typing import Any

from nexus_cli.documents.transcripts.json_text import LineFinder, objects_in
from nexus_cli.documents.transcripts.talk import Talk
from nexus_cli.errors import StoreTamperedError, TranscriptError
from nexus_cli.models.session import AnswerState, SessionState, fold
from nexus_cli.models.transcript import Exchange, FollowUp, Turn

_QUESTIONS = ("question", "question_text", "questionText", "prompt", "q")
_ANSWERS = ("answer", "answer_text", "answerText", "response", "reply", "a")
_FOLLOW_UPS = ("follow_ups", "followUps", "follow_up", "followUp", "followups")
NEXUS_FORMAT = "nexus-session"


def read_export(name: str, text: str) -> Talk:
    """Return the questions that nexus asked and the answers as they stood at the end.

    Raises TranscriptError when the export was changed, or holds no question that was asked.
    """
    from nexus_cli.store.records import import_session

    try:
        _, events = import_session(text)
    except StoreTamperedError as error:
        raise TranscriptError(f"{name}: {error.sentence}", error.next_step, line=1) from error
    state = fold(events)
    asked = {question.id: question.text for question in state.prepared.plan.questions}
    finder = LineFinder(text)
    exchanges = tuple(
        _exchange(asked.get(answer.question_id, ""), answer, finder)
        for answer in state.answers.values()
    )
    if not exchanges:
        raise TranscriptError(
            f"{name}, line 1: no question of this interview was asked.",
            "Finish the interview with `nexus interview`, then export it again.",
            line=1,
        )
    return Talk(candidate=_candidate(state), exchanges=exchanges)


def _candidate(state: SessionState) -> str:
    return state.prepared.candidate.name


def _exchange(question: str, answer: AnswerState, finder: LineFinder) -> Exchange:
    line = finder.line_of(answer.question_id)
    follow_ups = tuple(
        FollowUp(
            question=follow_up.text,
            answer=follow_up.answer or "",
            line=line,
            answer_turns=_said(follow_up.answer or "", line),
        )
        for follow_up in answer.follow_ups
    )
    return Exchange(
        question=question,
        answer=answer.answer or "",
        line=line,
        follow_ups=follow_ups,
        question_id=answer.question_id,
        answer_turns=_said(answer.answer or "", line),
    )


def read_pairs(value: Any, text: str) -> Talk | None:
    """Return the longest list of records that have a question and an answer, None without one."""
    best: list[dict[str, Any]] = []
    for _, held in objects_in(value):
        if isinstance(held, list) and len(held) > len(best):
            pairs = [item for item in held if isinstance(item, dict) and _is_pair(item)]
            best = pairs if len(pairs) > max(len(best), len(held) // 2) else best
    if not best:
        return None
    finder = LineFinder(text)
    exchanges = tuple(_pair(record, finder) for record in best)
    return Talk(candidate=_named_candidate(value), exchanges=exchanges)


def _named_candidate(value: Any) -> str:
    held = value.get("candidate") if isinstance(value, dict) else ""
    held = held.get("name") if isinstance(held, dict) else held
    return held[:80] if isinstance(held, str) else ""


def _is_pair(record: dict[str, Any]) -> bool:
    return bool(_words(record, _QUESTIONS)) and any(key in record for key in _ANSWERS)


def _pair(record: dict[str, Any], finder: LineFinder) -> Exchange:
    question, answer = _words(record, _QUESTIONS), _words(record, _ANSWERS)
    line = finder.line_of(question)
    held: Any = next((record[key] for key in _FOLLOW_UPS if record.get(key)), [])
    further = held if isinstance(held, list) else [held]
    follow_ups = tuple(
        FollowUp(
            question=_words(item, _QUESTIONS),
            answer=(said := _words(item, _ANSWERS)),
            line=line,
            answer_turns=_said(said, line),
        )
        for item in further
        if isinstance(item, dict) and _words(item, _QUESTIONS)
    )
    number = record.get("question_id", record.get("id", ""))
    return Exchange(
        question=question,
        answer=answer,
        line=line,
        follow_ups=follow_ups,
        question_id=str(number) if isinstance(number, str | int) else "",
        answer_turns=_said(answer, line),
    )


def _words(record: dict[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        held = record.get(key)
        held = held.get("text") if isinstance(held, dict) else held
        if isinstance(held, str) and held.strip():
            return held.strip()
    return ""


def _said(answer: str, line: int) -> tuple[Turn, ...]:
    return (Turn(text=answer, line=line),) if answer else ()


def is_export(value: Any) -> bool:
    """Whether parsed JSON says that it is an export of nexus."""
    return isinstance(value, dict) and value.get("format") == NEXUS_FORMAT


def records_of_lines(name: str, text: str, talk: Talk) -> list[tuple[int, Any]]:
    """Return the number and value of each line of JSONL; broken lines are noted in `talk`."""
    records: list[tuple[int, Any]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            records.append((number, json.loads(line)))
        except (ValueError, RecursionError):
            talk.skip(number, "This line is not JSON, or breaks off.")
    return records
