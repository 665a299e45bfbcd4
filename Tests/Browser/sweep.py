"""Opens every page of the site, in every look, and holds what must hold on any page.

The pages are those of the table in docs/rights.md, which a test of its own keeps complete: a new page is swept without a
word here. What `:id` and the like stand for is found in the database.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from journeys_data import ORDERS, order_file
from product import DEMO_USER, PASSWORD, ROOT, Product
from visit import LOCALES, Setting, Visit
from words import Words

ENDPOINT = re.compile(r"^\| GET \| `(?P<path>[^`]+)` \| (?P<who>[^|]+) \| (?P<record>[^|]+) \|$", re.MULTILINE)
FILE = re.compile(r"\.(csv|xlsx|json)$")

# Parts of paths that no record of the database names.
NAMED = {":code": "representative", ":kind": "classification", ":version": "1", ":story": "tiers"}
# Parts of paths, or what `:id` names, and where one of it is found.
FOUND = {
    ":user": "SELECT id FROM users WHERE username = 'li.na'",
    ":unit": "SELECT min(id) FROM org_units",
    ":file": "SELECT min(id) FROM import_files",
    ":run": "SELECT min(id) FROM runs",
    ":day": "SELECT max(day) FROM judgements",
    "account": "SELECT id FROM accounts WHERE code = 'K0001'",
    "order": "SELECT min(id) FROM orders",
    "notice": "SELECT min(id) FROM notices WHERE user_id = (SELECT id FROM users WHERE username = :visitor)",
}


@dataclass(frozen=True)
class Place:
    """A page to open, with the status it answers."""

    path: str
    status: int = 200


# Besides: addresses whose look depends on what is asked for.
MORE = [
    Place(path)
    for path in (
        "/accounts?tier=0&sort=-revenue", "/accounts?q=K0041", "/accounts?q=nobody", "/accounts/41", "/accounts/43",
        "/accounts/26", "/portfolio?period=all", "/tiers?as_of=2025-12-31", "/settings/audit?through=2001-01-01",
    )
] + [Place("/tiers?as_of=soon", 422)]
# A page that is not there, and one that needs a link which nobody has.
NOWHERE = [Place("/accounts/999999", 404), Place("/password/none", 404)]
# What a company without records answers otherwise: it has no tour.
EMPTY = {"/tour": 404, "/tour/end": 404}
SIGNED_OUT = ["/sign-in"]


class Site:
    """A company that is swept: its server, its pages, and what the words on them may be."""

    def __init__(
        self, name: str, product: Product, language: str, places: list[Place], user: tuple[str, str] | None = None
    ) -> None:
        self.name = name
        self.address = product.address
        self.language = language
        self.places = places
        self.user = user
        self.words = Words(product.file, ORDERS + "online-retail")


def open_sites(browser: Browser, demo: Product, empty: Product, fresh: Product) -> list[Site]:
    """The demo company, a company with nothing but its first user, and a program that nobody has set up."""
    for product in (demo, empty):
        hire(product)
    for product in (demo, empty, fresh):
        product.serve()
    furnish(Visit(browser, demo, Setting()))
    sites = []
    for language in LOCALES:
        user = f"sweep.{language}", PASSWORD
        sites += [
            Site("demo", demo, language, places(demo, user[0]) + MORE, user),
            Site("empty", empty, language, places(empty), user),
            Site("fresh", fresh, language, [Place("/setup")]),
        ]
    return sites


def hire(product: Product) -> None:
    """Somebody who reads each language and may see everything: whom a page answers in which language is theirs."""
    password_file = product.folder / "password"
    password_file.write_text(PASSWORD + "\n", encoding="utf-8")
    for language in LOCALES:
        product.command(
            "user", "add", f"sweep.{language}", "--name", "赵宁", "--role", "administrator", "--language", language,
            "--password-file", str(password_file))


def furnish(visit: Visit) -> None:
    """What pages show that the demo company has not: a file that waits, a token, a notice for each visitor."""
    visit.enter(DEMO_USER)
    page = visit.open("/imports/new")
    page.locator("form[data-test=import-upload] [name=file]").set_input_files(order_file(visit))
    page.locator("form[data-test=import-upload] [type=submit]").click()
    visit.sees("import-mapping")
    page.locator("button[value=check]").click()
    page.locator("[data-test=import-checked]").wait_for(timeout=60_000)
    for language in LOCALES:
        user = f"sweep.{language}"
        visit.product.command("token", "add", user, "--name", "ERP", "--scope", "read")
        visit.product.command(
            "task", "add", "回访", "--for", user, "--by", "2026-10-21", "--account", "K0001", "--as", "zhou.min")
    visit.close()


def places(product: Product, visitor: str | None = None) -> list[Place]:
    """Every page of docs/rights.md as a visitor sees it; without one, in a company without records, those that stand for
    themselves."""
    found = []
    for endpoint in ENDPOINT.finditer((ROOT / "docs/rights.md").read_text("utf-8")):
        path, record = endpoint["path"], endpoint["record"]
        if path.startswith("/api/") or FILE.search(path) or endpoint["who"] == "anyone":
            continue
        if visitor:
            parts = [
                value(part, record, product.file, visitor) if part.startswith(":") else part for part in path.split("/")
            ]
            found.append(Place("/".join(parts)))
        elif ":" not in path:
            found.append(Place(path, EMPTY.get(path, 200)))
    return found + NOWHERE


def value(part: str, record: str, file: Path, visitor: str) -> str:
    """The number or code of a record of the database that a part of a path names."""
    if part in NAMED:
        return NAMED[part]
    name = re.match(r"\w+", record)[0] if part == ":id" else part
    plural = re.sub(r"y$", "ie", name) + "s"
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        query = FOUND.get(name, f"SELECT min(id) FROM {plural}")
        [found] = connection.execute(query, {"visitor": visitor} if ":visitor" in query else {}).fetchone()
    connection.close()
    if found is None:
        raise LookupError(f"the swept company has no {name}; furnish() makes what pages show")
    return day(found) if name == ":day" else str(found)


def day(number: int) -> str:
    with sqlite3.connect(":memory:") as connection:
        return connection.execute("SELECT date(? * 86400, 'unixepoch')", (number,)).fetchone()[0]


def sweep(browser: Browser, site: Site, setting: Setting) -> list[str]:
    """Opens every page of a site as one visitor. Answers what is wrong."""
    visit = Visit(browser, site, setting, moves=False)
    visit.allow(404, 422)
    if site.user:
        for path in SIGNED_OUT:
            visit.open(path)
            visit.read_in(setting.language)
            check(visit, site)
        visit.sign_in(*site.user)
    else:
        visit.open("/")
    visit.read_in(setting.language)
    for place in site.places:
        answer = visit.page.goto(place.path)
        kind = answer.headers.get("content-type", "")
        if answer.status != place.status:
            visit.problem(f"{place.path} answered {answer.status} instead of {place.status}")
        if kind.startswith("text/html") and visit.page.locator("body[data-page]").count():
            check(visit, site)
    visit.close()
    return visit.problems


def check(visit: Visit, site: Site) -> None:
    # Colours are the same in either language, and measuring them takes longer than everything else. Those of the dark are
    # measured where most is on the page.
    chinese = visit.setting.language == "zh"
    visit.check_language()
    visit.check_fits()
    visit.check_accessible(colours=chinese)
    for problem in site.words.problems(visit.page, visit.setting.language) + charts(visit.page):
        visit.problem(problem)
    if chinese and visit.setting.screen == "desktop":
        visit.page.emulate_media(color_scheme="dark")
        visit.check_accessible(rest=False)
        visit.page.emulate_media(color_scheme="light")


def charts(page: Page) -> list[str]:
    """Every chart says what it shows, also once it is drawn, and has its numbers as a table for whoever does not see it."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('[data-chart]')].every((chart) => chart.hidden || chart.dataset.drawn)")
    return page.evaluate(
        """() => [...document.querySelectorAll("[data-chart]")].flatMap((chart) => {
            const figure = chart.closest("figure");
            const name = chart.dataset.chart;
            const title = figure?.querySelector("figcaption :is(h2, h3)")?.textContent.trim();
            const sentence = chart.getAttribute("aria-label") || "";
            // The page's own words: the title, what the chart shows in figures, and where they are.
            const isOurs = title && sentence.startsWith(title) && /\\d/.test(sentence.slice(title.length))
                && /(数据见下表。|the numbers are in the table below\\.)$/.test(sentence) && !/NaN|undefined/.test(sentence);
            return [
                [chart.getAttribute("role") === "img" && isOurs, `has no sentence of its own: “${sentence}”`],
                [title, "has no heading"],
                [figure?.querySelector("tbody tr"), "has no table behind it"],
            ].filter(([holds]) => !holds).map(([, fault]) => `the chart ${name} ${fault}`);
        })""")
