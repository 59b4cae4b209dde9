"""What a report says of spoken answers: pace beside the score, and words that may be misheard."""

import asyncio
import csv
import io
import json

import pytest

from nexus_cli.brain import OfflineBrain
from nexus_cli.brain.advising.evidence import gather
from nexus_cli.interview import grade_answer_state
from nexus_cli.models.events import AnswerAccepted, Event, FollowUpAsked, ScoreOverridden
from nexus_cli.models.grade import Grade
from nexus_cli.models.report import AnswerReport, Report
from nexus_cli.models.session import fold
from nexus_cli.models.spoken import Speech
from nexus_cli.reports import ReportFormat, render
from nexus_cli.scoring import default_rubric
from nexus_cli.store import export_session, import_session
from nexus_cli.text import width
from tests.scoring.made_up_questions import KETTLE

from .made_up_interview import NOON, interview, prepared, report_on
from .spoken_interview import (
    KAFKA,
    KAFKA_FOLLOW_UP,
    asked,
    said,
    speech,
    spoken_interview,
)

READ = [ReportFormat.TEXT, ReportFormat.MARKDOWN, ReportFormat.HTML]


@pytest.fixture
def report() -> Report:
    return report_on(spoken_interview())


def typed(events: list[Event]) -> list[Event]:
    """The same interview as if every word had been typed."""
    return [
        e.model_copy(update={"spoken": None}) if isinstance(e, AnswerAccepted) else e
        for e in events
    ]


def plain(report: Report, format_: ReportFormat) -> str:
    """The report on one line, without what Markdown escapes."""
    return " ".join(render(report, format_, width=200).replace("\\", "").split())


def pieces(answer: AnswerReport) -> list[str]:
    """The doubtful words of an answer, read at the offsets that the report gives."""
    assert answer.transcript is not None
    follow_up = answer.follow_up.answer if answer.follow_up else ""
    texts = {"answer": answer.answer, "follow_up": follow_up}
    found = [texts[e.source][e.start : e.end] for e in answer.transcript.doubtful]
    assert found == [e.quote for e in answer.transcript.doubtful]
    return found


def test_pace_is_measured_over_an_answer_with_its_follow_up(report: Report) -> None:
    alone = report_on([prepared(), *asked("kafka"), said("kafka", KAFKA)]).answers[0].delivery
    both = report.answers[1].delivery
    assert alone is not None
    assert both is not None
    assert both.longest_pause_seconds == alone.longest_pause_seconds == pytest.approx(2.64)
    assert both.talk_seconds > alone.talk_seconds
    assert report.answers[0].delivery is not None
    assert report.answers[0].delivery.filler_words == 2  # um, and you know between commas


def test_what_was_typed_or_left_blank_has_no_pace_and_no_transcript(report: Report) -> None:
    incident, closing = report.answers[3], report.answers[5]
    assert (incident.delivery, incident.transcript) == (None, None)
    skipped = said("intro", "(0.4) skip").model_copy(update={"text": "", "skipped": True})
    blank = report_on([prepared(), *asked("intro"), skipped])
    assert (blank.answers[0].delivery, blank.answers[0].transcript) == (None, None)
    assert (closing.delivery, blank.delivery, blank.provenance.transcribed_by) == (None, None, ())


def test_doubtful_words_are_found_at_their_offsets(report: Report) -> None:
    assert pieces(report.answers[1]) == [
        "cough",
        "serves",
        "edit consumers",
        "one",
        "restarted",
        "think",
        "griffin",
    ]
    heard = report.answers[1].transcript
    assert heard is not None
    assert (heard.words, heard.doubtful_words, heard.low) == (36, 8, True)
    assert heard.caution.startswith("The recogniser was unsure of 8 of the 36 words")


def test_a_second_follow_up_is_found_behind_the_first() -> None:
    again = FollowUpAsked(at=NOON, question_id="kafka", text="And then?", about="x")
    events: list[Event] = [
        prepared(),
        *asked("kafka"),
        said("kafka", KAFKA),
        again,
        said("kafka", KAFKA_FOLLOW_UP, "follow_up"),
        again,
        said("kafka", "We moved it to a [bigger] board.", "follow_up"),
    ]
    assert pieces(report_on(events).answers[0])[-3:] == ["think", "griffin", "bigger"]


