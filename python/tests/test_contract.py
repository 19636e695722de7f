"""What the SDK writes is what the contract's fixtures show; the C# and TypeScript tests read the same files."""

from __future__ import annotations

import json
import unittest
from typing import Any, Dict, List, Tuple

from .working_folder import ROOT

from training_monitor.batch import Entry, encode_batch, gather

FIXTURES = ROOT / "contract" / "fixtures"

Point = Tuple[int, int, int, str, str]


def read(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def entries_of(points: List[Dict[str, Any]]) -> List[Entry]:
    rows: Dict[int, Entry] = {}
    for point in points:
        step, seconds, metrics = rows.setdefault(point["row"], (point["step"], point["time"] / 1e6, {}))
        metrics[point["metric"]] = float(point["value"])
    return [rows[row] for row in sorted(rows)]


def points_in(batch: Dict[str, Any]) -> List[Point]:
    return sorted(
        (row, batch["steps"][row], round(batch["times"][row] * 1e6), name, str(float(value)))
        for name, column in batch["metrics"].items()
        for row, value in enumerate(column)
        if value is not None
    )


class ContractTests(unittest.TestCase):
    def test_a_batch_says_the_points_of_the_fixture_in_strict_json(self) -> None:
        for entry in read("writes.json"):
            points = entry.get("points")
            if not points:
                continue
            with self.subTest(entry["name"]):
                groups, _ = gather(entries_of(points), -1)
                bodies = [encode_batch("gpu01-4711", 7, 0, rows).body for rows in groups]
                batches = [json.loads(body, parse_constant=self.refuse) for body in bodies]
                self.assertEqual(len(batches), 1)
                want = sorted((p["row"] - points[0]["row"], p["step"], p["time"], p["metric"], str(float(p["value"]))) for p in points)
                self.assertEqual(points_in(batches[0]), want)

    def test_a_batch_has_the_members_of_the_columnar_fixture(self) -> None:
        fixture = next(json.loads(entry["body"]) for entry in read("writes.json") if entry.get("writer"))
        groups, _ = gather([(1, 1.5, {"loss": 0.5})], -1)

        batch = json.loads(encode_batch("gpu01-4711", 7, 0, groups[0]).body)

        self.assertEqual(batch.keys(), fixture.keys())
        self.assertEqual((batch["writer"], batch["seq"], batch["rank"]), (fixture["writer"], fixture["seq"], fixture["rank"]))


    def refuse(self, token: str) -> None:
        raise AssertionError(f"got the bare token {token}, want it in quotes")


if __name__ == "__main__":
    unittest.main()
