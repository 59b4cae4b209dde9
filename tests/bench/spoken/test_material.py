"""The shipped speech and the truth about it agree."""

import numpy as np
import pytest

from nexus_cli.audio.samples import HEARING_HZ
from nexus_cli.bench.spoken.audible import AUDIBLE, soundings
from nexus_cli.bench.spoken.material import Spoken, shipped_speech, spoken
from nexus_cli.resources import resource

SPEECH = shipped_speech()
LARGEST_BYTES = 400_000


@pytest.mark.parametrize("said", SPEECH, ids=lambda said: said.name)
def test_the_words_are_the_text_in_order_and_lie_within_the_sound(said: Spoken) -> None:
    times = [time for word in said.words for time in word[1:]]

    assert " ".join(word.text for word in said.words) == said.text
    assert times == sorted(times)
    assert times[0] >= 0.0
    assert times[-1] <= len(said.samples) / HEARING_HZ


@pytest.mark.parametrize("said", SPEECH, ids=lambda said: said.name)
def test_the_last_speech_sample_is_where_the_sound_ends(said: Spoken) -> None:
    heard = list(soundings(said.samples, HEARING_HZ, 0.0))

    assert heard[-1].end == pytest.approx(said.last_speech_seconds, abs=0.02)
    assert said.last_speech_seconds == pytest.approx(said.words[-1].end_seconds, abs=0.15)


@pytest.mark.parametrize("said", SPEECH, ids=lambda said: said.name)
def test_it_is_an_answer_of_some_seconds_with_pauses_inside(said: Spoken) -> None:
    gaps = [
        b.start_seconds - a.end_seconds for a, b in zip(said.words, said.words[1:], strict=False)
    ]

    assert 4.0 < said.last_speech_seconds < 8.0
    assert any(gap > 0.3 for gap in gaps)
    assert said.samples.dtype == np.float32
    assert AUDIBLE < float(np.abs(said.samples).max()) < 1.0


def test_speech_is_found_by_its_name() -> None:
    assert spoken(SPEECH[1].name) is SPEECH[1]
    with pytest.raises(KeyError):
        spoken("nobody said this")


def test_it_stays_small_enough_to_ship() -> None:
    folder = resource("sample_data/speech")

    assert sum(file.stat().st_size for file in folder.iterdir()) < LARGEST_BYTES
