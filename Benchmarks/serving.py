"""Pages over a million accounts, beside a route that answers plain text; forms during an import."""

from __future__ import annotations

import http.cookiejar
import re
import socket
import statistics
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

from loading import write_orders
from measure import PROGRAM, mainstay
from table import Table

PASSWORD = "a long enough password"


class Server:
    """The product on a free port, on the first core alone unless said otherwise, with a user signed in."""

    def __init__(self, database: str, folder: Path, cores: str = "0", knows_users: bool = False) -> None:
        secret = folder / "password"
        secret.write_text(PASSWORD)
        for username, role in () if knows_users else (("bench", "administrator"), ("seller", "representative")):
            mainstay(database, "user", "add", username, "--role", role, "--password-file", str(secret), "--language", "en")
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        begun = time.monotonic()
        self.process = subprocess.Popen(
            ["taskset", "-c", cores, PROGRAM, "serve", "--port", str(self.port), "--database", database, "--assets", "Public",
             "--api-rate", "100000000"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={"MAINSTAY_LOG": "error"})
        self.first_answer = self.wait(begun)
        self.sign_in("bench")

    def sign_in(self, username: str) -> None:
        """From here on this user asks."""
        self.jar = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.post("/sign-in", username=username, password=PASSWORD)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cookie(self) -> str:
        return "; ".join(f"{each.name}={each.value}" for each in self.jar)

    def wait(self, begun: float) -> float:
        while time.monotonic() < begun + 30:
            try:
                urllib.request.urlopen(self.address + "/health", timeout=5)
                return time.monotonic() - begun
            except OSError:
                time.sleep(0.005)
        raise RuntimeError("the server did not answer")

    def get(self, path: str) -> str:
        return self.browser.open(self.address + path, timeout=60).read().decode()

    def post(self, path: str, page: str | None = None, **fields: str) -> None:
        self.send(path, self.token(page or path), **fields)

    def token(self, page: str) -> str:
        return re.search(r'name="csrf" value="([^"]+)"', self.get(page)).group(1)

    def send(self, path: str, token: str, **fields: str) -> None:
        body = urllib.parse.urlencode({"csrf": token, **fields}).encode()
        self.browser.open(self.address + path, body, timeout=60).read()

    def megabytes(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def million_accounts(table: Table, folder: Path, rounds: int) -> None:
    file = folder / "million.csv"
    write_million(file)
    database = f"sqlite:{folder / 'million.db'}"
    taken = mainstay(database, "import", "orders", str(file), "--mapping", "online-retail")
    table.add("1,000,000 accounts with an order each: import", f"{taken.seconds:.1f} s, {taken.megabytes:.0f} MB")
    file.unlink()
    # Judged, so that the list shows tiers and no judging runs beside it.
    judged = mainstay(database, "evaluate")
    table.add("the same accounts judged at twelve month ends", f"{judged.seconds:.1f} s, {judged.megabytes:.0f} MB")
    server = Server(database, folder)
    try:
        server.get("/accounts")
        lists, texts = [], []
        for _ in range(rounds):
            lists.append(wrk(server, "/accounts"))
            texts.append(wrk(server, "/health"))
        rate = statistics.median(each[0] for each in lists)
        text = statistics.median(each[0] for each in texts)
        slow = statistics.median(each[1] for each in lists)
        table.add("account list over 1,000,000, one core, 16 connections", f"{rate:.0f} requests/s",
                  f"{text:.0f} plain text", rate / text)
        table.add("the same, 99th percentile", f"{slow:.1f} ms")
        representative(table, server, database, rounds)
        programs(table, server, database, rounds)
        sign_in(table, server, rounds)
        table.add("the server's memory after that", f"{server.megabytes():.0f} MB")
        table.add("first answer after start", f"{server.first_answer * 1000:.0f} ms")
    finally:
        server.stop()


def representative(table: Table, server: Server, database: str, rounds: int) -> None:
    """The same list for somebody who owns 2,000 of the accounts, in turns with the administrator."""
    codes = [str(10_000 + number * 499) for number in range(2_000)]
    mainstay(database, "account", "assign", *codes, "--owner", "seller")
    slow: dict[str, list[float]] = {"bench": [], "seller": []}
    rates: dict[str, list[float]] = {"bench": [], "seller": []}
    for _ in range(rounds):
        for username in slow:
            server.sign_in(username)
            server.get("/accounts")
            rate, wait = wrk(server, "/accounts")
            slow[username].append(wait)
            rates[username].append(rate)
    own, all_ = (statistics.median(slow[name]) for name in ("seller", "bench"))
    table.add("the same list for a representative with 2,000 of them, 99th percentile",
              f"{own:.1f} ms", f"{all_:.1f} ms the administrator", own / all_)
    table.add("their requests a second", f"{statistics.median(rates['seller']):.0f} requests/s",
              f"{statistics.median(rates['bench']):.0f} the administrator")


def programs(table: Table, server: Server, database: str, rounds: int) -> None:
    """The same list as JSON, fifty accounts an answer, beside a route that answers plain text."""
    token = mainstay(database, "token", "add", "bench", "--name", "bench", "--scope", "read").output.strip()
    found, texts = [], []
    for _ in range(rounds):
        found.append(wrk(server, "/api/v1/accounts", header=f"Authorization: Bearer {token}"))
        texts.append(wrk(server, "/health"))
    rate, slow = (statistics.median(each[place] for each in found) for place in (0, 1))
    text = statistics.median(each[0] for each in texts)
    table.add("the same list by API, one core, 16 connections", f"{rate:.0f} requests/s",
              f"{text:.0f} plain text", rate / text)
    table.add("the same, 99th percentile", f"{slow:.1f} ms")


class Standing(urllib.request.HTTPRedirectHandler):
    """Takes the answer that sends one on for the answer."""

    def http_error_303(self, request, answer, code, message, headers):
        return answer


def sign_in(table: Table, server: Server, rounds: int) -> None:
    """Sending the form until it is answered; the password's hash is nearly all of it."""
    waits = []
    for _ in range(4 * rounds):
        jar = http.cookiejar.CookieJar()
        server.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), Standing())
        token = server.token("/sign-in")
        begun = time.monotonic()
        server.send("/sign-in", token, username="bench", password=PASSWORD)
        waits.append((time.monotonic() - begun) * 1000)
        assert any(each.name == "mainstay_session" for each in jar)
    table.add(f"signing in, median of {len(waits)}", f"{statistics.median(waits):.0f} ms")
    server.sign_in("bench")
    table.add("Today, 99th percentile", f"{wrk(server, '/')[1]:.1f} ms")


