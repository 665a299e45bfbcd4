"""Runs every journey in journeys/ for each of its settings and counts them: see README.md."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
import traceback
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from journey import JOURNEYS, Journey
from product import Product, find_binary
from visit import Setting, Visit, open_chromium

HERE = Path(__file__).resolve().parent


def main() -> int:
    options = argparse.ArgumentParser(prog="Tests/Browser/run", description=__doc__)
    options.add_argument("--binary", help="the program to test (default: .build/debug/mainstay)")
    options.add_argument("--only", help="only journeys whose name contains this")
    options.add_argument("--journeys", default=HERE / "journeys", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    binary = find_binary(chosen.binary)
    if not binary.is_file():
        print(f"browser: there is no program at {binary}")
        return close(0, 1)
    load(chosen.journeys)
    return run_all(binary, [each for each in JOURNEYS if (chosen.only or "") in each.name])


def load(folder: Path) -> None:
    sys.path.insert(0, str(folder))
    for file in sorted(folder.glob("*.py")):
        importlib.import_module(file.stem)


def run_all(binary: Path, journeys: list[Journey]) -> int:
    evidence = Path(tempfile.mkdtemp(prefix="mainstay-screenshots."))
    passed = failed = 0
    with sync_playwright() as playwright:
        browser = open_chromium(playwright)
        for journey in journeys:
            for setting in journey.settings:
                if run_one(browser, binary, journey, setting, evidence):
                    passed += 1
                else:
                    failed += 1
        browser.close()
    if any(evidence.iterdir()):
        print(f"browser: screenshots and server consoles of the failures: {evidence}")
    else:
        evidence.rmdir()
    # A selection that finds no journey proves nothing.
    return close(passed, failed if passed + failed else 1)


def run_one(browser: Browser, binary: Path, journey: Journey, setting: Setting, evidence: Path) -> bool:
    label = f"{journey.name} ({setting})"
    start = time.monotonic()
    with Product(binary) as product:
        problems = walk(browser, product, journey, setting, evidence / label.replace(" ", "-"))
    seconds = time.monotonic() - start
    outcome = "failed" if problems else "passed"
    print(f"{'✘' if problems else '✔'} {label} {outcome} after {seconds:.1f} s", flush=True)
    for problem in problems:
        print(f"    {problem}", flush=True)
    return not problems


def walk(browser: Browser, product: Product, journey: Journey, setting: Setting, evidence: Path) -> list[str]:
    """What went wrong on the way; keeps a picture of the page and the server's console when anything did."""
    visit = None
    try:
        product.serve()
        visit = Visit(browser, product, setting)
        journey.walk(visit)
        problems = visit.problems
    except Exception as error:
        problems = (visit.problems if visit else []) + [f"{place(error)}: {complaint(error)}"]
    if problems:
        keep(visit, product, evidence)
    if visit:
        visit.close()
    return problems


def place(error: Exception) -> str:
    """The line of the journey, or else of this harness, where it stopped."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    in_journey = [frame for frame in frames if Path(frame.filename).parent.name == "journeys"]
    frame = (in_journey or frames)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def complaint(error: Exception) -> str:
    """What Playwright says, without its log of every attempt."""
    text = str(error).split("Call log:")[0].strip()
    return " ".join(text.split()) or type(error).__name__


def keep(visit: Visit | None, product: Product, evidence: Path) -> None:
    evidence.with_suffix(".log").write_text(product.console(), encoding="utf-8")
    try:
        if visit:
            visit.page.screenshot(path=evidence.with_suffix(".png"), full_page=True)
    except Exception as error:
        print(f"    no screenshot: {error}")


def close(passed: int, failed: int) -> int:
    print(f"browser: {passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
