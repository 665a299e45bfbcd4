"""The program under test: a fresh database in a folder of its own, commands, and a server on a free port."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOKEN = re.compile(r"(?i)\btoken\b\W+([A-Za-z0-9_-]{8,})")

# The demo company of the tests: its last day, its user, and the password of everybody in it who may sign in.
DEMO_DAY, DEMO_USER, PASSWORD = "2026-10-20", "demo", "correct horse 8 staple"


class CommandFailed(Exception):
    """A command of the program ended with an exit code nobody expected."""


class Product:
    """One running program. A context manager: leaving it stops the server and removes the folder.

    With `company`, a database file, it begins with a copy of it, else with nothing.
    """

    def __init__(self, binary: Path, company: Path | None = None) -> None:
        self.binary = binary
        self.folder = Path(tempfile.mkdtemp(prefix="mainstay-browser."))
        self.file = self.folder / "company.db"
        self.database = f"sqlite:{self.file}"
        self.console_file = self.folder / "console.log"
        self.port = 0
        self.server: subprocess.Popen | None = None
        if company:
            shutil.copyfile(company, self.file)

    def __enter__(self) -> "Product":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *words: str, typed: str = "", exit_code: int = 0, seconds: float = 120) -> str:
        """Runs `mainstay WORDS… --database …` and answers what it printed; `typed` is its standard input."""
        done = subprocess.run(
            [self.binary, *words, "--database", self.database],
            input=typed, capture_output=True, text=True, timeout=seconds, cwd=self.folder,
        )
        if done.returncode != exit_code:
            raise CommandFailed(f"mainstay {' '.join(words)} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def report(self, *words: str) -> dict:
        """The answer of a command that is asked for JSON."""
        return json.loads(self.command(*words, "--json"))

    def serve(self, *words: str) -> None:
        """Starts the server on a free port, or again where it was, and waits until it answers."""
        self.port = self.port or free_port()
        with self.console_file.open("ab") as console:
            self.server = subprocess.Popen(
                [self.binary, "serve", "--port", str(self.port), "--database", self.database,
                 "--assets", str(ROOT / "Public"), *words],
                stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT, cwd=self.folder,
            )
        self.wait_for(self.answers, "the server did not answer")

    def stop(self) -> None:
        if self.server and self.server.poll() is None:
            self.server.terminate()
            try:
                self.server.wait(10)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        self.server = None

    def console(self) -> str:
        """Everything the server printed so far."""
        return self.console_file.read_text("utf-8", errors="replace") if self.console_file.exists() else ""

    def first_run_token(self) -> str:
        """The token that `serve` prints when the database has no user yet."""
        self.wait_for(lambda: TOKEN.search(self.console()), "the server printed no first-run token")
        return TOKEN.search(self.console()).group(1)

    def answers(self) -> bool:
        with socket.socket() as connection:
            connection.settimeout(1)
            return connection.connect_ex(("127.0.0.1", self.port)) == 0

    def wait_for(self, condition, complaint: str, seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not condition():
            if self.server and self.server.poll() is not None:
                raise CommandFailed(f"the server ended with {self.server.returncode}: {self.console().strip()}")
            if time.monotonic() > end:
                raise CommandFailed(f"{complaint}; it printed: {self.console().strip() or 'nothing'}")
            time.sleep(0.05)


def make_demo(binary: Path, folder: Path) -> Path:
    """The file of a demo company with users who may sign in, to be copied by whoever wants one: that of the test command
    (MAINSTAY_TEST_DEMO), else a new one in `folder`."""
    if made := os.environ.get("MAINSTAY_TEST_DEMO"):
        return Path(made)
    with Product(binary) as product:
        password_file = product.folder / "password"
        password_file.write_text(PASSWORD + "\n", encoding="utf-8")
        product.command("demo", "--seed", "1", "--until", DEMO_DAY, "--password-file", str(password_file), seconds=600)
        # A command that ended has folded its log into the file, so the file is all there is.
        return shutil.copyfile(product.file, folder / "demo.db")


taken = itertools.count()


def free_port() -> int:
    """Below those that the system gives to connections that go out, and apart from what other processes take here."""
    first = 12_000 + os.getpid() % 400 * 20
    for port in (first + next(taken) % 20 for _ in range(20)):
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise CommandFailed("none of twenty ports is free")


def find_binary(given: str | None) -> Path:
    return Path(given).resolve() if given else ROOT / ".build/debug/mainstay"


def running_as_root() -> bool:
    return os.geteuid() == 0