def form_during_import(table: Table, folder: Path, rounds: int) -> None:
    file = folder / "large.csv"
    write_orders(file, lines=3_000_000, accounts=100_000, seed=2)
    database = f"sqlite:{folder / 'forms.db'}"
    mainstay(database, "migrate")
    server = Server(database, folder)
    waits: list[float] = []
    try:
        work = threading.Thread(
            target=mainstay, args=(database, "import", "orders", str(file), "--mapping", "online-retail"))
        work.start()
        while work.is_alive():
            begun = time.monotonic()
            server.post("/preferences", page="/settings", appearance="light")
            waits.append(time.monotonic() - begun)
            time.sleep(0.05)
        work.join()
    finally:
        server.stop()
    waits.sort()
    table.add(f"form saved during an import by another process, 99th percentile of {len(waits)}",
              f"{waits[int(len(waits) * 0.99)] * 1000:.0f} ms")


def wrk(
    server: Server, path: str, connections: int = 16, script: Path | None = None, header: str = "",
) -> tuple[float, float]:
    """Requests a second and the 99th percentile in ms; wrk runs on the second core."""
    out = subprocess.run(
        ["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", "-d5s", "--latency", "-H", header or f"Cookie: {server.cookie}",
         *(["-s", str(script)] if script else []), server.address + path], check=True, capture_output=True, text=True).stdout
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    scale = {"us": 0.001, "ms": 1, "s": 1000}[unit]
    assert "Non-2xx" not in out, out
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), float(value) * scale


def write_million(file: Path) -> None:
    with file.open("w", encoding="ascii") as out:
        out.write("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n")
        for number in range(1_000_000):
            out.write(f"{number},P{number % 500},Product,{1 + number % 9},2011-{1 + number % 12:02}-15,{1 + number % 40}.25,"
                      f"{10_000 + number * 7919 % 1_000_000},France\n")


BENCHES = {"million accounts": million_accounts, "form during import": form_during_import}
