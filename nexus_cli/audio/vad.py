"""Is somebody speaking? Silero v6 on 32 ms at a time; the one file that knows it.

The model (MIT) ships inside faster-whisper's wheel, so it needs no download. It is found there
without importing faster-whisper, which takes a quarter of a second.
"""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from nexus_cli.audio.samples import HEARING_HZ, Samples, silence
from nexus_cli.errors import AudioError

FRAME = 512
"""Samples that Silero judges at once, at 16 kHz: 32 ms."""
FRAME_SECONDS = FRAME / HEARING_HZ
_CONTEXT = 64
"""Samples of the frame before that Silero wants to see in front of each frame."""
_STATE = (1, 1, 128)
_ASSET = Path("assets") / "silero_vad_v6.onnx"
_REINSTALL = "Install nexus again, or type your answers."


class SileroVad:
    """Silero with the state that it carries from frame to frame."""

    def __init__(self) -> None:
        """Load the model. Raises AudioError when it is not there or does not load."""
        self._session = _session()
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._h = np.zeros(_STATE, dtype=np.float32)
        self._c = np.zeros(_STATE, dtype=np.float32)
        self._context = silence(_CONTEXT)

    def probability(self, frame: Samples) -> float:
        """Return how likely it is that `frame`, shape (512,), 16 kHz, holds speech, 0-1.

        The frame is copied, never written to.
        """
        if frame.shape != (FRAME,):
            raise ValueError(f"Silero takes {FRAME} samples at once, not {frame.shape}.")
        given = np.concatenate((self._context, frame))[np.newaxis]
        out, self._h, self._c = self._session.run(
            None, {"input": given, "h": self._h, "c": self._c}
        )
        self._context = given[0, -_CONTEXT:]
        return float(out.ravel()[0])


@lru_cache(maxsize=1)
def _session() -> Any:
    """Return the loaded model, one for the process: it keeps no state of its own."""
    try:
        import onnxruntime  # 160 ms
    except ImportError as error:
        sentence = f"What tells speech from silence does not load ({error})."
        raise AudioError(sentence, _REINSTALL) from error

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # 0.1 ms of work a frame
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4  # it writes to the terminal
    spec = find_spec("faster_whisper")
    for folder in (spec and spec.submodule_search_locations) or []:
        if (model := Path(folder) / _ASSET).is_file():
            return onnxruntime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
    raise AudioError("What tells speech from silence is not installed.", _REINSTALL)
