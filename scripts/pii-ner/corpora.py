"""Reads the labelled corpora whose licence allows training (CC BY, CDLA-Permissive, MIT), never the others."""

import hashlib
import json
import random
import re
from pathlib import Path
from typing import Iterator

import templates
from generate import Turn, expand, mark, parse

TYPES = {"PERSON": "PERSON", "LOCATION": "LOCATION", "ADDRESS": "ADDRESS", "ORGANIZATION": "ORGANIZATION", "ARTIST": "PERSON"}
FILES = {
    "restaurants8k": "restaurants8k/train.jsonl",
    "nlupp": "nlupp/all.jsonl",
    "slurp": "slurp/devel.jsonl",
    "multidogo": "multidogo/turns.jsonl",
    "presidio-research": "presidio-research/generated_large.jsonl",
    "banking77": "banking77-negatives/all.jsonl",
}
GENERIC_PLACES = re.compile(r"\b(home|work|here|city|town|country|area|location|local|nearest|nearby|beach|library|office|place|world|state|school|outside|park|house|downtown|street)\b")
QUESTIONS = parse(templates.NAME_QUESTIONS)


def held_out(corpus: str, row: dict) -> bool:
    """A fifth of every corpus is never trained on, by conversation or by id."""
    key = row.get("conversation", row["id"])
    return hashlib.sha256(f"{corpus}/{key}".encode()).digest()[0] < 51


def rows(folder: Path, corpus: str) -> Iterator[dict]:
    with open(folder / FILES[corpus], encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def words_of(text: str, entities: list[dict]) -> Turn:
    """Splits at white space; a word belongs to the first span that shares a character with it."""
    found = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    words = [text[start:end] for start, end in found]
    labels = ["O"] * len(found)
    for entity in entities:
        kind = TYPES.get(entity["label"])
        if kind is None or (kind == "LOCATION" and GENERIC_PLACES.search(entity["value"].lower())):
            continue
        first = True
        for place, (start, end) in enumerate(found):
            if start < entity["end"] and entity["start"] < end and labels[place] == "O":
                labels[place] = ("B-" if first else "I-") + kind
                first = False
    return words, labels


def joined_addresses(turn: Turn) -> Turn:
    """"57 | Main Street | Suite 3" labelled in pieces is one address."""
    words, labels = turn
    return mark(words, [label[2:] if label != "O" else "O" for label in labels]) if any("ADDRESS" in label for label in labels) else turn


def conversations(folder: Path, corpus: str, want_held_out: bool, r: random.Random) -> Iterator[list[Turn]]:
    """Each item is what was said in a row; the question that was asked stands before its answer."""
    for row in rows(folder, corpus):
        if held_out(corpus, row) != want_held_out:
            continue
        turn = joined_addresses(words_of(row["text"], row["entities"]))
        if corpus == "multidogo" and row["text"].strip() and turn[1][0] != "O" and r.random() < 0.6:
            yield [question(r), turn] if turn[1][0] == "B-PERSON" else [asking("What is your address?"), turn]
        elif any("name" in asked for asked in row.get("asked") or []):
            yield [question(r), turn]
        else:
            yield [turn]


def question(r: random.Random) -> Turn:
    return asking(expand(r.choice(QUESTIONS), r))


def asking(text: str) -> Turn:
    words = text.split()
    return words, ["O"] * len(words)


PERMISSIVE = re.compile(r"^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD)$")
NAMING = re.compile(r"copyright|author|©|http|@|thank|maintain|created by|inspired by|sponsor|<|[{}`|]", re.IGNORECASE)


def prose() -> Iterator[Turn]:
    """Written sentences that name nobody: the project's own pages, and those of the packages it installs under
    permissive licences."""
    root = Path(__file__).parents[2]
    pages = [root / "README.md", root / "CHANGELOG.md", *sorted((root / "docs").rglob("*.md"))]
    for manifest in sorted((root / "node_modules").glob("*/package.json")) + sorted((root / "node_modules").glob("@*/*/package.json")):
        facts = json.loads(manifest.read_text(encoding="utf-8"))
        if PERMISSIVE.match(str(facts.get("license"))):
            pages += sorted(manifest.parent.glob("[Rr][Ee][Aa][Dd][Mm][Ee]*.md"))
    for page in pages:
        for line in page.read_text(encoding="utf-8").splitlines():
            words = re.sub(r"[*#\[\]]+", " ", line).split()
            if len(words) > 8 and not line.startswith(" ") and not NAMING.search(line):
                yield words, ["O"] * len(words)