def test_a_word_that_was_mended_is_in_doubt_no_longer(report: Report) -> None:
    heard = report.answers[2].transcript
    assert heard is not None
    assert (heard.edited, heard.low, heard.caution) == (True, False, "")
    assert pieces(report.answers[2]) == ["alert"]


@pytest.mark.parametrize("format_", READ)
def test_a_score_on_a_badly_heard_answer_says_so(report: Report, format_: ReportFormat) -> None:
    written = plain(report, format_)
    assert "2.0 of 5, maybe misheard" in written
    assert written.count("of 5, maybe misheard") == 1
    assert "The recogniser was unsure of 8 of the 36 words in this answer" in written
    assert "The score of question 2 rests on a transcript" in written


@pytest.mark.parametrize("format_", [ReportFormat.TEXT, ReportFormat.MARKDOWN])
def test_doubtful_words_are_marked_where_they_stand(report: Report, format_: ReportFormat) -> None:
    written = plain(report, format_).replace("**", "")
    assert "I mostly [edit consumers?], and ‹when [one?] fell behind I [restarted?] it›." in written
    assert "Words that may be misheard stand in [ ?]." in written


def test_the_page_labels_doubtful_words_for_the_eye_and_for_the_ear(report: Report) -> None:
    page = render(report, ReportFormat.HTML)
    hidden = '<span aria-hidden="true">{}</span>'
    label = '<span class="heard"> (maybe misheard)</span>'
    marked = f"{hidden.format('[')}griffin{hidden.format('?]')}{label}</u>"
    assert f'<u title="The recogniser was unsure of this.">{marked}' in page


@pytest.mark.parametrize("format_", READ)
def test_a_quote_that_may_be_misheard_says_which_words(
    report: Report, format_: ReportFormat
) -> None:
    written = plain(report, format_).replace("</a>", "")
    assert written.count("“the lack was on a griffin board” (maybe misheard: “griffin”)") == 2
    assert "(maybe misheard: “one” and “restarted”)" in written


def test_the_verdict_is_less_firm_until_a_person_has_read_the_transcript(report: Report) -> None:
    sure = report_on(typed(spoken_interview()))
    assert (report.overall, report.recommendation.verdict) == (
        sure.overall,
        sure.recommendation.verdict,
    )
    # 5 of 7 scored at a distance of 0.28 from a cut; one of them counts half.
    assert sure.recommendation.confidence == 0.56
    assert report.recommendation.confidence == 0.5
    read = ScoreOverridden(
        at=NOON, question_id="kafka", dimension="depth", score=1.5, because="I listened again."
    )
    corrected = report_on([*spoken_interview(), read])
    assert corrected.recommendation.confidence == sure.recommendation.confidence
    assert "maybe misheard" not in corrected.recommendation.summary
    assert "of 5, maybe misheard" not in plain(corrected, ReportFormat.TEXT)


def test_who_wrote_the_answers_down_is_said() -> None:
    other = said("kafka", KAFKA).model_copy(update={"spoken": speech(KAFKA, engine="Groq <b>")})
    intro, kafka = asked("intro", "kafka")
    report = report_on([prepared(), intro, said("intro", "I clean lamps."), kafka, other])
    assert report.provenance.transcribed_by == ("Whisper base", "Groq <b>")
    assert "written down by Whisper base and Groq <b>" in plain(report, ReportFormat.TEXT)
    assert "<b>" not in render(report, ReportFormat.HTML)


@pytest.mark.parametrize("format_", READ)
def test_pace_is_told_with_what_it_is_for(report: Report, format_: ReportFormat) -> None:
    written = plain(report, format_)
    assert "words a minute with pauses, longest pause 1.1 s, 2 filler words heard." in written
    assert "never part of a score, and should weigh in no decision" in written
    assert "1 s of speech, longest pause 0.5 s" in written  # too little for a rate


