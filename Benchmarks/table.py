"""The one table a bench run prints."""

from __future__ import annotations


class Table:
    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str]] = [("what", "ours", "the other", "ratio")]

    def add(self, what: str, ours: str, other: str = "", ratio: float | None = None) -> None:
        self.rows.append((what, ours, other, "" if ratio is None else f"{ratio:.2f}"))
        print("  " + "  ".join(self.rows[-1]), flush=True)

    def print(self) -> None:
        print()
        for number, row in enumerate(self.rows):
            print("| " + " | ".join(row) + " |")
            if number == 0:
                print("|---" * len(row) + "|")
