"""The hand-written lists, and what Debian packages bring: a spelling dictionary for ordinary words, names of many countries."""

import importlib
import pkgutil
import re
from pathlib import Path

HERE = Path(__file__).parent / "lists"
DICTIONARY = Path("/usr/share/dict/words")
"""Debian's wamerican (SCOWL); ordinary words are its lower-case entries."""


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def names(file: str) -> list[list[str]]:
    """One list of names a culture."""
    return [[name.replace("-", " ") if name.count("-") > 1 else name for name in line.split()] for line in _lines(file)]


def phrases(file: str) -> list[list[str]]:
    return [[part.strip() for part in line.split(" / ")] for line in _lines(file)]


def ordinary_words() -> list[str]:
    words = DICTIONARY.read_text(encoding="utf-8").split()
    return [word for word in words if word.isascii() and word.islower() and word.isalpha() and len(word) > 2]


def faker_names(part: str) -> list[list[str]]:
    """Debian's python3-fake-factory (Faker, MIT): one list a locale of what its `part` ("first", "last") names are."""
    from faker.providers import person

    found: list[list[str]] = []
    for locale in sorted(module.name for module in pkgutil.iter_modules(person.__path__)):
        provider = importlib.import_module(f"{person.__name__}.{locale}").Provider
        listed = [getattr(provider, name) for name in dir(provider) if name.startswith(f"{part}_name")]
        names = sorted({name for one in listed if isinstance(one, (tuple, list, dict)) for name in one if isinstance(name, str)})
        # other scripts are written in other letters by those who speak English to us
        latin = [name for name in names if re.fullmatch(r"[A-Z\u00c0-\u017f][\w'’ -]+", name) and name.upper() != name and max(name) < "\u0250"]
        if len(latin) > 30:
            found.append(latin)
    return found
