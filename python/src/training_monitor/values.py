"""What a script hands over, turned into plain numbers under plain names.

Runs in the calling thread, because a tensor may change in place right after the call; so it only converts,
and never raises: what is no number, or has no name, is reported to ``refuse`` (name, what is wrong) and left out.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Optional, Union

Number = Union[int, float]
Refuse = Callable[[str, str], None]

_EXACT = 2**53
_DEEPEST = 16
_WIDEST = 1000  # bits; a double, as which the server reads a number, holds 1,023
_LONGEST = 1000


def plain_number(value: object) -> Optional[Number]:
    """``value`` as int or float; None when it is no single number. Numpy and torch scalars answer to ``.item()``."""
    if type(value) is float:
        return value
    if isinstance(value, (str, bytes, type(None))):
        return None
    try:
        if not isinstance(value, (int, float)):
            item = getattr(value, "item", None)
            value = item() if item is not None else float(value)  # type: ignore[arg-type]
        if isinstance(value, int):
            whole = int(value)
            return whole if -_EXACT <= whole <= _EXACT else float(whole)
        return float(value)  # type: ignore[arg-type]
    except Exception:  # whatever a foreign type throws, training goes on
        return None


def flatten(metrics: Mapping[Any, object], refuse: Refuse) -> Dict[str, Number]:
    """Nested mappings become ``a/b``; everything else becomes a number or is refused by name."""
    flat: Dict[str, Number] = {}
    _flatten_into(flat, "", metrics, refuse, 0)
    return flat


def _flatten_into(flat: Dict[str, Number], prefix: str, metrics: Mapping[Any, object], refuse: Refuse, depth: int) -> None:
    for key, value in metrics.items():
        own_name = _name(key)
        if own_name is None:
            refuse(f"{prefix}<{type(key).__name__}>", "got a name without a text")
            continue
        name = prefix + own_name
        if isinstance(value, Mapping) and depth < _DEEPEST:
            _flatten_into(flat, name + "/", value, refuse, depth + 1)
            continue
        number = plain_number(value)
        if number is None:
            got = "a whole number beyond the range of a double" if isinstance(value, int) else f"a value of type {type(value).__name__}"
            refuse(name, f"got {got}, wanted a number")
        else:
            flat[name] = number


def _name(key: object) -> Optional[str]:
    try:
        if isinstance(key, str):
            return str.__str__(key)
        return key.decode("utf-8", "replace") if isinstance(key, bytes) else str(key)
    except Exception:  # a __str__ that raises
        return None


def plain_step(step: object) -> Optional[int]:
    """A step as int within ±2**53; None when it is not one, as 7.5 is not."""
    number = plain_number(step)
    if number is None or number != number or not -_EXACT <= number <= _EXACT or number != int(number):
        return None
    return int(number)


def plain_json(value: object, depth: int = 0) -> object:
    """``value`` as JSON can carry it: what JSON has no word for becomes its text, never an exception."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return int(value) if value.bit_length() <= _WIDEST else f"0x{value:x}"[:_LONGEST]
    if isinstance(value, float):
        return float(value) if value - value == 0 else spelled(value)
    if depth >= 2 * _DEEPEST:
        return "…"
    try:
        named = members(value)
        if named is not None:
            return {str(key): plain_json(item, depth + 1) for key, item in named.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return [plain_json(item, depth + 1) for item in value]
        listed = _listed(value)
        if listed is not None:
            return [plain_json(item, depth + 1) for item in listed]
        number = _as_written(value) if type(value).__module__ == "numpy" else plain_number(value)
        return str(value) if number is None else plain_json(number, depth + 1)
    except Exception:  # a __str__ that raises
        return f"<{type(value).__name__}>"


def plain_text(value: object) -> Optional[str]:
    """``value`` as text, whatever it is, a path say; None of None."""
    return None if value is None else str(plain_json(value))


def plain_texts(values: object) -> List[str]:
    """Also of one text alone, which is no list of its letters."""
    plain = plain_json(values)
    return [str(item) for item in plain] if isinstance(plain, list) else [] if plain is None else [str(plain)]


def members(value: object) -> Optional[Mapping[Any, object]]:
    """What a mapping, an argparse namespace, a dataclass, a named tuple or a settings object holds by name; None for others.

    A class with a text of its own (a path, a device, a dtype) means it; one without would be told by its address.
    """
    if isinstance(value, Mapping):
        return value
    kind = type(value)
    if isinstance(value, type):
        return None
    if hasattr(kind, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in kind.__dataclass_fields__ if hasattr(value, name)}
    for name in ("_asdict", "model_dump", "to_dict"):
        tell = getattr(kind, name, None)
        if callable(tell) and not hasattr(value, "shape"):
            told = tell(value)
            return told if isinstance(told, Mapping) else None
    is_bare = kind.__str__ is object.__str__ and kind.__repr__ is object.__repr__
    if hasattr(value, "__dict__") and (is_bare or kind.__module__ in ("argparse", "types")) and not callable(value):
        return {name: item for name, item in vars(value).items() if not name.startswith("_")}
    return None


def _listed(value: object) -> Optional[List[object]]:
    """A numpy array or a torch tensor of moderate size as a list."""
    shape, tell = getattr(value, "shape", None), getattr(value, "tolist", None)
    if not isinstance(shape, tuple) or not shape or not callable(tell):
        return None
    size = 1
    for length in shape:
        size *= length
    listed = tell() if size <= _LONGEST else None
    return listed if isinstance(listed, list) else None


def _as_written(value: object) -> Optional[Number]:
    """A numpy scalar as numpy writes it: the float32 nearest to 0.1 is 0.1, not the double that it is."""
    try:
        return float(str(value)) if "float" in type(value).__name__ else plain_number(value)
    except ValueError:
        return plain_number(value)


def spelled(value: float) -> str:
    """The three values that JSON has no number for, as the wire spells them."""
    return "NaN" if value != value else ("Infinity" if value > 0 else "-Infinity")
