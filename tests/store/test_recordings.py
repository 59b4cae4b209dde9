"""Recordings of answers on disk: private, for a day, and gone with their session."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from nexus_cli.errors import StoreError, UnknownSessionError
from nexus_cli.store.recordings import KEPT_FOR, RecordingStore
from tests.made_up import NOON, HandClock
from tests.stt.sounds import noise

SESSION, OTHER = "5f0a11aa", "5f0a22bb"
DAY = KEPT_FOR.total_seconds()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> RecordingStore:
    return RecordingStore(tmp_path / "home" / "recordings", clock)


def test_what_is_kept_is_the_sound_that_was_heard(store: RecordingStore) -> None:
    sound = noise(1.5)
    path = store.save(SESSION, "lamp-care-01", "answer", sound)
    read, rate = soundfile.read(path, dtype="float32")
    assert rate == 16_000
    assert np.abs(read - sound.clip(-1, 1)).max() < 1e-4


def test_a_recording_is_listed_with_its_question_its_time_and_its_length(
    store: RecordingStore,
) -> None:
    store.save(SESSION, "lamp-care-01", "follow_up", noise(1.5))
    (kept,) = store.list()
    assert (kept.session_id, kept.question_id, kept.part) == (SESSION, "lamp-care-01", "follow_up")
    assert (kept.at, kept.seconds, kept.pinned) == (NOON, 1.5, False)
    assert kept.goes_at == NOON + timedelta(hours=24)


def test_only_the_owner_may_read_them_whatever_the_umask(
    store: RecordingStore, tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        path = store.save(SESSION, "lamp-care-01", "answer", noise(0.1))
        store.pin(SESSION)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(each.stat().st_mode) for each in (path, path.with_name("pinned"))}
    assert modes == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_a_second_recording_of_a_question_stands_beside_the_first(store: RecordingStore) -> None:
    for _ in range(3):
        store.save(SESSION, "lamp-care-01", "follow_up", noise(0.1))
    names = [kept.path.name for kept in store.list()]
    assert names == [
        "lamp-care-01 follow-up (2).wav",
        "lamp-care-01 follow-up (3).wav",
        "lamp-care-01 follow-up.wav",
    ]
    assert {kept.part for kept in store.list()} == {"follow_up"}


def test_after_a_day_a_recording_goes_and_a_pinned_one_stays(
    store: RecordingStore, clock: HandClock
) -> None:
    store.save(SESSION, "lamp-care-01", "answer", noise(0.1))
    store.save(OTHER, "lamp-care-01", "answer", noise(0.1))
    store.pin(OTHER)
    clock.elapsed = DAY - 1
    assert store.expire() == 0
    clock.elapsed = DAY + 1
    assert store.expire() == 1
    (kept,) = store.list()
    assert (kept.session_id, kept.pinned, kept.goes_at) == (OTHER, True, None)


def test_an_unpinned_recording_goes_at_the_next_start(
    store: RecordingStore, clock: HandClock
) -> None:
    store.save(SESSION, "lamp-care-01", "answer", noise(0.1))
    store.pin(SESSION)
    clock.elapsed = DAY + 1
    store.unpin(SESSION)
    assert store.expire() == 1


def test_expiry_leaves_no_empty_folder_behind(
    store: RecordingStore, clock: HandClock, tmp_path: Path
) -> None:
    store.save(SESSION, "lamp-care-01", "answer", noise(0.1))
    clock.elapsed = DAY + 1
    store.expire()
    assert [*(tmp_path / "home" / "recordings").iterdir()] == []


def test_younger_answers_of_a_session_stay_when_older_ones_go(
    store: RecordingStore, clock: HandClock
) -> None:
    store.save(SESSION, "lamp-care-01", "answer", noise(0.1))
    clock.elapsed = DAY / 2
    store.save(SESSION, "lamp-care-02", "answer", noise(0.1))
    clock.elapsed = DAY + 1
    assert store.expire() == 1
    assert [kept.question_id for kept in store.list()] == ["lamp-care-02"]


def test_a_recording_from_a_wrong_clock_does_not_stay_for_ever(
    store: RecordingStore, clock: HandClock
) -> None:
    clock.elapsed = 365 * DAY
    store.save(SESSION, "lamp-care-01", "answer", noise(0.1))
    clock.elapsed = 0
    assert store.expire() == 1


def test_what_a_crash_left_half_written_goes_after_a_day_too(
    store: RecordingStore, clock: HandClock
) -> None:
    path = store.save(SESSION, "lamp-care-01", "answer", noise(0.1))
    half = path.with_name(".lamp-care-02.wav.part")
    half.write_bytes(b"RIFF")
    os.utime(half, (NOON.timestamp(), NOON.timestamp()))
    assert len(store.list()) == 1
    clock.elapsed = DAY + 1
    assert store.expire() == 1
    assert not half.exists()


def test_deleting_takes_pinned_recordings_of_that_session_alone(store: RecordingStore) -> None:
    store.save(SESSION, "lamp-care-01", "answer", noise(0.1))
    store.save(SESSION, "lamp-care-01", "follow_up", noise(0.1))
    store.save(OTHER, "lamp-care-01", "answer", noise(0.1))
    store.pin(SESSION)
    assert store.delete(SESSION) == 2
    assert store.delete(SESSION) == 0
    assert [kept.session_id for kept in store.list()] == [OTHER]


def test_where_nothing_was_kept_there_is_nothing_and_no_folder(
    store: RecordingStore, tmp_path: Path
) -> None:
    assert (store.list(), store.expire(), store.delete(SESSION)) == ((), 0, 0)
    assert not (tmp_path / "home").exists()


def test_pinning_what_is_not_there_is_said(store: RecordingStore) -> None:
    with pytest.raises(UnknownSessionError, match="No recording of session"):
        store.pin(SESSION)


def test_a_failed_save_leaves_nothing(
    store: RecordingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="disk is full"):
        store.save(SESSION, "lamp-care-01", "answer", noise(0.1))
    assert store.list() == ()


@given(st.text(max_size=12).filter(lambda text: not text.isalnum()))
def test_no_id_leads_out_of_the_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("kept")
    store = RecordingStore(folder / "recordings", HandClock())
    for attempt in (store.delete, store.list, store.pin):
        with pytest.raises(UnknownSessionError):
            attempt(name)
    with pytest.raises(UnknownSessionError):
        store.save(name, "lamp-care-01", "answer", noise(0.01))
    with pytest.raises(ValueError, match="no id of a question"):
        store.save(SESSION, f"../{name}", "answer", noise(0.01))
    assert [*folder.iterdir()] == []


def test_a_link_to_another_folder_is_not_followed(store: RecordingStore, tmp_path: Path) -> None:
    store.save(SESSION, "lamp-care-01", "answer", noise(0.1))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "lamp-care-01.wav").write_bytes(b"mine")
    (tmp_path / "home" / "recordings" / OTHER).symlink_to(elsewhere)
    assert store.delete(OTHER) == 0
    store.expire()
    assert (elsewhere / "lamp-care-01.wav").exists()
