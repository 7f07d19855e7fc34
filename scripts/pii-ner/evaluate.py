"""Scores weights on the held-out fifth of each corpus and on corpora never trained on: recall by full coverage.

python3 scripts/pii-ner/evaluate.py --corpora FOLDER --weights tagger.pt
"""

import argparse
import json
import random
from pathlib import Path

import torch

from augment import bare, spans
from corpora import FILES, conversations, words_of
from features import TURN_MARK, word_ids
from generate import Turn
from model import LABELS, Tagger

THRESHOLD = 0.5
KINDS = ("PERSON", "LOCATION", "ADDRESS", "ORGANIZATION")


def decode(probabilities: torch.Tensor, threshold: float = THRESHOLD) -> list[str]:
    """A word belongs to the likeliest type when all types together reach the threshold: as in src/engines/taggers/decode-tags.ts."""
    labels: list[str] = []
    before = "O"
    for row in probabilities.tolist():
        sums = [row[1 + 2 * at] + row[2 + 2 * at] for at in range(len(KINDS))]
        best = max(range(len(KINDS)), key=lambda at: sums[at])
        if sum(sums) < threshold:
            labels.append("O")
            before = "O"
            continue
        inside = before == KINDS[best] and row[2 + 2 * best] >= row[1 + 2 * best]
        labels.append(("I-" if inside else "B-") + KINDS[best])
        before = KINDS[best]
    return labels


class Reader:
    def __init__(self, weights: Path) -> None:
        torch.set_num_threads(1)
        self.model = Tagger()
        self.model.load_state_dict(torch.load(weights))
        self.model.eval()
        self.known: dict[str, list[int]] = {}

    def ids(self, word: str) -> list[int]:
        if word not in self.known:
            self.known[word] = word_ids(word)
        return self.known[word]

    @torch.no_grad()
    def read(self, turns: list[Turn], threshold: float) -> list[str]:
        """Labels of the last turn."""
        words = [TURN_MARK]
        for said, _ in turns:
            words += [*said, TURN_MARK]
        logits = self.model(torch.tensor([[self.ids(word) for word in words]]))
        labels = decode(torch.softmax(logits[0], -1), threshold)
        return labels[len(words) - 1 - len(turns[-1][0]) : -1]


def score(reader: Reader, items: list[list[Turn]], kinds: tuple[str, ...], threshold: float, show: int = 0) -> str:
    """Recall: gold spans whose every word is found. Precision: found spans that touch a gold one."""
    gold = found = hit = right = 0
    misses: list[str] = []
    for turns in items:
        if not turns[-1][0]:
            continue
        labels = reader.read(turns, threshold)
        words, marks = turns[-1]
        said = {at for at, label in enumerate(labels) if label[2:] in kinds}
        meant = {at for at, label in enumerate(marks) if label[2:] in kinds}
        for first, end, kind in spans(marks):
            if kind in kinds:
                gold += 1
                covered = all(at in said for at in range(first, end))
                hit += covered
                if not covered:
                    misses.append("MISS " + " ".join(words[max(0, first - 4) : first] + ["["] + words[first:end] + ["]"] + words[end : end + 3]))
        for first, end, kind in spans(labels):
            if kind in kinds:
                found += 1
                touches = any(at in meant for at in range(first, end))
                right += touches
                if not touches:
                    misses.append("FALSE " + " ".join(words[max(0, first - 4) : first] + ["["] + words[first:end] + ["]"] + words[end : end + 3]))
    random.Random(1).shuffle(misses)
    for line in misses[:show]:
        print("   ", line)
    recall, precision = hit / max(1, gold), right / max(1, found)
    return f"R {recall:.3f} P {precision:.3f} ({gold} gold, {found} found, {found - right} false)"


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--corpora", type=Path, required=True)
    options.add_argument("--weights", type=Path, required=True)
    options.add_argument("--threshold", type=float, default=THRESHOLD)
    options.add_argument("--show", type=int, default=0)
    options.add_argument("--only", default="")
    arguments = options.parse_args()
    reader = Reader(arguments.weights)
    sets: dict[str, list[list[Turn]]] = {name: list(conversations(arguments.corpora, name, True, random.Random(7))) for name in FILES}
    with open(arguments.corpora / "earnings21/reference_turns.jsonl", encoding="utf-8") as lines:
        sets["earnings21"] = [[words_of(row["text"], row["entities"])] for row in map(json.loads, lines)]
    for name, items in sets.items():
        if arguments.only not in name:
            continue
        for form, change in (("as written", lambda turn: turn), ("bare", bare)):
            changed = [[change(turn) for turn in turns] for turns in items]
            kinds = ("PERSON",)
            print(name, form, "PERSON", score(reader, changed, kinds, arguments.threshold, arguments.show), flush=True)
            if name in ("presidio-research", "slurp", "banking77"):
                print(name, form, "any", score(reader, changed, KINDS, arguments.threshold), flush=True)
                for kind in KINDS[1:]:
                    print(name, form, kind, score(reader, changed, (kind,), arguments.threshold, arguments.show // 3), flush=True)


if __name__ == "__main__":
    main()
