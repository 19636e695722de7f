"""One checkpoint, as the wire describes it, with the file behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Optional


class Checkpoint:
    """``id``, ``step``, ``filepath``, ``size`` in bytes, ``sha256``, ``validity`` (valid, invalid, unverified, missing,
    changed) with its ``reason``, ``format``, ``structure``, ``metrics``, ``metadata``, ``is_best``, ``created_at``.

    Indexed like a dict (``ckpt["model"]``) it loads the file on first use: with ``torch.load(weights_only=True)`` on the
    CPU, ``.npz`` with numpy, ``.safetensors`` with safetensors. Raises what those raise: a checkpoint that cannot be
    read is the script's to handle.
    """

    def __init__(self, fields: Dict[str, Any]) -> None:
        self.fields = fields
        self._content: Optional[Any] = None

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "fields":
            raise AttributeError(name)
        try:
            return self.fields[name]
        except KeyError:
            raise AttributeError(f"a checkpoint has no {name!r}, but {', '.join(self.fields)}") from None

    def __getitem__(self, key: Any) -> Any:
        return self.load()[key]

    def __contains__(self, key: Any) -> bool:
        return key in self.load()

    def __repr__(self) -> str:
        return f"<Checkpoint {self.fields.get('id')} step {self.fields.get('step')} {self.fields.get('filepath')}>"

    def load(self) -> Any:
        """The file's content, read once."""
        if self._content is None:
            self._content = _load(Path(self.fields["filepath"]))
        return self._content


def _load(path: Path) -> Any:
    if path.suffix == ".npz":
        import numpy

        return numpy.load(path, allow_pickle=False)
    if path.suffix == ".safetensors":
        from safetensors.torch import load_file

        return load_file(str(path))
    import torch

    return torch.load(str(path), map_location="cpu", weights_only=True)
