"""Readers of the file formats: each gives ``{"keys", "parameters", "tensors", "unsafe_globals"}`` or raises ValueError."""

from __future__ import annotations

import ast
import json
import math
import struct
import zipfile
from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Sequence, Tuple

from .pickle_scan import Call, Persistent, scan_pickle

_LONGEST_PICKLE = 64 << 20
_LONGEST_HEADER = 100 << 20
_STORAGES = {
    "Float": "float32", "Double": "float64", "Half": "float16", "BFloat16": "bfloat16", "Long": "int64", "Int": "int32",
    "Short": "int16", "Char": "int8", "Byte": "uint8", "Bool": "bool", "ComplexFloat": "complex64", "ComplexDouble": "complex128",
}  # fmt: skip
_SAFE = {"collections.OrderedDict", "torch.Size", "torch.device", "torch.dtype", "torch.Tensor", "torch.nn.parameter.Parameter"}
_SAFE_PREFIXES = ("torch._utils._rebuild_", "torch._tensor._rebuild_", "torch.storage.")
_ONNX_TYPES = {1: "float32", 2: "uint8", 3: "int8", 5: "int16", 6: "int32", 7: "int64", 9: "bool", 10: "float16", 11: "float64", 16: "bfloat16"}


def structure(keys: Sequence[Any], tensors: List[Dict[str, Any]], unsafe: Sequence[str] = ()) -> Dict[str, Any]:
    parameters = sum(math.prod(tensor["shape"]) for tensor in tensors)
    return {"keys": [str(key) for key in keys], "parameters": parameters, "tensors": tensors, "unsafe_globals": list(unsafe)}


def read_pt(path: Path) -> Optional[Dict[str, Any]]:
    """A zip with one data.pkl, as torch.save makes it since 1.6; None for the format before that."""
    if not zipfile.is_zipfile(path):
        with open(path, "rb") as file:
            if file.read(2) == b"\x80\x02" and path.stat().st_size > 64:
                return None
        raise ValueError("got no zip archive")
    with zipfile.ZipFile(path) as archive:
        pickles = [name for name in archive.namelist() if name.split("/")[-1] == "data.pkl"]
        if len(pickles) != 1:
            raise ValueError(f"got {len(pickles)} data.pkl, wanted one")
        if archive.getinfo(pickles[0]).file_size > _LONGEST_PICKLE:
            raise ValueError("got a data.pkl over 64 MB")
        root, named = scan_pickle(archive.read(pickles[0]))
        stored = {name.split("/", 1)[-1] for name in archive.namelist()}
    tensors = [_tensor(name, call, stored) for name, call in _walk("", root, 0)]
    content = root.items if isinstance(root, Call) else root
    return structure(list(content) if isinstance(content, dict) else [], tensors, [name for name in named if not _is_safe(name)])


def _is_safe(name: str) -> bool:
    is_storage = name.startswith("torch.") and name.endswith("Storage") and name.count(".") == 1
    return name in _SAFE or is_storage or name.startswith(_SAFE_PREFIXES) or (name.startswith("torch.") and name[6:] in _STORAGES.values())


def _walk(prefix: str, value: Any, depth: int) -> Iterator[Tuple[str, Call]]:
    """Tensors by dotted name."""
    if depth > 50:
        return
    if isinstance(value, Call):
        if "_rebuild_tensor" in value.name:
            yield prefix, value
            return
        if "_rebuild_parameter" in value.name and value.arguments:
            yield from _walk(prefix, value.arguments[0], depth + 1)
            return
        value = value.items
    if isinstance(value, dict):
        items: Iterator[Tuple[Any, Any]] = iter(value.items())
    elif isinstance(value, (list, tuple)) and not isinstance(value, Persistent):
        items = iter(enumerate(value))
    else:
        return
    for key, item in items:
        yield from _walk(f"{prefix}.{key}" if prefix else str(key), item, depth + 1)


