"""The one thread that talks to the server: connects, delivers the outbox in order, listens for commands, comes back.

The WebSocket first; plain HTTP where the upgrade is refused. Whatever the server does, it ends here as a wait and
another attempt. What an earlier writer of a resumed run left (``ahead``) goes first: the resume would fence it. A rank
that waits for another's resume (``rejoins``) may meet its fence.
"""

from __future__ import annotations

import socket
import threading
import time
from collections import deque
from typing import Callable, Deque, Dict, List, Optional

from .backoff import Backoff
from .clock import Clock
from .command_poll import CommandPoll
from .delivery import Delivery, RunMissing, TryLater
from .http_api import HttpApi, NoAnswer
from .journal import BATCH
from .outbox import Item, Outbox
from .readiness import HasFileno, ready
from .replay import Leftovers
from .warnings_once import WarningsOnce
from .websocket import UpgradeRefused
from .wire_text import encode
from .writer_socket import LARGEST_BATCH, BatchRefused, WriterSocket

_HEARTBEAT = 15.0
_HEARTBEAT_BY_HTTP = 5.0
_SOCKET_CHANCES = 3
_HURRIED_WAIT = 0.25
_LONGEST_WAIT = 30.0
_REPLAY_AGAIN = 30.0
_REJOINS_FOR = 60.0


