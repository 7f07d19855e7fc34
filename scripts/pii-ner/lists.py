"""The hand-written lists, and the machine's own spelling dictionary for ordinary words."""

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
