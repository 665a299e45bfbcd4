"""A real mail server for a journey that sends mail: Tests/MailTesting/smtp_server.py, as a process of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[1] / "MailTesting" / "smtp_server.py"


class MailServer:
    """Takes all mail, but for refused.example and later.example. A context manager: leaving it stops the server.

    `options` are those of smtp_server.py.
    """

    def __init__(self, *options: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mainstay-mail."))
        self.server = subprocess.Popen(
            [sys.executable, SCRIPT, self.folder, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.port = int(self.server.stdout.readline().split()[1])

    def __enter__(self) -> "MailServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.server.stdin.close()
        self.server.wait()
        self.server.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def received(self) -> list[dict]:
        """The messages so far, as smtp_server.py's `read` tells them: subject, from, to, text, html, headers…"""
        return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(self.folder.glob("*.json"))]

    def wait_for(self, count: int, seconds: float = 30) -> list[dict]:
        """The messages, once so many are there: what a job sends comes in its own time."""
        end = time.monotonic() + seconds
        while len(self.received()) < count:
            if time.monotonic() > end:
                raise AssertionError(f"{len(self.received())} messages came instead of {count}")
            time.sleep(0.1)
        return self.received()
