"""Memory that stays with the process between two transcriptions."""

import ctypes
import platform

_M_TRIM_THRESHOLD, _M_MMAP_MAX, _M_ARENA_MAX = -1, -4, -8  # of glibc's malloc.h


def keep_memory() -> None:
    """Tell glibc to reuse what was freed; other systems are left alone.

    Whisper's encoder takes and gives back tens of megabytes a call. With glibc's own settings the
    kernel zeroes them anew each time, which was measured as a third of the time of a call.
    """
    if platform.libc_ver()[0] != "glibc":
        return
    c_library = ctypes.CDLL(None)
    c_library.mallopt(_M_MMAP_MAX, 0)
    c_library.mallopt(_M_TRIM_THRESHOLD, -1)
    c_library.mallopt(_M_ARENA_MAX, 1)
