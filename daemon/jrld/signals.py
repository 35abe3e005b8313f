"""SIGTERM and SIGINT as something that can be waited for. For the main thread only."""

import select
import signal
import socket
from threading import Event
from types import FrameType, TracebackType
from typing import Self

ASKED_TO_STOP = (signal.SIGTERM, signal.SIGINT)


class StopSignals:
    """While it is entered, those signals stop nothing by themselves: they end `wait` and set `stopping`.

    The interpreter's C handler writes a byte to a socket (signal.set_wakeup_fd), which `wait` selects on. An Event set
    from within a handler could meet its own lock, held by the thread that the handler interrupted.
    """

    def __init__(self) -> None:
        self.stopping = Event()
        self.number: int | None = None  # the first signal that asked
        self._reader, self._writer = socket.socketpair()

    def __enter__(self) -> Self:
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._old_fd = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._old = {number: signal.signal(number, _do_nothing) for number in ASKED_TO_STOP}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for number, handler in self._old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_fd)
        self._reader.close()
        self._writer.close()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for a signal, at most so long (None: for ever). Returns whether to stop."""
        if not self.stopping.is_set():
            ready, _, _ = select.select([self._reader], [], [], seconds)
            asked = [number for number in self._reader.recv(4096) if number in ASKED_TO_STOP] if ready else []
            if asked:
                self.number = asked[0]
                self.stopping.set()
        return self.stopping.is_set()


def _do_nothing(number: int, frame: FrameType | None) -> None:
    """Its being installed is what makes the C handler write."""