@pytest.mark.parametrize("format_", READ)
def test_a_typed_interview_says_nothing_of_speech(format_: ReportFormat) -> None:
    report = report_on(typed(spoken_interview()))
    written = render(report, format_)
    assert not [word for word in ("misheard", "Pace", "ranscri", "<u ") if word in written]
    assert (report.delivery, report.provenance.transcribed_by) == (None, ())


def test_the_table_ends_with_the_transcripts_and_has_no_pace_to_sort_by(report: Report) -> None:
    rows = list(csv.reader(io.StringIO(render(report, ReportFormat.CSV))))
    assert rows[0][-6:] == [
        "verdict",
        "transcribed_by",
        "words",
        "doubtful_words",
        "doubtful_transcript",
        "mended_by_hand",
    ]
    assert rows[2][-5:] == ["Whisper base", "36", "8", "yes", "no"]
    assert rows[4][-5:] == [""] * 5
    assert not {"words_per_minute", "filler_words", "longest_pause_seconds"} & set(rows[0])


@pytest.mark.parametrize("columns", [40, 41, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(report: Report, columns: int) -> None:
    lines = render(report, ReportFormat.TEXT, width=columns).split("\n")
    assert max(width(line) for line in lines) <= columns


@pytest.mark.parametrize("format_", ReportFormat)
def test_heard_words_cannot_act_on_what_shows_them(format_: ReportFormat) -> None:
    heard = "I [<script>alert(1)</script>] and [\x1b[31m**x**\u202e] it"
    written = render(report_on([prepared(), *asked("intro"), said("intro", heard)]), format_)
    assert "\x1b" not in written
    assert "\u202e" not in written
    if format_ is ReportFormat.HTML:
        assert "<script>" not in written
    if format_ is ReportFormat.MARKDOWN:
        assert "<script>" not in written.replace("\\<", "")
        assert "**x" not in written


def graded_as(text: str, spoken: Speech | None) -> Grade:
    """What the offline brain makes of an answer that was heard as `spoken`."""
    answer = AnswerAccepted(at=NOON, question_id="kafka", part="answer", text=text, spoken=spoken)
    state = fold([prepared(), *asked("kafka"), answer]).answers["kafka"]
    brain = OfflineBrain(NOON.date())
    return asyncio.run(grade_answer_state(brain, KETTLE, state, default_rubric())).value


def test_the_same_words_score_the_same_however_they_were_spoken() -> None:
    text = "I plug a lamp into the same outlet, um, to see if there is power."
    hesitant = "Um, (3) uh, " + text.replace("into", "(4) like, I mean, into")
    doubtful = " ".join(f"[{word}]" for word in text.split())
    ways = [speech(text, rate=2.5), speech(text, rate=0.3), speech(hesitant), speech(doubtful)]
    as_typed = graded_as(text, None)
    assert 0 < (as_typed.scores["relevance"].score or 0) < 5
    assert all(graded_as(text, way) == as_typed for way in ways)


def test_a_brain_is_told_nothing_of_how_an_answer_was_spoken(report: Report) -> None:
    silent = report_on(typed(spoken_interview()))
    assert silent.answers[1].delivery is None
    assert gather(report, "9f2c41").block == gather(silent, "9f2c41").block


def test_only_what_is_said_of_speech_differs_from_the_typed_report(report: Report) -> None:
    silent = report_on(typed(spoken_interview()))
    spoken = {"delivery": None, "transcript": None}
    answers = tuple(answer.model_copy(update=spoken) for answer in report.answers)
    outside = {"answers", "delivery", "provenance", "recommendation"}
    assert answers == silent.answers
    assert report.model_dump(exclude=outside) == silent.model_dump(exclude=outside)


def test_a_spoken_session_can_be_taken_out_and_brought_back(report: Report) -> None:
    session_id, events = import_session(export_session("abc", spoken_interview()))
    assert report_on(events, session_id) == report.model_copy(update={"session_id": "abc"})


def test_a_report_written_before_answers_could_be_spoken_can_still_be_read() -> None:
    written = json.loads(render(report_on(interview()), ReportFormat.JSON))
    del written["delivery"], written["provenance"]["transcribed_by"]
    for answer in written["answers"]:
        del answer["transcript"]
    assert Report.model_validate(written) == report_on(interview())
