"""Copies of what the script prints, line by line, on their way to the run's console.

The script's own streams get everything first and unchanged. Whole lines are collected in memory (at most 10,000, then
counted) and handed over by the collector, a few times a second, while there is room for them behind it.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from typing import Any, Deque, Dict, List, TextIO

_MOST_LINES = 10_000
_LONGEST_LINE = 16_000


class Console:
    def __init__(self) -> None:
        self._lines: Deque[Dict[str, object]] = deque()
        self._left_out = 0
        self._tees: List[Any] = []
        for name in ("stdout", "stderr"):
            original = getattr(sys, name)
            if original is not None:  # a program without a console has none
                self._tees.append(_Tee(original, name, self))
                setattr(sys, name, self._tees[-1])

    def add(self, stream: str, text: str) -> None:
        if len(self._lines) >= _MOST_LINES:
            self._left_out += 1
            return
        if self._left_out:
            self._say_left_out()
        self._lines.append(_line(stream, text[:_LONGEST_LINE]))

    @property
    def is_empty(self) -> bool:
        return not self._lines and not self._left_out

    def take(self, most: int) -> List[Dict[str, object]]:
        """Up to ``most`` lines, oldest first; one of them says how many found no room in its place."""
        if self._left_out and len(self._lines) < most:
            self._say_left_out()
        return [self._lines.popleft() for _ in range(min(len(self._lines), most))]

    def _say_left_out(self) -> None:
        count, self._left_out = self._left_out, 0
        self._lines.append(_line("stderr", f"[{count:,} lines left out here]"))

    def close(self) -> None:
        """Gives the streams back, unless somebody has put others in their place since."""
        for tee in self._tees:
            tee.end_line()
            if getattr(sys, tee.name_of_stream) is tee:
                setattr(sys, tee.name_of_stream, tee.original)


def _line(stream: str, text: str) -> Dict[str, object]:
    return {"time": round(time.time(), 6), "stream": stream, "text": text}


class _Tee:
    """A text stream that behaves as the original in every respect and tells the console of each line."""

    def __init__(self, original: TextIO, name: str, console: Console) -> None:
        self.original = original
        self.name_of_stream = name
        self._console = console
        self._begun = ""

    def write(self, text: str) -> int:
        written = self.original.write(text)
        try:
            whole, newline, rest = (self._begun + text).rpartition("\n")
            self._begun = rest.rpartition("\r")[2][-_LONGEST_LINE:]
            if newline:
                for line in whole.split("\n"):
                    # A progress bar overwrites its line: what was last to be seen counts.
                    self._console.add(self.name_of_stream, line.rstrip("\r").rpartition("\r")[2])
        except Exception:  # printing must work whatever becomes of the copy
            pass
        return written

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def end_line(self) -> None:
        if self._begun:
            self._console.add(self.name_of_stream, self._begun)
            self._begun = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.original, name)
