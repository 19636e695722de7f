"""The SDK imports nothing but the standard library: on any machine with Python, it works as it stands."""

import ast
import sys
import unittest
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "src" / "training_monitor"


def imported(path):
    """(module, whether it is imported at once and not inside a function) of every absolute import."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lazily = {id(node) for outer in ast.walk(tree) if isinstance(outer, (ast.FunctionDef, ast.Lambda)) for node in ast.walk(outer)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name.split(".")[0], id(node) not in lazily
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield str(node.module).split(".")[0], id(node) not in lazily


class StandardLibrary(unittest.TestCase):
    def test_nothing_else_is_imported_and_torch_only_to_load_a_checkpoint(self):
        if not hasattr(sys, "stdlib_module_names"):  # before 3.10
            self.fail("the tests want Python 3.10 or later; the SDK itself 3.9")
        foreign = {
            (path.relative_to(SOURCES).as_posix(), module, at_once)
            for path in SOURCES.rglob("*.py")
            for module, at_once in imported(path)
            if module not in sys.stdlib_module_names
        }
        self.assertLessEqual({module for _, module, _ in foreign}, {"torch", "numpy", "safetensors"})
        self.assertEqual([entry for entry in foreign if entry[2]], [])

    def test_what_only_one_platform_has_is_never_imported_at_once(self):
        at_once = {(path.name, module) for path in SOURCES.rglob("*.py") for module, first in imported(path) if first}
        guarded = {("file_lock.py", "fcntl"), ("file_lock.py", "msvcrt")}
        platform_bound = {"fcntl", "msvcrt", "resource", "termios", "pwd", "grp", "winreg", "posix", "nt"}
        self.assertLessEqual({entry for entry in at_once if entry[1] in platform_bound}, guarded)

    def test_it_is_written_in_the_words_of_python_3_9(self):
        """The syntax by the parser; of the library and the built-ins, the names that came later and are easily used."""
        for path in SOURCES.rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            tree = ast.parse(text, str(path), feature_version=(3, 9))
            self.assertTrue(not text.strip() or text.startswith('"""'), path)
            if any(isinstance(node, ast.AnnAssign) or getattr(node, "returns", None) for node in ast.walk(tree)):
                self.assertIn("from __future__ import annotations", text, path)
            used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
            used |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
            used |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
            used |= {f"{node.func.id}({keyword.arg}=)" for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) for keyword in node.keywords}
            self.assertFalse(used & LATER, path)


LATER = {
    "aiter", "anext", "pairwise", "batched", "bit_count", "EncodingWarning", "ExceptionGroup", "BaseExceptionGroup", "add_note", "StrEnum",
    "Self", "ParamSpec", "TypeAlias", "TypeGuard", "TypeVarTuple", "Unpack", "override", "assert_never", "NotRequired", "Required", "LiteralString",
    "UTC", "tomllib", "TaskGroup", "Barrier", "file_digest", "eventfd", "walk_up", "orig_argv", "stdlib_module_names",
    "splice", "KW_ONLY", "UnionType", "zip(strict=)", "dataclass(slots=)", "dataclass(kw_only=)",
}  # fmt: skip


if __name__ == "__main__":
    unittest.main()
