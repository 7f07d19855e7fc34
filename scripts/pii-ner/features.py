"""Hashed features of a transcript word: the same numbers as src/engines/taggers/hashed-features.ts, see the golden vectors."""

import unicodedata

BUCKETS = 65536
"""Rows of the embedding table; row 0 is padding."""
SLOTS = 44
"""Feature ids of one word, padded with 0."""
KEPT_LETTERS = 14
"""Longer words keep their first nine and last five characters."""
TURN_MARK = "\x1e"
"""Stands between two turns, as a word of its own."""


def bucket(feature: str) -> int:
    """FNV-1a over UTF-8, then the finaliser of MurmurHash3, so that the low bits are as good as the high ones."""
    h = 0x811C9DC5
    for byte in feature.encode("utf-8"):
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    h ^= h >> 16
    h = (h * 0x85EBCA6B) & 0xFFFFFFFF
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & 0xFFFFFFFF
    h ^= h >> 16
    return 1 + h % (BUCKETS - 1)


def features(word: str) -> list[str]:
    """The names of a word's features: itself, its pieces, its shape and the punctuation that ends it."""
    if word == TURN_MARK:
        return ["turn"]
    word = unicodedata.normalize("NFKC", word).replace("\u2019", "'")
    first, last = 0, len(word)
    while first < last and not word[first].isalnum():
        first += 1
    while last > first and not word[last - 1].isalnum():
        last -= 1
    core, tail = word[first:last], word[last:]
    base = core[:-2] if core[-2:] in ("'s", "'S") else core
    text = "".join("0" if c.isdecimal() else c for c in base.lower())
    kept = text if len(text) <= KEPT_LETTERS else text[:9] + text[-5:]
    found = ["w:" + text]
    if base != core:
        found.append("'s")
    shape = shape_of(base)
    if shape is not None:
        found.append("s:" + shape)
    end = end_of(tail)
    if end is not None:
        found.append("e:" + end)
    framed = "<" + kept + ">"
    for size in (3, 4, 5):
        found += [framed[at : at + size] for at in range(len(framed) - size + 1)]
    return found[:SLOTS]


def shape_of(text: str) -> str | None:
    """None for plain lower case, which is also what lower-cased speech looks like."""
    if text == "":
        return "none"
    if any(c.isdecimal() for c in text):
        return "digits"
    if text == text.lower():
        return None
    if text == text.upper():
        return "letter" if len(text) == 1 else "upper"
    return "title" if text[0] != text[0].lower() and text[1:] == text[1:].lower() else "mixed"


def end_of(tail: str) -> str | None:
    for mark in tail:
        if mark in ".?!":
            return "."
        if mark in ",;:":
            return ","
    return None


def word_ids(word: str) -> list[int]:
    ids = [bucket(name) for name in features(word)]
    return ids + [0] * (SLOTS - len(ids))
