"""Trains the tagger: python3 scripts/pii-ner/train.py --corpora FOLDER --out tagger.pt [--steps 6000] [--seed 1]

FOLDER holds the labelled corpora (see corpora.py). CPU only. Every sentence is read twice at once, as it is written and
bare, and the bare reading learns to say what the written one says: case and punctuation must not be what decides.
"""

import argparse
import copy
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cross_entropy, kl_div, log_softmax

from augment import bare_word, vary
from corpora import FILES, conversations, prose
from features import TURN_MARK, word_ids
from generate import Generator, Turn
from model import LABELS, WIDTH, Tagger

LENGTH = 128
BATCH = 32
GENERATED_CALLS = 16_000
REPEATS = {"restaurants8k": 1, "nlupp": 1, "slurp": 3, "multidogo": 1, "presidio-research": 2, "banking77": 1}
"""How often an epoch hears each corpus, a new hearing every time."""
INDEX = {label: at for at, label in enumerate(LABELS)}
AGREEMENT = 1.0
"""Weight of the two readings' agreement beside being right."""
UNKNOWN = 0.12
"""How often a whole word is not known: its pieces must do."""
AVERAGE_EVERY, AVERAGE_KEEPS = 5, 0.98
"""The weights kept are a running average of those trained."""
_PROSE = list(prose())
_known: dict[str, int] = {}
_written: list[list[int]] = []
_bare: list[list[int]] = []


def index_of(word: str) -> int:
    at = _known.get(word)
    if at is None:
        at = _known[word] = len(_written)
        _written.append(word_ids(word))
        _bare.append(word_ids(bare_word(word)))
    return at


def epoch(folder: Path, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Everything heard once, in random order, as one stream of word indexes and labels."""
    r = random.Random(seed)
    generator = Generator(seed)
    heard = [vary(generator.call(), r, generator.people) for _ in range(GENERATED_CALLS)]
    for corpus in FILES:
        for _ in range(REPEATS[corpus]):
            heard += [vary(turns, r, generator.people) for turns in conversations(folder, corpus, False, r)]
    heard += [vary([turn], r, generator.people) for turn in _PROSE if r.random() < 0.3]
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


def tables() -> torch.Tensor:
    """Features of a word by 4 × its index: written, the same without the whole word, bare, the same without it."""
    rows = np.stack([np.array(_written, dtype=np.int32)] * 2 + [np.array(_bare, dtype=np.int32)] * 2, axis=1)
    rows[:, 1, 0] = rows[:, 3, 0] = 0
    return torch.from_numpy(rows.reshape(-1, rows.shape[-1]))


def loss_of(model: Tagger, table: torch.Tensor, words: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """words, labels: [batch, words]. Each word's features are summed once, however often it is said."""
    batch, length = words.shape
    both = torch.cat([4 * words, 4 * words + 2])
    both = both + (torch.rand(both.shape) < UNKNOWN)
    said, place = torch.unique(both, return_inverse=True)
    summed = model.table(table[said])
    logits = model.read(torch.index_select(summed, 0, place.reshape(-1)).reshape(2 * batch, length, WIDTH))
    right = cross_entropy(logits.reshape(-1, len(LABELS)), torch.cat([labels, labels]).reshape(-1))
    written, bare = log_softmax(logits.reshape(2, batch * length, len(LABELS)), -1)
    agree = kl_div(bare, written.detach(), reduction="batchmean", log_target=True)
    return right + AGREEMENT * agree


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--corpora", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--steps", type=int, default=6000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--start", type=Path, help="weights to go on from")
    options.add_argument("--rate", type=float, default=3e-3, help="of learning at its highest; 1e-3 and less from --start")
    arguments = options.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    model = Tagger()
    if arguments.start is not None:
        model.load_state_dict(torch.load(arguments.start))
    average = copy.deepcopy(model)
    optimiser = torch.optim.Adam(model.parameters(), lr=arguments.rate, betas=(0.9, 0.98))
    began, number, steps = time.time(), 0, 0
    while steps < arguments.steps:
        words, labels = epoch(arguments.corpora, arguments.seed * 1000 + number)
        table = tables()
        offset = number * 37 % LENGTH
        count = (len(words) - offset) // LENGTH
        windows = torch.from_numpy(words[offset : offset + count * LENGTH]).reshape(count, LENGTH)
        targets = torch.from_numpy(labels[offset : offset + count * LENGTH]).reshape(count, LENGTH)
        order = torch.randperm(count)
        total, since = 0.0, 0
        for at in range(0, count - BATCH, BATCH):
            if steps == arguments.steps:
                break
            for group in optimiser.param_groups:
                group["lr"] = arguments.rate * max(0.01, 1 - steps / arguments.steps) * min(1.0, (steps + 20) / 200)
            chosen = order[at : at + BATCH]
            loss = loss_of(model, table, windows[chosen], targets[chosen])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            steps += 1
            if steps % AVERAGE_EVERY == 0:
                keep = min(AVERAGE_KEEPS, steps / (steps + 100))
                with torch.no_grad():
                    for kept, new in zip(average.parameters(), model.parameters()):
                        kept.lerp_(new, 1 - keep)
            total, since = total + loss.item(), since + 1
        number += 1
        print(f"epoch {number}: {len(words)} words, loss {total / max(1, since):.4f}, {steps} steps, {time.time() - began:.0f} s", flush=True)
        torch.save(average.state_dict(), arguments.out)


if __name__ == "__main__":
    main()
