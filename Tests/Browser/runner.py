"""Runs every journey for each of its settings, sweeps every page of the site, and counts them: see README.md."""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from journey import JOURNEYS, Journey
from product import Product, find_binary, make_demo
from sweep import Site, open_sites, sweep
from visit import SCREENS, Setting, Visit, open_chromium

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Run:
    """One check: a journey in a setting, or a sweep of a site in a setting."""

    name: str
    setting: Setting
    what: Journey | Site

    def __str__(self) -> str:
        return f"{self.name} ({self.setting})"


def main() -> int:
    options = argparse.ArgumentParser(prog="Tests/Browser/run", description=__doc__)
    options.add_argument("--binary", help="the program to test (default: .build/debug/mainstay)")
    options.add_argument("--only", default="", help="only journeys and sweeps whose name contains this")
    options.add_argument("--workers", type=int, default=os.cpu_count(), help="browsers at once (default: one a processor)")
    options.add_argument("--make-demo", type=Path, metavar="FOLDER", help="only make the demo company, for others to copy")
    options.add_argument("--journeys", default=HERE / "journeys", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    binary = find_binary(chosen.binary)
    if not binary.is_file():
        print(f"browser: there is no program at {binary}")
        return close(0, 1)
    if chosen.make_demo:
        print(f"browser: the demo company is in {make_demo(binary, chosen.make_demo)}")
        return 0
    load(chosen.journeys)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mainstay-demo.")))
        demo = make_demo(binary, folder)
        runs = [] if chosen.only and "sweep" not in chosen.only else sweeps(stack, binary, demo)
        runs += [Run(each.name, setting, each) for each in JOURNEYS for setting in each.settings]
        return run_all(binary, demo, [run for run in runs if chosen.only in run.name], chosen.workers)


def load(folder: Path) -> None:
    sys.path.insert(0, str(folder))
    for file in sorted(folder.glob("*.py")):
        importlib.import_module(file.stem)


def sweeps(stack: ExitStack, binary: Path, demo: Path) -> list[Run]:
    """Every site in every language and on every screen; the servers go on until the stack ends."""
    products = [stack.enter_context(Product(binary, company)) for company in (demo, None, None)]
    with sync_playwright() as playwright:
        browser = open_chromium(playwright)
        sites = open_sites(browser, *products)
        browser.close()
    return [
        Run(f"sweep_{site.name}", Setting(site.language, screen), site) for site in sites for screen in SCREENS
    ]


def run_all(binary: Path, demo: Path, runs: list[Run], workers: int) -> int:
    """Hands runs out to workers, each with a browser of its own, in the order given: the longest first."""
    evidence = Path(os.environ.get("MAINSTAY_TEST_EVIDENCE") or tempfile.mkdtemp(prefix="mainstay-screenshots."))
    evidence.mkdir(parents=True, exist_ok=True)
    context = multiprocessing.get_context("fork")
    waiting, done = context.Queue(), context.Queue()
    for run in [*range(len(runs)), *[None] * workers]:
        waiting.put(run)
    crew = [
        context.Process(target=work, args=(binary, demo, runs, evidence, waiting, done), daemon=True)
        for _ in range(workers)
    ]
    for each in crew:
        each.start()
    passed = failed = 0
    while passed + failed < len(runs) and (any(each.is_alive() for each in crew) or not done.empty()):
        try:
            number, seconds, problems = done.get(timeout=5)
        except Exception:  # Nothing came: look again whether anybody still works.
            continue
        passed, failed = (passed, failed + 1) if problems else (passed + 1, failed)
        print(f"{'✘' if problems else '✔'} {runs[number]} {'failed' if problems else 'passed'} after {seconds:.1f} s")
        for problem in problems:
            print(f"    {problem}")
        sys.stdout.flush()
    missing = len(runs) - passed - failed
    if missing:
        print(f"browser: {missing} runs came to no end")
    if any(evidence.iterdir()):
        print(f"browser: screenshots and server consoles of the failures: {evidence}")
    else:
        evidence.rmdir()
    # A selection that finds nothing proves nothing.
    return close(passed, failed + missing if runs else 1)


def work(binary: Path, demo: Path, runs: list[Run], evidence: Path, waiting, done) -> None:
    """One worker: takes runs until there are none left."""
    with sync_playwright() as playwright:
        browser = open_chromium(playwright)
        while (number := waiting.get()) is not None:
            start = time.monotonic()
            run = runs[number]
            place = evidence / str(run).replace(" ", "-")
            if isinstance(run.what, Site):
                problems = swept(browser, run.what, run.setting, place)
            else:
                with Product(binary, demo if run.what.in_demo else None) as company:
                    problems = walk(browser, company, run.what, run.setting, place)
            done.put((number, time.monotonic() - start, problems))
        browser.close()


def swept(browser: Browser, site: Site, setting: Setting, evidence: Path) -> list[str]:
    try:
        problems = sweep(browser, site, setting)
    except Exception as error:
        problems = [f"{place(error)}: {complaint(error)}"]
    if problems:
        evidence.mkdir(parents=True, exist_ok=True)
        (evidence / "problems.txt").write_text("\n".join(problems), "utf-8")
    return problems


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