class Sender(threading.Thread):
    def __init__(
        self,
        base_url: str,
        outbox: Outbox,
        run: Dict[str, object],
        on_command: Callable[[Dict[str, object]], None],
        warn: WarningsOnce,
        leftovers: Leftovers,
        ahead: Optional[Leftovers] = None,
        timeout: float = 10.0,
        backoff: Optional[Backoff] = None,
        clock: Optional[Clock] = None,
        rejoins: bool = False,
    ) -> None:
        super().__init__(name="training-monitor-sender", daemon=True)
        self._base_url = base_url
        self._outbox = outbox
        self._run_id = str(run["run_id"])
        self._create = run["create"]
        self._hello = {"run_id": self._run_id, "writer": run["writer"], "rank": run["rank"]}
        self._on_command = on_command
        self._warn = warn
        self._ahead = ahead
        self._leftovers: Optional[Leftovers] = leftovers
        self._clock = clock or Clock()
        self._timeout = timeout = self._clock.real(timeout)
        self._backoff = backoff or Backoff()
        self._api = HttpApi(base_url, timeout)
        rejoins_until = self._clock.now() + (_REJOINS_FOR if rejoins else 0.0)
        self._delivery = Delivery(
            self._api, self._run_id, outbox.writer, warn, self._take_commands, lambda: self._clock.now() < rejoins_until
        )
        self._socket: Optional[WriterSocket] = None
        self._poll: Optional[CommandPoll] = None
        self._socket_failures = 0
        self._beat_at = self._replay_at = 0.0
        self._stopped = self._hurried = self._was_connected = self._rings = False
        self._bell_in, self._bell = socket.socketpair()
        self._bell.setblocking(False)
        self._bell_in.setblocking(False)
        self.gave_up = self.is_connected = False
        self._samples: Deque[Dict[str, object]] = deque(maxlen=60)
        outbox.wake = self.wake

    def wake(self) -> None:
        try:
            self._bell.send(b"!")
        except OSError:
            pass  # full: it is about to wake; closed: there is nobody to wake

    def offer_sample(self, sample: Dict[str, object]) -> None:
        """A system sample, sent when nothing else waits; the newest 60 are kept meanwhile."""
        self._samples.append(sample)
        self.wake()

    def hurry(self) -> None:
        """The run is ending: no long waits any more, and no second attempt at a server never reached."""
        self._hurried = True
        self.wake()

    def stop(self) -> None:
        self._stopped = True
        self.wake()

    def abandon(self) -> None:
        """In a forked child: closes nothing that would speak to the server, only lets the bell go."""
        self._bell.close()
        self._bell_in.close()

    def run(self) -> None:
        while not self._stopped:
            after: Optional[float] = None
            try:
                self._connect()
                self._serve()
            except TryLater as error:
                after = error.after
                self._complain(str(error))
            except (NoAnswer, RunMissing, OSError) as error:
                self._complain(str(error))
            except Exception as error:  # a bug must not end the delivery: the points are safe in the journal
                self._warn(f"BUG in the sender: {error!r}", "sender")
            self._disconnect()
            if not self._stopped:
                self._pause(after)
        self._bell.close()
        self._bell_in.close()

    def _connect(self) -> None:
        if isinstance(self._create, dict):
            self._delivery.create_run(self._create)
        self._was_connected = True
        try:
            if self._socket_failures < _SOCKET_CHANCES:
                self._socket = WriterSocket(self._base_url, self._hello, self._on_command, self._timeout)
        except (UpgradeRefused, OSError):
            self._socket = None  # plain HTTP does the same, a little slower
        if self._socket is None and not self._hurried:
            self._poll = CommandPoll(self._base_url, self._run_id, str(self._hello["writer"]), self._take_commands)
            self._poll.start()
        self._beat_at = 0.0
        self.is_connected = True

    def _disconnect(self) -> None:
        self.is_connected = False
        if self._poll is not None:
            self._poll.stop()
            self._poll = None
        if self._socket is not None:
            self._socket_failures += 1
            self._socket.close()
            self._socket = None
        self._api.close()

    def _serve(self) -> None:
        while self._ahead is not None and not self._stopped:
            try:
                if not self._ahead.step():
                    self._ahead = None
            except (NoAnswer, TryLater, RunMissing):
                raise
            except Exception as error:  # nonsense under a good checksum, or a file that the disk gives no more
                self._warn_of_left(error)
                self._ahead.skip()
        while not self._stopped:
            self._beat()
            item = self._outbox.head()
            if item is not None:
                self._deliver(item)
                self._outbox.delivered(item)
                self._backoff.reset()
            elif self._samples and not self._hurried:
                self._send_sample()
            elif self._leftovers is None or not self._replay(self._leftovers):
                self._idle()

    def _deliver(self, item: Item) -> None:
        if self._socket is not None and item.kind == BATCH and self._delivery.speaks_for_itself and len(item.payload) < LARGEST_BATCH:
            try:
                self._delivery.accepted(self._socket.send_batch(item.payload))
                self._socket_failures = 0
                return
            except BatchRefused:
                pass  # HTTP says why, with a status
        self._delivery.deliver(item.number, item.kind, item.payload)

    def _beat(self) -> None:
        now = self._clock.now()
        if now < self._beat_at:
            return
        if self._socket is not None:
            self._socket.heartbeat()
            self._beat_at = now + _HEARTBEAT
        else:
            answer = self._api.send("POST", f"/api/runs/{self._run_id}/heartbeat", b'{"writer":"%s"}' % self._outbox.writer.encode())
            self._take_commands(answer.json)
            self._beat_at = now + _HEARTBEAT_BY_HTTP

    def _send_sample(self) -> None:
        self._api.send("POST", f"/api/runs/{self._run_id}/system", encode(self._samples[0]))
        self._samples.popleft()

    def _replay(self, leftovers: Leftovers) -> bool:
        """One record of an earlier script; False when there is nothing to do now. Its troubles are not this run's."""
        if self._hurried or self._clock.now() < self._replay_at:
            return False
        try:
            if leftovers.step():
                return True
            self._leftovers = None
        except (NoAnswer, TryLater, RunMissing, OSError):
            self._replay_at = self._clock.now() + _REPLAY_AGAIN
        except Exception as error:  # a journal of nonsense under a good checksum
            self._warn_of_left(error)
            leftovers.skip()
        return False

    def _warn_of_left(self, error: Exception) -> None:
        self._warn(f"a journal left by an earlier script cannot be delivered: {error!r}; it stays where it is", "replay")

    def _idle(self) -> None:
        """Waits for work. The bell is quieted only once what it rang for is done: a batch is not to wait for that."""
        if self._rings:
            self._quiet_bell()  # and the outbox is looked at once more before the next wait
        elif self._socket is not None and self._socket.holds:
            self._socket.read_waiting()
        else:
            waiting: List[HasFileno] = [self._bell_in]
            if self._socket is not None:
                waiting.append(self._socket)
            woken = ready(waiting, self._clock.real(self._beat_at - self._clock.now()))
            self._rings = self._bell_in in woken
            if self._socket is not None and self._socket in woken:
                self._socket.read_waiting()

    def _quiet_bell(self) -> None:
        self._rings = False
        try:
            self._bell_in.recv(4096)
        except OSError:
            pass

    def _pause(self, after: Optional[float]) -> None:
        """Waits before the next attempt, at least as long as the server asked for (``after``) and the attempts so far say.

        A run that ends waits no longer, and gives up on a server never reached.
        """
        until = self._clock.now() + max(self._backoff.wait(), min(after or 0.0, _LONGEST_WAIT))
        while not self._stopped and self._clock.now() < until:
            if self._hurried:
                if not self._was_connected:
                    self.gave_up = True
                    return self.stop()
                until = min(until, self._clock.now() + _HURRIED_WAIT)
                time.sleep(self._clock.real(_HURRIED_WAIT))
                return
            ready([self._bell_in], self._clock.real(until - self._clock.now()))
            self._quiet_bell()

    def _complain(self, reason: str) -> None:
        self._warn(f"cannot deliver to {self._base_url} ({reason}); the journal keeps everything, trying again", "connection")

    def _take_commands(self, answer: Dict[str, object]) -> None:
        commands = answer.get("commands")
        for command in commands if isinstance(commands, list) else []:
            if isinstance(command, dict):
                self._on_command(command)
