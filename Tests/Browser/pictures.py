"""Pictures of the pages: desktop and phone, light and dark, Chinese and English, into .build-screenshots/."""

from __future__ import annotations

import argparse
import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from product import DEMO_USER, PASSWORD, ROOT, Product, make_demo
from visit import LOCALES, SCREENS, Setting, Visit, open_chromium

# Name of the picture, the page's path, and a link to follow from there.
PAGES = [
    ("today", "/", None),
    ("accounts", "/accounts", None),
    ("account", "/accounts", "main table a[href^='/accounts/']"),
    ("tiers", "/tiers", None),
    ("portfolio", "/portfolio", None),
    ("imports", "/imports", None),
    ("people", "/settings/people", None),
    ("person", "/settings/people", "main table a[href^='/settings/people/']"),
    ("teams", "/settings/teams", None),
    ("roles", "/settings/roles", None),
]
SCHEMES = ("light", "dark")


def main() -> None:
    options = argparse.ArgumentParser(prog="scripts/screenshots", description=__doc__)
    options.add_argument("--binary", type=Path, default=ROOT / ".build/release/mainstay")
    options.add_argument("pages", nargs="*", metavar="PAGE", help="only these pages, by name or path")
    chosen = options.parse_args()
    pages = [each for each in PAGES if not chosen.pages or each[0] in chosen.pages]
    pages += [(path.strip("/").replace("/", "-"), path, None) for path in chosen.pages if path.startswith("/")]
    target = ROOT / ".build-screenshots"
    target.mkdir(exist_ok=True)
    binary = chosen.binary.resolve()
    with (
        tempfile.TemporaryDirectory(prefix="mainstay-demo.") as folder,
        Product(binary, make_demo(binary, Path(folder))) as company,
        sync_playwright() as playwright,
    ):
        company.serve()
        browser = open_chromium(playwright)
        for setting in (Setting(*each) for each in product(LOCALES, SCREENS, SCHEMES)):
            take(browser, company, setting, pages, target)
        browser.close()
    print(f"screenshots: {len(list(target.glob('*.png')))} pictures in {target.relative_to(ROOT)}/")


def take(browser: Browser, company: Product, setting: Setting, pages: list, target: Path) -> None:
    visit = Visit(browser, company, setting)
    look = f"{setting.language}-{setting.screen}-{setting.scheme}"
    visit.open("/")
    visit.page.screenshot(path=target / f"sign-in-{look}.png")
    visit.sign_in(DEMO_USER, PASSWORD)
    visit.read_in(setting.language)
    for name, path, link in pages:
        visit.open(path)
        if link:
            visit.page.locator(link).first.click()
        # Charts and fonts are drawn after the page itself is there.
        visit.page.wait_for_load_state("networkidle")
        visit.page.wait_for_timeout(300)
        visit.page.screenshot(path=target / f"{name}-{look}.png")
    for problem in visit.problems:
        print(f"screenshots: {look}: {problem}", file=sys.stderr)
    visit.close()


main()
