"""Counts the tests in what `swift test` printed: count-tests.py LOG EXIT-CODE prints "PASSED FAILED".

Swift Testing closes with one line for the whole run; when it crashed before that, the tests that ended are counted,
and the crash as a failure.
XCTest's own closing line counts failed assertions, so its test cases are counted one by one. An exit code that no
failed test explains, or a run without tests, counts as one failure.
"""

import re
import sys
from pathlib import Path

STARTED = re.compile(r"^[^\w\s] Test run started", re.MULTILINE)
RUN = re.compile(r"^[^\w\s] Test run with (\d+) tests?\b.*(?:passed|failed) after", re.MULTILINE)
ENDED = re.compile(r"^[^\w\s] Test (?!run with |case )(?:.*) (passed|failed) after [\d.]+ seconds", re.MULTILINE)
SKIPPED = re.compile(r"^[^\w\s] Test (?!case ).* skipped", re.MULTILINE)
CASE = re.compile(r"^Test Case '[^']*' (passed|failed) \(", re.MULTILINE)


def count(log: str, code: int) -> tuple[int, int]:
    ended = ENDED.findall(log)
    failed = ended.count("failed")
    passed = ended.count("passed")
    runs = [int(total) for total in RUN.findall(log)]
    if runs:
        passed = max(0, sum(runs) - failed - len(SKIPPED.findall(log)))
    elif STARTED.search(log):
        failed += 1
    cases = CASE.findall(log)
    passed += cases.count("passed")
    failed += cases.count("failed")
    if failed == 0 and (code != 0 or passed == 0):
        failed = 1
    return passed, failed


print(*count(Path(sys.argv[1]).read_text("utf-8", errors="replace"), int(sys.argv[2])))
