"""Follows a pickle's opcodes on a stack of its own, building plain data and names of what would be called.

Nothing is imported or called: a class becomes a Global, a call a Call, a tensor's storage a Persistent. So a hostile
file can at worst be refused.
"""

from __future__ import annotations

import pickletools
from typing import Any, Dict, List, NamedTuple, Set, Tuple

_MOST_OPCODES = 5_000_000


class Global(NamedTuple):
    name: str


class Persistent(NamedTuple):
    id: Any


class Call:
    """What would be made by calling ``function``; ``items`` holds what would be set on it like on a dict."""

    def __init__(self, function: Any, arguments: Any) -> None:
        self.function = function
        self.arguments = arguments
        self.items: Dict[Any, Any] = {}
        self.state: Any = None

    @property
    def name(self) -> str:
        return self.function.name if isinstance(self.function, Global) else ""


_MARK = object()
_PUSH = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False}
_CONSTANT = {
    "INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT", "STRING", "BINSTRING", "SHORT_BINSTRING",
    "UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8",
}  # fmt: skip


def scan_pickle(data: bytes) -> Tuple[Any, List[str]]:
    """The outermost object and every global it names, sorted. Raises ValueError for what is no pickle."""
    machine = _Machine()
    for count, (opcode, argument, _) in enumerate(pickletools.genops(data)):
        if count > _MOST_OPCODES:
            raise ValueError("got more than five million opcodes")
        if opcode.name == "STOP":
            return machine.stack[-1], sorted(machine.globals)
        machine.step(opcode.name, argument)
    raise ValueError("got no end")


class _Machine:
    def __init__(self) -> None:
        self.stack: List[Any] = []
        self.memo: Dict[int, Any] = {}
        self.globals: Set[str] = set()

    def step(self, name: str, argument: Any) -> None:
        stack = self.stack
        if name in _CONSTANT:
            stack.append(argument)
        elif name in _PUSH:
            stack.append(_PUSH[name])
        elif name == "MARK":
            stack.append(_MARK)
        elif name in ("MEMOIZE", "BINPUT", "LONG_BINPUT", "PUT"):
            self.memo[len(self.memo) if name == "MEMOIZE" else int(argument)] = stack[-1]
        elif name in ("BINGET", "LONG_BINGET", "GET"):
            stack.append(self.memo[int(argument)])
        elif name in ("GLOBAL", "INST"):
            self._global(argument.replace(" ", ".", 1))
            if name == "INST":
                function = stack.pop()
                stack.append(Call(function, tuple(self._to_mark())))
        elif name == "STACK_GLOBAL":
            attribute, module = stack.pop(), stack.pop()
            self._global(f"{module}.{attribute}")
        else:
            self._collect(name)

    def _global(self, name: str) -> None:
        self.globals.add(name)
        self.stack.append(Global(name))

    def _collect(self, name: str) -> None:
        """Opcodes that take from the stack."""
        stack = self.stack
        if name in ("EMPTY_DICT", "EMPTY_LIST", "EMPTY_TUPLE", "EMPTY_SET"):
            stack.append({"EMPTY_DICT": dict, "EMPTY_LIST": list, "EMPTY_TUPLE": tuple, "EMPTY_SET": list}[name]())
        elif name in ("TUPLE1", "TUPLE2", "TUPLE3"):
            size = int(name[-1])
            stack[-size:] = [tuple(stack[-size:])]
        elif name in ("TUPLE", "LIST", "FROZENSET"):
            items = self._to_mark()
            stack.append(list(items) if name == "LIST" else tuple(items))
        elif name == "DICT":
            items = self._to_mark()
            stack.append(_pairs(items))
        elif name in ("SETITEM", "SETITEMS"):
            items = [stack.pop(-2), stack.pop()] if name == "SETITEM" else self._to_mark()
            target = stack[-1].items if isinstance(stack[-1], Call) else stack[-1]
            if isinstance(target, dict):
                target.update(_pairs(items))
        elif name in ("APPEND", "APPENDS", "ADDITEMS"):
            items = [stack.pop()] if name == "APPEND" else self._to_mark()
            if isinstance(stack[-1], list):
                stack[-1].extend(items)
        elif name in ("REDUCE", "NEWOBJ"):
            arguments = stack.pop()
            stack.append(Call(stack.pop(), arguments))
        elif name == "NEWOBJ_EX":
            stack.pop()
            arguments = stack.pop()
            stack.append(Call(stack.pop(), arguments))
        elif name == "OBJ":
            items = self._to_mark()
            stack.append(Call(items[0], tuple(items[1:])))
        elif name == "BUILD":
            state = stack.pop()
            if isinstance(stack[-1], Call):
                stack[-1].state = state
        elif name in ("BINPERSID", "PERSID"):
            stack.append(Persistent(stack.pop()))
        elif name == "POP":
            stack.pop()
        elif name == "POP_MARK":
            self._to_mark()
        elif name == "DUP":
            stack.append(stack[-1])
        elif name not in ("PROTO", "FRAME"):
            raise ValueError(f"got opcode {name}, which no checkpoint needs")

    def _to_mark(self) -> List[Any]:
        for index in range(len(self.stack) - 1, -1, -1):
            if self.stack[index] is _MARK:
                items = self.stack[index + 1 :]
                del self.stack[index:]
                return items
        raise ValueError("got no mark")


def _pairs(items: List[Any]) -> Dict[Any, Any]:
    pairs = {}
    for key, value in zip(items[0::2], items[1::2]):
        try:
            pairs[key] = value
        except TypeError:  # a key that is a list here, because sets are
            pairs[str(key)] = value
    return pairs
