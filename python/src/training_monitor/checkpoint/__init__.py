"""Checkpoints: files on this machine, known to the run by step, metrics, hash and structure. Nothing in them is executed."""

from .record import Checkpoint

__all__ = ["Checkpoint"]
