"""Delivers one batch or request over HTTP and says what the answer means. Used for a living run and for a replay."""

from __future__ import annotations

import json
from typing import Callable, Dict, Optional

from .batch import emptied, readdressed
from .http_api import Answer, HttpApi, NoAnswer
from .journal import REQUEST
from .warnings_once import WarningsOnce
from .wire_text import encode


class RunMissing(Exception):
    """The server does not know the run (any more)."""


class TryLater(Exception):
    """The server answers, but not now; ``after`` is what it asked for, in seconds."""

    def __init__(self, message: str, after: Optional[float] = None) -> None:
        super().__init__(message)
        self.after = after


class Delivery:
    """One writer's deliveries. ``on_answer`` sees every good answer to a batch (it may carry commands).

    ``may_rejoin`` says whether a fence may be that of the resume which this writer belongs to, and came before: a rank that logged
    before rank 0's resume was there goes on under another name, once. Any other fence is the end of its points.
    """

    def __init__(
        self,
        api: HttpApi,
        run_id: str,
        writer: str,
        warn: WarningsOnce,
        on_answer: Callable[[Dict[str, object]], None] = lambda answer: None,
        may_rejoin: Callable[[], bool] = lambda: False,
    ) -> None:
        self._api = api
        self._run_id = run_id
        self._writer = writer
        self._warn = warn
        self._on_answer = on_answer
        self._may_rejoin = may_rejoin
        self._has_rejoined = False
        self._renamed: Optional[str] = None
        self._seq = 0
        self.is_fenced = False
        self.is_gone = False  # somebody deleted the run: nothing of it is wanted any more

    @property
    def speaks_for_itself(self) -> bool:
        """Whether batches go out under the writer's own name, as a WebSocket that said hello with it needs."""
        return self._renamed is None and not self.is_fenced and not self.is_gone

    def create_run(self, body: Dict[str, object]) -> Answer:
        """Makes the run; 409 says that it is there. Raises NoAnswer, TryLater.

        What the server refuses to describe the run with is left out: better a poorly described run than none.
        """
        answer = self._api.send("POST", "/api/runs", encode(body))
        if answer.status in (400, 413, 422) and answer.is_servers:
            bare = {"id": self._run_id, "name": str(body.get("name"))[:200].strip() or self._run_id, "time": body.get("time")}
            refused = answer.detail
            answer = self._api.send("POST", "/api/runs", encode(bare))
            if not answer.ok:  # then it is its name
                answer = self._api.send("POST", "/api/runs", encode(dict(bare, name=self._run_id)))
            if answer.ok:
                self._describe({key: value for key, value in body.items() if key not in bare}, refused)
        if not answer.ok and not (answer.status == 409 and answer.is_servers):
            raise TryLater(f"the server refuses the run: {answer.detail}", answer.retry_after)
        if answer.ok and answer.json.get("id") != self._run_id:
            raise NoAnswer("got no run, wanted the one just made; is this a Training Monitor?")
        return answer

    def _describe(self, fields: Dict[str, object], refused: str) -> None:
        """Field by field, so that one that the server refuses does not take the others with it."""
        for key, value in fields.items():
            answer = self._api.send("PUT", f"/api/runs/{self._run_id}", encode({key: value}))
            if not answer.ok:
                refused = answer.detail
        self._warn(f"the server refuses part of the run's description: {refused}; the run has the rest")

    def deliver(self, number: int, kind: int, payload: bytes) -> None:
        """Returns once it is delivered or beyond help (and counted). Raises NoAnswer, TryLater, RunMissing."""
        if self.is_gone:
            return
        if kind == REQUEST:
            self._deliver_request(payload)
        elif not self.is_fenced:
            self._deliver_batch(number, payload)

    def _deliver_request(self, payload: bytes) -> None:
        request = json.loads(payload)
        body = None if request["body"] is None else encode(request["body"])
        answer = self._api.send(request["method"], request["path"], body)
        if answer.ok and _took_request(answer):
            return
        if answer.ok or not answer.is_servers:
            raise TryLater(f"got HTTP {answer.status} without what the server says; is this a Training Monitor?", answer.retry_after)
        if answer.status == 404:
            run = self._api.send("GET", f"/api/runs/{self._run_id}")  # not found may be a command of it or a checkpoint
            if self._note_deletion(run):
                return
            if run.status == 404 and run.is_servers:
                raise RunMissing(answer.detail)
        if answer.status in (404, 405, 409):
            return  # a command or checkpoint that is gone, an endpoint that this server lacks, or a first final status that wins
        if answer.status in (400, 413, 415, 422):
            self._warn(f"the server refused {request['method']} {request['path']}: {answer.detail}")
            return
        raise TryLater(answer.detail, answer.retry_after)

    def _note_deletion(self, answer: Answer) -> bool:
        if answer.status == 404 and answer.json.get("deleted") and not self.is_gone:
            self.is_gone = True
            self._warn(f"run {self._run_id} was deleted on the server: what this script still logs is kept nowhere")
        return self.is_gone

    def _deliver_batch(self, number: int, payload: bytes) -> None:
        body = payload if self._renamed is None else readdressed(payload, self._renamed, self._seq)
        answer = self._post(body)
        if self.is_gone:
            return
        if answer.status == 409:
            is_fenced = bool(answer.json.get("fenced"))
            if is_fenced and (self._has_rejoined or not self._may_rejoin()):
                self.is_fenced = True
                self._warn(f"run {self._run_id} was resumed elsewhere: this script's points no longer count")
                return
            self._has_rejoined |= is_fenced
            if is_fenced or _is_behind(answer.json.get("expected_seq"), body):
                self._rename(number)
                body = readdressed(payload, str(self._renamed), self._seq)
                answer = self._post(body)
        if answer.status == 413 or (answer.status in (400, 415, 422) and answer.is_servers):
            self._warn(f"the server refused a batch of run {self._run_id}: {answer.detail}; its points are counted as lost")
            answer = self._post(emptied(body).body)
            if not answer.ok:
                self._rename(number + 1)
                return
        if not answer.ok:
            raise TryLater(answer.detail, answer.retry_after)
        self.accepted(answer.json)

    def accepted(self, answer: Dict[str, object]) -> None:
        """Takes the answer to a stored batch, wherever it came from."""
        if self._renamed is not None:
            self._seq += 1
        rejected = answer.get("rejected")
        for one in rejected if isinstance(rejected, list) else []:
            if isinstance(one, dict):
                self._warn(f"the server rejected points of metric {one.get('metric')!r}: {one.get('reason')}")
        self._on_answer(answer)

    def _post(self, body: bytes) -> Answer:
        answer = self._api.send("POST", f"/api/runs/{self._run_id}/metrics", body)
        if answer.ok and not isinstance(answer.json.get("accepted"), int):
            raise NoAnswer("got an answer without `accepted`; is this a Training Monitor?")
        if answer.status == 404 and not self._note_deletion(answer):
            raise RunMissing(answer.detail)
        return answer

    def _rename(self, number: int) -> None:
        """Goes on as a new writer with seq 1: the server has lost (or never took) what the next seq builds on."""
        self._renamed = f"{self._writer[:48]}-r{number}"
        self._seq = 1


def _took_request(answer: Answer) -> bool:
    """Whether a success is one of our server's: nothing at all, or what it made or changed, or how much it took."""
    return answer.status == 204 or "id" in answer.json or "accepted" in answer.json


def _is_behind(expected: object, body: bytes) -> bool:
    return isinstance(expected, int) and expected < int(json.loads(body)["seq"])
