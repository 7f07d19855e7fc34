"""Trains the tagger: python3 scripts/pii-ner/train.py --corpora FOLDER --out tagger.pt [--minutes 15] [--seed 1]

FOLDER holds the labelled corpora (see corpora.py). CPU only; one thread.
"""

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch

from augment import vary
from corpora import FILES, conversations, prose
from features import TURN_MARK, word_ids
from generate import Generator, Turn
from model import LABELS, Tagger

LENGTH = 128
BATCH = 32
GENERATED_CALLS = 36_000
REPEATS = {"restaurants8k": 2, "nlupp": 3, "slurp": 6, "multidogo": 2, "presidio-research": 4, "banking77": 2}
"""How often an epoch hears each corpus, a new hearing every time."""
INDEX = {label: at for at, label in enumerate(LABELS)}
_known: dict[str, int] = {}
_table: list[list[int]] = []


def index_of(word: str) -> int:
    at = _known.get(word)
    if at is None:
        at = _known[word] = len(_table)
        _table.append(word_ids(word))
    return at


def epoch(folder: Path, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Everything heard once, in random order, as one stream of word indexes and labels."""
    r = random.Random(seed)
    generator = Generator(seed)
    heard = [vary(generator.call(), r, generator.people) for _ in range(GENERATED_CALLS)]
    for corpus in FILES:
        for _ in range(REPEATS[corpus]):
            heard += [vary(turns, r, generator.people) for turns in conversations(folder, corpus, False, r)]
    heard += [vary([turn], r, generator.people) for turn in prose()]
    r.shuffle(heard)
    return stream([turn for turns in heard for turn in turns])


def stream(turns: list[Turn]) -> tuple[np.ndarray, np.ndarray]:
    words = [index_of(TURN_MARK)]
    labels = [0]
    for said, marks in turns:
        words += [index_of(word) for word in said]
        labels += [INDEX[mark] for mark in marks]
        words.append(index_of(TURN_MARK))
        labels.append(0)
    return np.array(words, dtype=np.int64), np.array(labels, dtype=np.int64)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--corpora", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--minutes", type=float, default=15)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--start", type=Path, help="weights to go on from")
    arguments = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    model = Tagger()
    if arguments.start is not None:
        model.load_state_dict(torch.load(arguments.start))
    peak = 3e-3 if arguments.start is None else 1e-3
    optimiser = torch.optim.Adam(model.parameters(), lr=peak, betas=(0.9, 0.98))
    began, number = time.time(), 0
    while time.time() - began < arguments.minutes * 60:
        words, labels = epoch(arguments.corpora, arguments.seed * 1000 + number)
        table = torch.tensor(np.array(_table, dtype=np.int32))
        offset = random.randrange(LENGTH)
        count = (len(words) - offset) // LENGTH
        windows = torch.tensor(words[offset : offset + count * LENGTH]).reshape(count, LENGTH)
        targets = torch.tensor(labels[offset : offset + count * LENGTH]).reshape(count, LENGTH)
        order = torch.randperm(count)
        total, steps = 0.0, 0
        for at in range(0, count - BATCH, BATCH):
            done = min(1.0, (time.time() - began) / (arguments.minutes * 60))
            for group in optimiser.param_groups:
                group["lr"] = peak * max(0.02, 1 - done) * min(1.0, (number * count + at + 640) / 6400)
            chosen = order[at : at + BATCH]
            ids = table[windows[chosen]].clone()
            # the whole word is sometimes not known: its pieces must do
            ids[:, :, 0][torch.rand(ids.shape[:2]) < 0.12] = 0
            logits = model(ids)
            loss = torch.nn.functional.cross_entropy(logits.reshape(-1, len(LABELS)), targets[chosen].reshape(-1))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            total, steps = total + loss.item(), steps + 1
            if time.time() - began > arguments.minutes * 60:
                break
        number += 1
        print(f"epoch {number}: {len(words)} words, loss {total / max(1, steps):.4f}, {time.time() - began:.0f} s", flush=True)
        torch.save(model.state_dict(), arguments.out)


if __name__ == "__main__":
    main()
