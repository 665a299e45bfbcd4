"""Runs programs and says how long they took and how much memory they held."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path(".build/release/mainstay").resolve()


@dataclass
class Taken:
    seconds: float
    #: Peak resident memory.
    megabytes: float
    output: str = ""


def run(*words: str, **environment: str) -> Taken:
    """Runs a command to its end; a failure stops the bench."""
    start = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **environment})
    output, errors = b"", b""
    # Both are small: reading one after the other cannot block.
    output = process.stdout.read()
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, words))}: {errors.decode()}{output.decode()}")
    return Taken(time.monotonic() - start, usage.ru_maxrss / 1024, output.decode())


def mainstay(database: str, *words: str) -> Taken:
    return run(str(PROGRAM), *words, MAINSTAY_DATABASE=database)