def _tensor(name: str, call: Call, stored: "set[str]") -> Dict[str, Any]:
    storage, _, shape = call.arguments[:3]
    if not isinstance(storage, Persistent):
        raise ValueError(f"got no storage for tensor {name}")
    kind, key = storage.id[1], storage.id[2]
    if f"data/{key}" not in stored:
        raise ValueError(f"got no data for tensor {name}")
    dtype = _STORAGES.get(kind.name.split(".")[-1].replace("Storage", ""), kind.name)
    return {"name": name, "shape": [int(size) for size in shape], "dtype": dtype}


def read_npz(path: Path) -> Dict[str, Any]:
    tensors = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as file:
                head = file.read(10)
                if head[:6] != b"\x93NUMPY":
                    raise ValueError(f"got no array in {name}")
                size = struct.unpack("<H", head[8:10])[0] if head[6] == 1 else struct.unpack("<I", head[8:10] + file.read(2))[0]
                described = ast.literal_eval(file.read(size).decode("latin-1").strip())
            label = name[:-4] if name.endswith(".npy") else name
            tensors.append({"name": label, "shape": list(described["shape"]), "dtype": str(described["descr"])})
    return structure([tensor["name"] for tensor in tensors], tensors)


def read_safetensors(path: Path) -> Dict[str, Any]:
    size = path.stat().st_size
    with open(path, "rb") as file:
        head = file.read(8)
        length = struct.unpack("<Q", head)[0] if len(head) == 8 else size
        if length > min(size - 8, _LONGEST_HEADER):
            raise ValueError(f"got a header of {length:,} bytes in a file of {size:,}")
        header = json.loads(file.read(length))
    header.pop("__metadata__", None)
    end = max((entry["data_offsets"][1] for entry in header.values()), default=0)
    if 8 + length + end != size:
        raise ValueError(f"got {size:,} bytes, wanted {8 + length + end:,}")
    tensors = [{"name": name, "shape": entry["shape"], "dtype": entry["dtype"]} for name, entry in header.items()]
    return structure(list(header), tensors)


def read_onnx(path: Path) -> Dict[str, Any]:
    """The initializers of the graph, out of the protobuf: ModelProto.graph = 7, GraphProto.initializer = 5."""
    data = path.read_bytes()
    graphs = [value for number, value in _fields(data) if number == 7]
    if not graphs:
        raise ValueError("got no graph")
    tensors = []
    for number, value in _fields(graphs[-1]):
        if number == 5:
            shape, dtype, name = [], "", ""
            for part, content in _fields(value):
                if part == 1:
                    shape += [content] if isinstance(content, int) else list(_varints(content))
                elif part == 2:
                    dtype = _ONNX_TYPES.get(content, str(content))
                elif part == 8:
                    name = bytes(content).decode()
            tensors.append({"name": name, "shape": shape, "dtype": dtype})
    return structure([tensor["name"] for tensor in tensors], tensors)


def _fields(data: Any) -> Iterator[Tuple[int, Any]]:
    view, at = memoryview(data), 0
    while at < len(view):
        tag, at = _varint(view, at)
        kind = tag & 7
        if kind == 0:
            value, at = _varint(view, at)
            yield tag >> 3, value
            continue
        if kind == 2:
            size, at = _varint(view, at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
        else:
            raise ValueError(f"got protobuf wire type {kind}")
        if at + size > len(view):
            raise ValueError("got a field that ends behind the file")
        yield tag >> 3, view[at : at + size]
        at += size


def _varint(view: memoryview, at: int) -> Tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(view) or shift > 63:
            raise ValueError("got a cut number")
        byte = view[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _varints(view: memoryview) -> Iterator[int]:
    at = 0
    while at < len(view):
        value, at = _varint(view, at)
        yield value


READERS = {".pt": read_pt, ".pth": read_pt, ".npz": read_npz, ".safetensors": read_safetensors, ".onnx": read_onnx}
"""By a file's suffix; each takes its path and returns its structure, or None for what it cannot look into."""

NOT_WHOLE = (ValueError, OSError, KeyError, IndexError, zipfile.BadZipFile, NotImplementedError, RecursionError)
"""What a reader raises for a file that is cut, damaged or something else."""
