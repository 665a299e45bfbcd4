"""Which words may stand on a page: those of the visitor's language, and those of the company's own data."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from playwright.sync_api import Page

CHINESE = re.compile(r"[\u3400-\u9fff]+")
# Not what stands in paths, nor codes of currencies and zones.
LATIN = re.compile(r"(?<![\w/.])(?![A-Z]{3}\b)[A-Za-z][A-Za-z'’-]{2,}(?![\w/]|\.\w)")
# A key of a text that nobody put into words, or a tag of a template that nobody filled in.
RAW = re.compile(r"\{\{|\}\}|(?<![\w/.@-])(?:[a-z]+[a-z0-9]*_[a-z_]+|[a-z]+[A-Z]\w+|\{\w+\})(?![\w/@-])")
ALLOWED = Path(__file__).with_name("words-allowed.txt")

# Everything a visitor reads or hears: texts outside of code, and the attributes that are read out. Names of time zones, and
# of members and types that programs send, are in no language.
VISIBLE = """() => {
    const texts = new Set();
    const skipped = "script, style, noscript, code, pre, svg, [lang]:not(html), [data-test=operation] td";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.textContent.trim();
        if (text && !/\\(UTC/.test(text) && !walker.currentNode.parentElement.closest(skipped)) texts.add(text);
    }
    for (const name of ["title", "aria-label", "placeholder", "alt"]) {
        for (const each of document.querySelectorAll(`[${name}]`)) {
            if (!each.closest(skipped)) texts.add(each.getAttribute(name));
        }
    }
    texts.add(document.title);
    return [...texts];
}"""


class Words:
    """Knows the texts of a company's database, whose words are nobody's to translate; and `more`, of files."""

    def __init__(self, file: Path, more: str = "") -> None:
        self.data = "\n".join(texts(file)) + more
        lines = ALLOWED.read_text("utf-8").splitlines()
        self.allowed = {line for line in lines if line and not line.startswith("#")}
        self.known: dict[str, bool] = {}

    def problems(self, page: Page, language: str) -> list[str]:
        """The texts of a page that are raw keys, or hold a word of another language."""
        foreign = LATIN if language == "zh" else CHINESE
        found = []
        for text in page.evaluate(VISIBLE):
            raw = [word for word in RAW.findall(text) if not self.may_stand(word)]
            strange = [word for word in foreign.findall(text) if not self.may_stand(word)]
            if raw:
                found.append(f"raw: {raw[0]!r} in {text[:80]!r}")
            elif strange:
                found.append(f"not {language}: {strange[0]!r} in {text[:80]!r}")
        return found

    def may_stand(self, word: str) -> bool:
        if word not in self.known:
            self.known[word] = word in self.allowed or word in self.data
        return self.known[word]


# What only a program writes: codes, and what it keeps for itself.
MACHINE = re.compile(r"[a-z0-9._:/-]*|[\[{].*", re.DOTALL)
# Columns that look so and are people's all the same.
PEOPLES = {"code", "file", "name", "number", "username"}


def texts(file: Path) -> set[str]:
    """Every different text that people or their files brought into a database."""
    found: set[str] = set()
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'")
        for [table] in tables.fetchall():
            for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
                if kind == "TEXT":
                    values = {text for [text] in connection.execute(f"SELECT DISTINCT {column} FROM {table}") if text}
                    if column in PEOPLES or not all(map(MACHINE.fullmatch, values)):
                        found |= values
    connection.close()
    return found
