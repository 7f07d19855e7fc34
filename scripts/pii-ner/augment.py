"""What a speech recogniser does to words: no case, no punctuation, fillers, misheard letters; and other people's names."""

import random
import re

from generate import Turn, mark
from people import People

FILLERS = "um uh er erm ah like hmm so".split()
SWAPS = [("ph", "f"), ("ck", "k"), ("ie", "y"), ("ee", "ea"), ("th", "t"), ("c", "k"), ("z", "s"), ("ll", "l"), ("ei", "ie"), ("y", "ie"), ("ou", "u")]


def vary(turns: list[Turn], r: random.Random, people: People) -> list[Turn]:
    """One hearing of a conversation. Training reads each a second time without case and punctuation, word by word."""
    if r.random() < 0.5:
        turns = [renamed(turn, r, people) for turn in turns]
    if r.random() < 0.15:
        turns = [misheard(turn, r) for turn in turns]
    if r.random() < 0.12:
        turns = [hesitant(turn, r) for turn in turns]
    roll = r.random()
    if roll < 0.2:
        return [bare(turn) for turn in turns]
    if roll < 0.28:
        return [([word.lower() for word in words], labels) for words, labels in turns]
    if roll < 0.34:
        return [without_marks(turn) for turn in turns]
    if roll < 0.36:
        return [([word.upper() for word in words], labels) for words, labels in turns]
    return turns


def bare_word(word: str) -> str:
    """Lower case, without the punctuation that ends it."""
    return re.sub(r"[.,;:!?]+$", "", word.lower())


def bare(turn: Turn) -> Turn:
    words, labels = without_marks(turn)
    return [word.lower() for word in words], labels


def without_marks(turn: Turn) -> Turn:
    kept = [(re.sub(r"[^\w\s'’@/&-]+", "", word), label) for word, label in zip(*turn)]
    kept = [(word, label) for word, label in kept if word]
    return [word for word, _ in kept], [label for _, label in kept]


def spans(labels: list[str]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for at, label in enumerate(labels):
        if label.startswith("I-") and found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1, found[-1][2])
        elif label != "O":
            found.append((at, at + 1, label[2:]))
    return found


def renamed(turn: Turn, r: random.Random, people: People) -> Turn:
    """Other names in the same place: the words around them are what is to be learnt."""
    words, labels = list(turn[0]), list(turn[1])
    for first, end, kind in reversed(spans(labels)):
        if r.random() < 0.4 or any(len(word.strip(".,-")) == 1 for word in words[first:end]):
            continue
        count = end - first
        if kind == "PERSON":
            value = people.last() if count == 1 and r.random() < 0.3 else people.first() if count == 1 else people.full()
        elif kind == "LOCATION":
            value = people.place() if r.random() < 0.6 else people.country()
        elif kind == "ORGANIZATION":
            value = people.company()
        else:
            continue
        tail = re.search(r"(?:['’]s)?[^\w]*$", words[end - 1]).group(0)
        new = value.split()
        new[-1] += tail
        words[first:end] = new
        labels[first:end] = mark(new, [kind] * len(new))[1]
    return words, labels


def misheard(turn: Turn, r: random.Random) -> Turn:
    words = list(turn[0])
    for place, label in enumerate(turn[1]):
        word = words[place]
        if r.random() > (0.35 if label != "O" else 0.03) or len(word) < 4:
            continue
        at = r.randrange(1, len(word) - 1)
        kind = r.random()
        if kind < 0.3:
            word = word[:at] + word[at + 1 :]
        elif kind < 0.5:
            word = word[:at] + word[at] + word[at:]
        elif kind < 0.7:
            word = word[:at] + r.choice("aeiouyrlnst") + word[at + 1 :]
        else:
            old, new = r.choice(SWAPS)
            word = word.replace(old, new, 1)
        words[place] = word
    return words, turn[1]


def hesitant(turn: Turn, r: random.Random) -> Turn:
    """Fillers before and inside names; a filler inside one belongs to it, so that its letters stay in one span."""
    words: list[str] = []
    labels: list[str] = []
    for word, label in zip(*turn):
        if r.random() < 0.12:
            words.append(r.choice(FILLERS))
            labels.append(label if label.startswith("I-") else "O")
        if r.random() < 0.05 and len(word) > 2 and not label.startswith("I-"):
            for _ in range(r.choice((1, 1, 2, 3))):
                words.append(word[: r.randint(1, 3)] + r.choice(("-", "-", "-", "...", "")))
                labels.append("O")
        words.append(word)
        labels.append(label)
        if r.random() < 0.04:
            words.append(word)
            labels.append("I-" + label[2:] if label != "O" else "O")
    return words, labels
