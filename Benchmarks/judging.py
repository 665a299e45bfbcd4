"""Judging all accounts: a hundred thousand of three years by default, a million with --long."""

from __future__ import annotations

import json
import math
import os
import sqlite3
import statistics
import time
from pathlib import Path

from measure import mainstay
from serving import Server, wrk
from table import Table

MONTHS = 36
LAST, BEFORE = "2025-12-31", "2025-11-30"
MAPPING = {
    "name": "history",
    "columns": {
        "order_number": ["order"], "day": ["day"], "account_code": ["account"], "product_code": ["product"],
        "category": ["category"], "quantity": ["quantity"], "unit_price": ["price"], "cost": ["cost"],
    },
    "day": "ymd", "currency": "CNY",
}


def history(table: Table, folder: Path, rounds: int, accounts: int = 100_000) -> None:
    name = f"{accounts:,} accounts, {MONTHS} months"
    file, mapping = folder / "history.csv", folder / "history.json"
    mapping.write_text(json.dumps(MAPPING))
    write_history(file, accounts)
    # A database of its own: the two sizes may be measured in one run.
    database = f"sqlite:{folder / f'history-{accounts}.db'}"
    load = lambda path: mainstay(database, "import", "orders", str(path), "--mapping", str(mapping), "--json")
    load(file)
    file.unlink()
    before = mainstay(database, "evaluate", "--as-of", BEFORE)
    table.add(f"{name}: the first {MONTHS - 1} month ends", f"{before.seconds:.0f} s, {before.megabytes:.0f} MB")
    taken = [mainstay(database, "evaluate", "--as-of", LAST, "--rebuild", "--json") for _ in range(rounds)]
    told = [json.loads(each.output) for each in taken]
    median = lambda key: statistics.median(each[key] for each in told)
    table.add(f"{name}: the last one with all that is kept", f"{statistics.median(each.seconds for each in taken):.2f} s")
    table.add("of that, holding all against each other", f"{median('judging_seconds'):.2f} s")
    table.add("peak memory", f"{max(each.megabytes for each in taken):.0f} MB")
    account_page(table, folder, database, rounds)
    provisional(table, folder, load)
    account_page_beside_judging(table, folder, database)


def provisional(table: Table, folder: Path, load, orders: int = 200) -> None:
    # So many that the percentile is not the slowest of all.
    waits = []
    for number in range(orders):
        file = folder / "one.csv"
        file.write_text(
            "order,day,account,product,category,quantity,price,cost\n"
            f"late{number},2025-12-30,A{number * 37},P1,C1,1,1000,500\n")
        told = json.loads(load(file).output)
        assert told["units_judged"] == 1, told
        waits.append(told["judging_seconds"] * 1000)
    waits.sort()
    table.add(f"one order arriving, judged at once, 99th percentile of {len(waits)}",
              f"{waits[math.ceil(len(waits) * 0.99) - 1]:.1f} ms", f"{statistics.median(waits):.1f} ms in the median")


def account_page(table: Table, folder: Path, database: str, rounds: int) -> None:
    # What came in late would be judged anew beside the pages.
    mainstay(database, "evaluate")
    cold = empty_disk_cache()
    server = Server(database, folder, cores="0,1")
    script = any_account(folder, database)
    try:
        # Long enough to open each of them once: what the disk has to bring is told apart.
        _, first = wrk(server, "/", connections=8, script=script)
        table.add(f"account pages opened for the first time{cold}, 8 connections, 99th percentile", f"{first:.1f} ms")
        found = [wrk(server, "/", connections=8, script=script) for _ in range(rounds)]
        rate, slow = (statistics.median(each[place] for each in found) for place in (0, 1))
        table.add("account pages opened again, both cores, 8 connections", f"{rate:.0f} requests/s")
        table.add("the same, 99th percentile", f"{slow:.1f} ms")
    finally:
        server.stop()


def account_page_beside_judging(table: Table, folder: Path, database: str) -> None:
    """What the orders before this changed is judged anew by the server, on one core, while pages are asked for."""
    server = Server(database, folder, cores="0,1", knows_users=True)
    script = any_account(folder, database)
    try:
        given_up = time.monotonic() + 60
        while not is_judging(database) and time.monotonic() < given_up:
            time.sleep(0.1)
        found = []
        while is_judging(database):
            found.append(wrk(server, "/", connections=8, script=script)[1])
        # The last round saw the judging end; a small company is judged before the first is over.
        if whole := found[:-1]:
            table.add(f"account pages while all is judged anew, 8 connections, 99th percentile, median of {len(whole)}",
                      f"{statistics.median(whole):.1f} ms", f"{max(whole):.1f} ms the slowest")
    finally:
        server.stop()


def any_account(folder: Path, database: str) -> Path:
    """A script for wrk that opens two thousand accounts in turns."""
    script = folder / "accounts.lua"
    with sqlite3.connect(database.removeprefix("sqlite:")) as connection:
        ids = [str(row[0]) for row in connection.execute("SELECT id FROM accounts ORDER BY random() LIMIT 2000")]
    script.write_text(
        f"local ids, place = {{{', '.join(ids)}}}, 0\n"
        'request = function() place = place % #ids + 1; return wrk.format("GET", "/accounts/" .. ids[place]) end\n')
    return script


def is_judging(database: str) -> bool:
    with sqlite3.connect(database.removeprefix("sqlite:")) as connection:
        return connection.execute("SELECT 1 FROM jobs WHERE kind = 'evaluate' AND state = 'running'").fetchone() is not None


def empty_disk_cache() -> str:
    """As after a start of the machine; only root may."""
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3")
    except OSError:
        return ""
    return " since the machine started"


def write_history(file: Path, accounts: int) -> None:
    """An order a month for every account, of two lines in two of twelve categories, with cost."""
    number = 0
    with file.open("w", encoding="ascii") as out:
        out.write("order,day,account,product,category,quantity,price,cost\n")
        for month in range(MONTHS):
            for account in range(accounts):
                number += 1
                day = f"{2023 + month // 12}-{1 + month % 12:02}-{1 + (account + month * 5) % 28:02}"
                size = 1 + (account * 2_654_435_761 >> 7) % 97
                for line in range(2):
                    product = (account * 7_919 + month * 31 + line * 25) % 300
                    out.write(f"{number},{day},A{account},P{product},C{product % 12},{1 + (number + line) % 9},"
                              f"{size}.{10 + product % 90},{size * (60 + product % 25) // 100}\n")


def million(table: Table, folder: Path, rounds: int) -> None:
    history(table, folder, rounds, accounts=1_000_000)


BENCHES = {"judging": history}
LONG = {"judging a million": million}
