"""What opening the services does by itself."""

import os
from datetime import timedelta
from pathlib import Path

import numpy as np

from nexus_cli.models.brains import BrainChoice
from nexus_cli.services import open_services
from nexus_cli.settings import Settings
from nexus_cli.store.recordings import RecordingStore
from nexus_cli.telemetry import SystemClock


def test_recordings_of_the_day_before_go_at_the_next_start(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    recordings = RecordingStore(settings.recordings_folder)
    sound = np.zeros(1_600, dtype=np.float32)
    old = recordings.save("abc", "deep-dive-01", "answer", sound)
    recordings.save("abd", "deep-dive-02", "answer", sound)
    before = (SystemClock().now() - timedelta(hours=25)).timestamp()
    os.utime(old, (before, before))
    with open_services(settings, BrainChoice.OFFLINE):
        pass
    assert [kept.question_id for kept in recordings.list()] == ["deep-dive-02"]
