"""Prints the slowest tests of the logs that scripts/test keeps: slowest-tests.py COUNT LOG…

A test of Swift Testing with arguments is one test; a journey or sweep of the browser is one for each of its settings.
Tests run side by side, so what one took is more than it would have taken alone.
"""

import re
import sys
from pathlib import Path

ENDED = re.compile(
    r"^[✔✘] (?!Suite |Test run with |Test case )(?:Test )?(?P<name>.+?)(?: with \d+ test cases?)? (?:passed|failed) after "
    r"(?P<seconds>[\d.]+) s", re.MULTILINE)


def main(count: int, logs: list[Path]) -> None:
    ended = [
        (float(match["seconds"]), match["name"].strip('"'))
        for log in logs
        for match in ENDED.finditer(log.read_text("utf-8", errors="replace"))
    ]
    print(f"the {min(count, len(ended))} slowest of {len(ended)} tests")
    for seconds, name in sorted(ended, reverse=True)[:count]:
        print(f"{seconds:8.1f} s  {name}")


main(int(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
