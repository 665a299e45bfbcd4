"""Our times beside others' on the same files in the same session: medians of rounds that take turns."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

import judging
import loading
import serving
from table import Table


def main() -> None:
    options = argparse.ArgumentParser(prog="Benchmarks/run", description=__doc__)
    options.add_argument("--only", default="", help="only benches whose name contains this")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--long", action="store_true", help="also what takes half an hour and ten gigabytes of disk")
    chosen = options.parse_args()
    table = Table()
    print(f"machine: {os.cpu_count()} cores, {memory_gib()} GiB of memory; median of {chosen.rounds}\n")
    with tempfile.TemporaryDirectory(prefix="mainstay-bench.", dir=os.environ.get("TMPDIR")) as folder:
        benches = loading.BENCHES | serving.BENCHES | judging.BENCHES | (judging.LONG if chosen.long else {})
        for name, bench in benches.items():
            if chosen.only in name:
                bench(table, Path(folder), chosen.rounds)
    table.print()


def memory_gib() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


if __name__ == "__main__":
    main()
