"""Which of some sockets can be read from (or written to) now, or within a time.

By ``poll`` where there is one: ``select`` refuses file descriptors from 1,024 on, and a training may hold that many.
"""

from __future__ import annotations

import select
from typing import List, Protocol, Sequence, TypeVar


class HasFileno(Protocol):
    def fileno(self) -> int: ...


Some = TypeVar("Some", bound=HasFileno)

if hasattr(select, "poll"):

    def ready(sockets: Sequence[Some], seconds: float, writes: bool = False) -> List[Some]:
        """Those that are ready, at the latest after ``seconds``. One that is closed or broken counts: to use it says why."""
        by_number = {one.fileno(): one for one in sockets}
        poll = select.poll()
        for number in by_number:
            poll.register(number, select.POLLOUT if writes else select.POLLIN)
        # Rounded up: a wait that is cut to nothing would become a circle.
        return [by_number[number] for number, _ in poll.poll(int(seconds * 1000) + 1 if seconds > 0 else 0)]

else:

    def ready(sockets: Sequence[Some], seconds: float, writes: bool = False) -> List[Some]:
        readable, writable, _ = select.select([] if writes else sockets, sockets if writes else [], [], max(seconds, 0))
        return [*readable, *writable]
