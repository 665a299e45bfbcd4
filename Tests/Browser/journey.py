"""Marks a function as a journey and says for which settings it runs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Callable

from visit import Setting, Visit


@dataclass(frozen=True)
class Journey:
    name: str
    walk: Callable[[Visit], None]
    settings: tuple[Setting, ...]
    # Whether it begins with a copy of the demo company, or with an empty database.
    in_demo: bool


JOURNEYS: list[Journey] = []


def journey(demo=False, languages=("zh",), screens=("desktop",), schemes=("light",)):
    """Every combination is one check with a database and a server of its own."""

    def register(walk: Callable[[Visit], None]) -> Callable[[Visit], None]:
        settings = tuple(Setting(*each) for each in product(languages, screens, schemes))
        JOURNEYS.append(Journey(walk.__name__, walk, settings, demo))
        return walk

    return register
