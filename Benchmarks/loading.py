"""Order files into the ledger, beside sqlite3's bare .import and DuckDB's reader."""

from __future__ import annotations

import gzip
import os
import random
import shutil
import statistics
import subprocess
from pathlib import Path

from measure import mainstay, run
from table import Table

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"


def online_retail(table: Table, folder: Path, rounds: int) -> None:
    data = Path(os.environ.get("MAINSTAY_TEST_DATA", "../shared/data")) / "online_retail/online_retail.csv.gz"
    if not data.is_file():
        print("real data: not found, Online Retail not measured")
        return
    file = folder / "online_retail.csv"
    with gzip.open(data) as packed, file.open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    load(table, "Online Retail, 541,909 lines", file, folder, rounds)


def five_million(table: Table, folder: Path, rounds: int) -> None:
    file = folder / "five_million.csv"
    write_orders(file, lines=5_000_000, accounts=100_000)
    load(table, "generated, 5,000,000 lines", file, folder, rounds)
    file.unlink()


def load(table: Table, name: str, file: Path, folder: Path, rounds: int) -> None:
    """All ways in turns, so that a noisy neighbour disturbs each alike."""
    times: dict[str, list[float]] = {"sqlite": [], "postgres": [], "import": [], "duckdb": []}
    memory = 0.0
    for _ in range(rounds):
        times["import"].append(bare_import(file, folder))
        taken = ours_in_sqlite(file, folder)
        times["sqlite"].append(taken.seconds)
        memory = max(memory, taken.megabytes)
        times["duckdb"].append(duckdb(file))
        times["postgres"].append(ours_in_postgres(file))
    median = {way: statistics.median(each) for way, each in times.items()}
    row = lambda what, ours, other, label: table.add(
        f"{name}: {what}", f"{median[ours]:.2f} s", f"{median[other]:.2f} s {label}", median[ours] / median[other])
    row("into SQLite", "sqlite", "import", "sqlite3 .import")
    row("into SQLite", "sqlite", "duckdb", "DuckDB reading it")
    row("into PostgreSQL", "postgres", "sqlite", "ours into SQLite")
    table.add(f"{name}: peak memory", f"{memory:.0f} MB")


def ours_in_sqlite(file: Path, folder: Path):
    for old in folder.glob("ours.db*"):
        old.unlink()
    return into(f"sqlite:{folder / 'ours.db'}", file)


def into(database: str, file: Path):
    """An import into an empty database. Its tables are made before: that is set-up, once in a company's life, and on a
    server with default durability takes a third of a second of waiting for the disk."""
    mainstay(database, "migrate")
    return mainstay(database, "import", "orders", str(file), "--mapping", "online-retail")


def ours_in_postgres(file: Path) -> float:
    """Into a server of its own with PostgreSQL's default durability."""
    answer = subprocess.run(["scripts/postgres", "start", "--durable"], check=True, capture_output=True, text=True)
    url, place = answer.stdout.split()
    try:
        return into(url, file).seconds
    finally:
        subprocess.run(["scripts/postgres", "stop", place], check=True)


def bare_import(file: Path, folder: Path) -> float:
    database = folder / "bare.db"
    database.unlink(missing_ok=True)
    table = "CREATE TABLE lines (a, b, c, d, e, f, g, h)"
    return run("sqlite3", str(database), table, ".mode csv", f".import --skip 1 {file} lines").seconds


def duckdb(file: Path) -> float:
    question = f"import duckdb; duckdb.sql(\"create table t as select * from read_csv('{file}', all_varchar=true)\")"
    return run(".venv/bin/python", "-c", question).seconds


def write_orders(file: Path, lines: int, accounts: int, seed: int = 1) -> None:
    """Orders of one to sixteen lines over two years, in the order of their days, as a company would export them."""
    chance = random.Random(seed)
    products = [f"P{number:05},Product {number:05}" for number in range(4_000)]
    prices = [f"{chance.lognormvariate(2, 1):.2f}" for _ in products]
    regions = ["United Kingdom", "France", "Germany", "EIRE", "Spain", "Netherlands"]
    number = written = 0
    with file.open("w", encoding="ascii") as out:
        out.write(HEADER)
        while written < lines:
            day = 24 * written // lines
            date = f"{2010 + day // 12}-{1 + day % 12:02}-{1 + number % 28:02} 10:{number % 60:02}:00"
            account = int(accounts * chance.random() ** 2)
            tail = f"{10_000 + account}.0,{regions[account % 6]}\n"
            for _ in range(min(chance.randint(1, 16), lines - written)):
                product = chance.randrange(4_000)
                out.write(f"{500_000 + number},{products[product]},{chance.randint(1, 48)},{date},{prices[product]},{tail}")
                written += 1
            number += 1


BENCHES = {"online retail": online_retail, "five million": five_million}
