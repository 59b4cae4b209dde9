"""The mouth against the loopback: what is heard, what is left to be read, and how soon it stops."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from nexus_cli.audio.samples import SPEAKING_HZ
from nexus_cli.audio.signals import Loss, PlaybackFinished, PlaybackSignal, SpeakerGone
from nexus_cli.bench.edge import Fault, FaultKind, LatencyProfile, LoopbackEdge, always, tones
from nexus_cli.errors import AudioError, VoiceError
from nexus_cli.speech.mouth.mouth import JOIN_SECONDS, Mouth
from nexus_cli.speech.mouth.player import NoSpeaker
from nexus_cli.speech.mouth.playing import LEAD_SECONDS, STALLED_SECONDS, SpeakerPlayer
from nexus_cli.speech.mouth.said import Said
from nexus_cli.tts import CachedVoice, Chunk, EdgeVoice, Encoding, FallbackVoice, SpeechEnd, Voice
from tests.llm.virtual_time import LoopClock
from tests.speech.staged_speaker import BLOCK_SECONDS, LATENCY_SECONDS, LOUD, StagedSpeaker
from tests.tts.stage import TEXT, Scripted, virtual, words

SHORT = "What went wrong?"
SLACK = 0.03
"""Slack in the length of a beep: the frames of MP3 overlap."""


def beeps_of(text: str) -> list[float]:
    return [word.end_seconds - word.start_seconds for word in tones(text).words]


def hum(seconds: float, rate_hz: int = 22_050) -> Chunk:
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    sound = 0.3 * np.sin(2 * np.pi * 440 * times)
    return Chunk(sound.astype("<f4").tobytes(), Encoding.FLOAT32, rate_hz)


@dataclass
class Room:
    """A mouth with a speaker to look into."""

    mouth: Mouth
    speaker: StagedSpeaker
    edge: LoopbackEdge
    signals: list[PlaybackSignal]

    async def heard_for(self, seconds: float) -> None:
        """Wait until so much has sounded."""
        await self.speaker.has_heard(seconds)


def in_room(
    play: Callable[[Room], Awaitable[None]],
    edge: LoopbackEdge | None = None,
    behind: Sequence[Voice] = (),
    alone: Voice | None = None,
) -> None:
    """Run `play` in virtual time: Edge on the loopback and what stands behind it, or one voice."""

    async def whole() -> None:
        async with edge or LoopbackEdge() as server:
            voice = EdgeVoice(socket=server.socket, clock=LoopClock())
            cached = CachedVoice(voice, voice.made_by)
            speakers: list[StagedSpeaker] = []
            signals: list[PlaybackSignal] = []

            def make(on_signal: Callable[[PlaybackSignal], None]) -> StagedSpeaker:
                speakers.append(StagedSpeaker(on_signal))
                return speakers[-1]

            player = SpeakerPlayer(make, signals.append)
            mouth = Mouth(alone or FallbackVoice([cached, *behind]), player)
            try:
                await play(Room(mouth, speakers[-1], server, signals))
            finally:
                await mouth.close()
                player.close()

    virtual(whole())


def test_every_word_is_heard_once_and_the_silence_around_them_is_not() -> None:
    async def play(room: Room) -> None:
        said = await room.mouth.say(TEXT, "question 1")
        assert room.speaker.beeps == pytest.approx(beeps_of(TEXT), abs=SLACK)
        spoken = tones(TEXT).words[-1].end_seconds
        assert said.heard_seconds == pytest.approx(spoken, abs=0.15)
        assert (said.stamp, said.text, said.heard, said.unheard) == ("question 1", TEXT, TEXT, "")
        assert (said.unspoken, said.stopped, said.degraded) == ("", False, ())
        assert room.speaker.underflows == 0

    in_room(play)


def test_the_first_sound_is_in_the_air_while_the_rest_is_still_made() -> None:
    async def play(room: Room) -> None:
        said = await room.mouth.say(TEXT)
        assert said.began_sounding == pytest.approx(0.4 + LATENCY_SECONDS, abs=0.1)
        assert room.speaker.beeps == pytest.approx(beeps_of(TEXT), abs=SLACK)

    in_room(play, LoopbackEdge(latency=LatencyProfile(first_byte_seconds=0.4, pace=1.5)))


def test_the_speaker_is_given_only_what_it_soon_needs() -> None:
    async def play(room: Room) -> None:
        saying = asyncio.create_task(room.mouth.say(TEXT))
        await room.heard_for(1.0)
        room.speaker.cut()
        await saying
        played = len(np.flatnonzero(np.abs(room.speaker.sound) > 0)) / SPEAKING_HZ
        assert played < 1.0 + LEAD_SECONDS + 0.2

    in_room(play)


@pytest.mark.parametrize("after", [0.2, 1.0, 2.5])
def test_a_stop_is_silence_within_ten_milliseconds(after: float) -> None:
    async def play(room: Room) -> None:
        saying = asyncio.create_task(room.mouth.say(TEXT, 7))
        await room.heard_for(after)
        began = len(room.speaker.sound)
        (stopped,) = await room.mouth.stop(7)
        rest = np.abs(room.speaker.sound[began:])
        assert not rest[round(0.01 * SPEAKING_HZ) + 1 :].any()
        assert await saying is stopped
        assert_heard_by_the_words(stopped, room)
        assert stopped.unspoken == ""
        await asyncio.sleep(1.0)
        assert len(room.speaker.sound) < began + SPEAKING_HZ // 2

    in_room(play)


def assert_heard_by_the_words(said: Said, room: Room) -> None:
    """What was told as heard is what sounded to its end."""
    whole = [
        b for b, word in zip(room.speaker.beeps, beeps_of(TEXT), strict=False) if b > word - SLACK
    ]
    assert words(said.heard) + words(said.unheard) == words(TEXT)
    assert abs(len(words(said.heard)) - len(whole)) <= 1
    assert said.stopped


def test_what_waits_is_not_said_after_a_stop_and_what_comes_later_is() -> None:
    async def play(room: Room) -> None:
        first = asyncio.create_task(room.mouth.say(TEXT, 1))
        second = asyncio.create_task(room.mouth.say("And then?", 2))
        await room.heard_for(0.5)
        assert [said.stamp for said in await room.mouth.stop()] == [1, 2]
        assert (await first).heard
        assert (await second).unheard == "And then?"
        before = len(room.speaker.beeps)
        assert (await room.mouth.say(SHORT, 3)).unheard == ""
        assert room.speaker.beeps[before:] == pytest.approx(beeps_of(SHORT), abs=SLACK)
        assert room.edge.texts == [TEXT, SHORT]

    in_room(play)


def test_a_stop_with_another_stamp_stops_nothing() -> None:
    async def play(room: Room) -> None:
        saying = asyncio.create_task(room.mouth.say(SHORT, 1))
        await room.heard_for(0.2)
        assert await room.mouth.stop(2) == []
        assert (await saying).unheard == ""
        assert await room.mouth.stop() == []

    in_room(play)


def test_one_text_is_said_after_the_other() -> None:
    async def play(room: Room) -> None:
        await asyncio.gather(room.mouth.say(SHORT), room.mouth.say("And then?"))
        both = beeps_of(SHORT) + beeps_of("And then?")
        assert room.speaker.beeps == pytest.approx(both, abs=SLACK)

    in_room(play)


def test_cancelling_is_silence_too() -> None:
    async def play(room: Room) -> None:
        saying = asyncio.create_task(room.mouth.say(TEXT))
        await room.heard_for(0.5)
        saying.cancel()
        await asyncio.wait({saying})
        heard = len(room.speaker.beeps)
        assert (await room.mouth.say(SHORT)).unheard == ""
        assert len(room.speaker.beeps) <= heard + 1 + len(beeps_of(SHORT))

    in_room(play)


def test_a_prepared_text_begins_at_once_and_without_a_request() -> None:
    async def play(room: Room) -> None:
        room.mouth.prepare(SHORT)
        await asyncio.sleep(3.0)
        asked = asyncio.get_running_loop().time()
        said = await room.mouth.say(SHORT)
        assert said.began_sounding is not None
        assert said.began_sounding - asked <= LATENCY_SECONDS + 2 * BLOCK_SECONDS
        assert room.speaker.beeps == pytest.approx(beeps_of(SHORT), abs=SLACK)
        assert room.edge.texts == [SHORT]

    in_room(play, LoopbackEdge(latency=LatencyProfile(first_byte_seconds=1.0)))


def test_a_prepared_text_is_not_asked_for_again_of_a_voice_that_keeps_nothing() -> None:
    voice = Scripted("voice", [hum(1.0), SpeechEnd(1.0)])

    async def play(room: Room) -> None:
        room.mouth.prepare(SHORT)
        await asyncio.sleep(0.1)
        assert (await room.mouth.say(SHORT)).unheard == ""
        assert voice.asked == [SHORT]
        assert room.speaker.beeps == pytest.approx([1.0], abs=0.01)
        await room.mouth.say(SHORT)
        assert voice.asked == [SHORT, SHORT]

    in_room(play, alone=voice)


def test_four_texts_are_prepared_and_the_oldest_of_five_is_forgotten() -> None:
    async def play(room: Room) -> None:
        for text in ("One.", "Two.", "Three.", "Four.", "Five."):
            room.mouth.prepare(text)
        await asyncio.sleep(30.0)
        assert sorted(room.edge.texts) == ["Five.", "Four.", "Three.", "Two."]
        assert (await room.mouth.say("One.")).unheard == ""
        assert room.edge.texts[-1] == "One."

    in_room(play, LoopbackEdge(latency=LatencyProfile(first_byte_seconds=0.2)))


def test_a_text_is_heard_soon_after_its_first_clause_was_worded() -> None:
    head, rest = "You named the lamp,", "and what do you do about the generator?"

    async def play(room: Room) -> None:
        room.mouth.compose(1, head, whole=False, ahead=True)
        await asyncio.sleep(0.5)
        room.mouth.compose(1, f"{head} {rest}", whole=True, ahead=True)
        asked = asyncio.get_running_loop().time()
        said = await room.mouth.say(f"{head} {rest}")
        assert said.began_sounding is not None
        assert said.began_sounding - asked == pytest.approx(0.1 + LATENCY_SECONDS, abs=0.05)
        assert said.unheard == ""
        assert room.edge.texts == [head, rest]
        assert room.speaker.beeps == pytest.approx(beeps_of(head) + beeps_of(rest), abs=SLACK)

    in_room(play, LoopbackEdge(latency=LatencyProfile(first_byte_seconds=0.6)))


@pytest.mark.parametrize("after", [0.3, 1.2, 2.4])
def test_a_stop_in_a_text_of_two_parts_leaves_unheard_what_was_not_heard_of_both(
    after: float,
) -> None:
    head, rest = "You named the lamp,", "and what do you do about the generator?"

    async def play(room: Room) -> None:
        room.mouth.compose(1, head, whole=False, ahead=True)
        room.mouth.compose(1, f"{head} {rest}", whole=True, ahead=True)
        saying = asyncio.create_task(room.mouth.say(f"{head} {rest}", 7))
        await room.heard_for(after)
        (stopped,) = await room.mouth.stop(7)
        await saying
        assert words(stopped.heard) + words(stopped.unheard) == words(f"{head} {rest}")
        whole = sum(
            beep > length - SLACK
            for beep, length in zip(
                room.speaker.beeps, beeps_of(head) + beeps_of(rest), strict=False
            )
        )
        assert abs(len(words(stopped.heard)) - whole) <= 1

    in_room(play)


def test_of_a_text_that_is_dropped_nothing_is_made_any_more() -> None:
    async def play(room: Room) -> None:
        room.mouth.compose(1, "You named the lamp,", whole=False, ahead=True)
        await asyncio.sleep(0.1)
        room.mouth.discard(1)
        await asyncio.sleep(3.0)
        assert (await room.mouth.say(SHORT)).unheard == ""
        assert len(room.speaker.beeps) == len(beeps_of(SHORT))

    in_room(play, LoopbackEdge(latency=LatencyProfile(first_byte_seconds=0.5)))


@pytest.mark.parametrize("kind", [FaultKind.REFUSE, FaultKind.CUT_MIDWAY])
def test_where_the_first_voice_fails_at_what_was_for_later_another_says_the_rest(
    kind: FaultKind,
) -> None:
    second = Scripted("second", [hum(1.0), SpeechEnd(1.0)])

    async def play(room: Room) -> None:
        room.mouth.prepare(TEXT)
        said = await room.mouth.say(TEXT)
        assert said.unheard == ""
        assert second.asked and TEXT.endswith(second.asked[0])
        assert len(said.degraded) == 1

    in_room(play, LoopbackEdge(faults=always(kind)), [second])


def test_a_text_that_was_prepared_in_vain_is_said_all_the_same() -> None:
    faults = iter([Fault(FaultKind.CUT_MIDWAY), None])

    async def play(room: Room) -> None:
        room.mouth.prepare(TEXT)
        await asyncio.sleep(8.0)
        assert (await room.mouth.say(TEXT)).unheard == ""
        assert room.speaker.beeps == pytest.approx(beeps_of(TEXT), abs=SLACK)

    in_room(play, LoopbackEdge(faults=lambda: next(faults)))


def test_nobody_waits_longer_than_a_second_for_a_preparation_that_does_not_come() -> None:
    faults = iter([Fault(FaultKind.STALL), None])

    async def play(room: Room) -> None:
        room.mouth.prepare(SHORT)
        await asyncio.sleep(0.1)
        said = await room.mouth.say(SHORT)
        assert said.began_sounding is not None
        assert said.began_sounding < JOIN_SECONDS + 0.2
        assert said.unheard == ""

    in_room(play, LoopbackEdge(faults=lambda: next(faults)))


@pytest.mark.parametrize(
    "kind", [FaultKind.REFUSE, FaultKind.FORBIDDEN, FaultKind.STALL, FaultKind.SILENT]
)
def test_where_edge_says_nothing_the_next_voice_says_all(kind: FaultKind) -> None:
    second = Scripted("offline voice", [hum(1.0)])

    async def play(room: Room) -> None:
        said = await room.mouth.say(TEXT)
        assert second.asked == [TEXT]
        assert room.speaker.beeps == pytest.approx([1.0], abs=0.01)
        assert [(d.wanted, d.used) for d in said.degraded] == [("edge", "offline voice")]
        assert (said.unheard, said.unspoken) == ("", "")

    in_room(play, LoopbackEdge(faults=always(kind)), [second])


@pytest.mark.parametrize("kind", [FaultKind.CUT_MIDWAY, FaultKind.STALL_MIDWAY])
@pytest.mark.parametrize("after", [0.1, 0.5, 0.83])
def test_the_next_voice_goes_on_after_the_last_whole_word(kind: FaultKind, after: float) -> None:
    second = Scripted("offline voice", [hum(1.0)])

    async def play(room: Room) -> None:
        said = await room.mouth.say(TEXT)
        (rest,) = second.asked
        by_edge = len(words(TEXT)) - len(words(rest))
        whole = [*beeps_of(TEXT)[:by_edge], 1.0]
        heard = room.speaker.beeps
        assert heard[:by_edge] == pytest.approx(whole[:by_edge], abs=SLACK)
        assert heard[-1] == pytest.approx(1.0, abs=0.05)
        assert len(heard) - len(whole) in (0, 1)  # half a word, where it was already playing
        assert said.unheard == ""

    in_room(play, LoopbackEdge(faults=always(kind, after)), [second])


def test_a_cut_far_ahead_of_what_is_heard_leaves_no_half_word() -> None:
    second = Scripted("offline voice", [hum(1.0)])

    async def play(room: Room) -> None:
        await room.mouth.say(TEXT)
        by_edge = len(words(TEXT)) - len(words(second.asked[0]))
        heard = room.speaker.beeps
        assert heard == pytest.approx([*beeps_of(TEXT)[:by_edge], 1.0], abs=0.05)

    in_room(play, LoopbackEdge(faults=always(FaultKind.CUT_MIDWAY, 0.6)), [second])


def test_without_any_voice_the_rest_is_left_to_be_read() -> None:
    async def play(room: Room) -> None:
        said = await room.mouth.say(TEXT)
        assert said.heard
        assert said.unheard == said.unspoken
        assert words(said.heard) + words(said.unspoken) == words(TEXT)
        assert [d.used for d in said.degraded] == ["offline voice", "text only"]

    missing = Scripted("offline voice", error=VoiceError("The offline voice is not installed."))
    in_room(play, LoopbackEdge(faults=always(FaultKind.CUT_MIDWAY, 0.5)), [missing])


def test_a_voice_that_says_what_is_no_sound_leaves_the_text_to_be_read() -> None:
    noise = Chunk(b"\0" * 20_000, Encoding.MP3, SPEAKING_HZ)

    async def play(room: Room) -> None:
        said = await room.mouth.say(TEXT)
        assert said.unspoken == said.unheard == TEXT
        assert [d.used for d in said.degraded] == ["text only"]

    in_room(play, alone=Scripted("noise", [noise]))


def test_a_speaker_that_goes_leaves_the_rest_to_be_read_and_may_come_back() -> None:
    async def play(room: Room) -> None:
        saying = asyncio.create_task(room.mouth.say(TEXT))
        await room.heard_for(1.0)
        room.speaker.lose()
        said = await saying
        assert said.heard
        assert said.unspoken == said.unheard
        assert words(said.heard) + words(said.unspoken) == words(TEXT)
        assert [(d.wanted, d.used) for d in said.degraded] == [("speaker", "text only")]
        gone = await room.mouth.say(SHORT)
        assert gone.unspoken == SHORT
        assert gone.degraded[0].reason == "The speaker was pulled out."
        assert room.edge.texts == [TEXT]
        room.speaker.there = True
        assert (await room.mouth.say(SHORT)).unheard == ""
        assert len(room.signals) == 2

    in_room(play)


def test_a_speaker_that_stands_still_is_left_after_some_seconds() -> None:
    async def play(room: Room) -> None:
        saying = asyncio.create_task(room.mouth.say(TEXT))
        await room.heard_for(1.0)
        room.speaker.frozen = True
        began = asyncio.get_running_loop().time()
        said = await saying
        assert asyncio.get_running_loop().time() - began < STALLED_SECONDS + 0.5
        assert said.unspoken and said.unspoken == said.unheard
        room.speaker.frozen = False
        assert (await room.mouth.say(SHORT)).unheard == ""

    in_room(play)


@pytest.mark.parametrize(
    "late", [PlaybackFinished(1, 0), SpeakerGone(Loss.ENDED, 1), SpeakerGone(Loss.ENDED)]
)
def test_what_is_told_late_of_an_earlier_text_ends_no_later_one(late: PlaybackSignal) -> None:
    async def play(room: Room) -> None:
        assert (await room.mouth.say("And then?")).unheard == ""
        saying = asyncio.create_task(room.mouth.say(SHORT))
        await room.heard_for(0.2)
        room.speaker.tells(late)
        said = await saying
        assert (said.unheard, said.unspoken) == ("", "")
        assert room.speaker.beeps == pytest.approx(
            beeps_of("And then?") + beeps_of(SHORT), abs=SLACK
        )

    in_room(play)


def test_the_end_tells_when_the_text_began_even_of_one_that_is_over_in_a_moment() -> None:
    async def play(room: Room) -> None:
        said = await room.mouth.say(SHORT)
        (finished,) = room.signals
        assert isinstance(finished, PlaybackFinished)
        assert (finished.utterance, finished.heard) == (1, said.heard_seconds * SPEAKING_HZ)
        assert finished.began_sounding == said.began_sounding is not None

    in_room(play, alone=Scripted("voice", [hum(0.03), SpeechEnd(0.03)]))


def test_where_there_is_no_speaker_no_voice_is_asked() -> None:
    async def play() -> None:
        voice = Scripted("voice", [hum(1.0)])
        said = await Mouth(voice, NoSpeaker(AudioError("No speaker."))).say(SHORT, 4)
        assert (said.stamp, said.unspoken, said.heard) == (4, SHORT, "")
        assert said.degraded[0].reason == "No speaker."
        assert voice.asked == []

    virtual(play())


def test_a_voice_without_times_of_words_is_followed_by_its_length() -> None:
    text = "one two three four five six seven eight nine ten"

    async def play(room: Room) -> None:
        saying = asyncio.create_task(room.mouth.say(text))
        await room.heard_for(2.0)
        await room.mouth.stop()
        said = await saying
        assert said.heard + " " + said.unheard == text
        assert 3 <= len(words(said.heard)) <= 6

    in_room(play, alone=Scripted("offline voice", [hum(4.0)]))


def test_sound_at_another_rate_is_as_long_at_the_speakers() -> None:
    async def play(room: Room) -> None:
        said = await room.mouth.say(SHORT)
        assert said.heard_seconds == pytest.approx(2.0, abs=0.01)
        crossings = np.count_nonzero(np.diff(np.signbit(room.speaker.sound)))
        assert crossings == pytest.approx(2 * 440 * 2.0, rel=0.01)

    silence = Chunk(b"\0" * 4 * 22_050, Encoding.FLOAT32, 22_050)
    in_room(play, alone=Scripted("offline voice", [silence, hum(2.0), silence]))


@pytest.mark.parametrize("text", ["", "...", "—"])
def test_a_text_without_words_is_over_at_once(text: str) -> None:
    async def play(room: Room) -> None:
        said = await room.mouth.say(text)
        assert (said.unheard, said.unspoken, said.heard_seconds) == ("", "", 0.0)
        assert np.abs(room.speaker.sound).max(initial=0.0) < LOUD

    in_room(play)
