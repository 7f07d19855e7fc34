"""Conversations put together from labelled speakers, on which thresholds are chosen so that no real recording has to be:

python3 scripts/speaker-embedding/mixtures.py --manifest FILE --out FOLDER [--each 16] [--speakers 60] [--seed 11]

Writes FLAC and a manifest for `callmill eval speakers`. Each has one to four speakers, pauses, gaps and talk at the same
time, and is heard clean, over a telephone line or in a room. With the seed of train.py the speakers are those that
its --held-out leaves out.
"""

import argparse
import json
import subprocess
from pathlib import Path

import numpy as np

from augment import CHANNELS, heard_over
from features import RATE
from train import decoded

GAP_SECONDS = (0.4, 0.5)
"""Mean and deviation between two speakers; below 0 they overlap, as a third of changes do in conversation."""
OWN_PAUSE_SECONDS = (0.3, 1.5)
PIECE_SECONDS = (1.0, 6.0)
LEVEL_DB = {"studio": 2, "telephone": 6, "room": 6}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--manifest", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--each", type=int, default=16)
    arguments.add_argument("--speakers", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=11)
    options = arguments.parse_args()
    files = {
        entry["speaker"]: options.manifest.parent / entry["file"]
        for entry in map(json.loads, options.manifest.read_text().splitlines())
        if entry.get("kind") == "speaker-id"
    }
    options.out.mkdir(parents=True, exist_ok=True)
    names = sorted(files)
    chosen = np.random.default_rng(options.seed).permutation(names)[: options.speakers]
    lines = []
    for channel in CHANNELS:
        for number in range(options.each):
            rng = np.random.default_rng([options.seed, CHANNELS.index(channel), number])
            samples, turns = conversation(channel, chosen, files, rng)
            name = f"{channel}-{number:02}.flac"
            write(options.out / name, samples)
            rttm = "\n".join(f"SPEAKER {name} 1 {at:.3f} {for_:.3f} <NA> <NA> {who} <NA> <NA>" for at, for_, who in turns)
            lines.append({"file": name, "corpus": channel, "seconds": len(samples) / RATE, "rttm": rttm})
    (options.out / "manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def conversation(channel, names, files, rng):
    speakers = rng.choice(names, rng.choice([1, 2, 2, 2, 3, 3, 4]), replace=False)
    left = {who: pieces(decoded(files[who]), rng) for who in speakers}
    level = {who: 10 ** (rng.uniform(-1, 1) * LEVEL_DB[channel] / 20) for who in speakers}
    ends, last, turns, parts = dict.fromkeys(speakers, 0.0), None, [], []
    latest = rng.uniform(0, 1.5)
    while any(left.values()):
        ready = [who for who in speakers if left[who]]
        if last in ready and len(ready) > 1 and rng.random() < 0.85:
            ready.remove(last)
        who = rng.choice(ready)
        gap = rng.uniform(*OWN_PAUSE_SECONDS) if who == last else max(-1, rng.normal(*GAP_SECONDS))
        start = max(0, latest + gap if turns else latest, ends[who])
        piece = left[who].pop(0) * level[who]
        turns.append((start, len(piece) / RATE, who))
        parts.append((int(start * RATE), piece))
        ends[who] = start + len(piece) / RATE
        latest, last = max(latest, ends[who]), who
    samples = np.zeros(int((latest + rng.uniform(0, 1.5)) * RATE) + 1)
    for at, piece in parts:
        samples[at : at + len(piece)] += piece
    return heard_over(channel, samples, rng), turns


def pieces(samples, rng):
    """An utterance cut where it is quiet."""
    hop = RATE // 100
    level = np.array([np.abs(samples[at : at + 4 * hop]).mean() for at in range(0, len(samples) - 4 * hop, hop)])
    cuts = [0]
    while cuts[-1] + 100 * (PIECE_SECONDS[1] + 1) < len(level):
        wanted = cuts[-1] + int(100 * rng.uniform(*PIECE_SECONDS))
        low = max(cuts[-1] + 80, wanted - 100)
        cuts.append(low + int(level[low : wanted + 100].argmin()))
    return [samples[a * hop : b * hop] for a, b in zip(cuts, [*cuts[1:], len(samples) // hop])]


def write(path, samples):
    whole = (samples.clip(-1, 1) * 32767).astype("<i2").tobytes()
    command = ["ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "-", str(path)]
    subprocess.run(command, input=whole, check=True)


if __name__ == "__main__":
    main()
