"""Makes models/speaker-channels64: python3 scripts/speaker-embedding/train.py --manifest FILE --out FOLDER [--held-out 60]

FILE is a corpus manifest (docs/eval.md) whose lines of the kind "speaker-id" name a speaker and a recording. With
--held-out so many speakers are left out of training and the figures of the model card are printed. CPU only; needs
numpy, scipy, onnx and ffmpeg; three minutes on one core.
"""

import argparse
import json
import subprocess
from pathlib import Path

import numpy as np
from scipy.linalg import eigh

from augment import CHANNELS, heard_over
from export import save
from features import RATE, filter_banks, statistics

PIECE_FRAMES = (150, 300)
"""A voice is known from 1.5 or from 3 s, as in a call."""
DRAWS = {"studio": 1, "telephone": 2, "room": 2}
DIMENSIONS = 64
SHRINKAGE = 0.02
"""Of the covariance within speakers towards its diagonal: 240 dimensions, some 9,000 pieces."""


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--manifest", type=Path, required=True)
    arguments.add_argument("--out", type=Path)
    arguments.add_argument("--held-out", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=11)
    options = arguments.parse_args()
    rng = np.random.default_rng(options.seed)
    voices = pieces_of(options.manifest, rng)
    speakers = list(rng.permutation(sorted(voices)))
    unheard, heard = speakers[: options.held_out], speakers[options.held_out :]
    mean, projection = discriminant([voices[name] for name in heard])
    print(f"trained on {len(heard)} speakers, {sum(len(p) for n in heard for p in voices[n].values())} pieces")
    if unheard:
        report([voices[name] for name in unheard], mean, projection)
    if options.out:
        save(options.out / "model.onnx", mean, projection, len(heard))


def pieces_of(manifest, rng):
    """Speaker → (channel, draw, frames) → [pieces, 240]."""
    voices = {}
    for line in manifest.read_text().splitlines():
        entry = json.loads(line)
        if entry.get("kind") != "speaker-id":
            continue
        samples = decoded(manifest.parent / entry["file"])
        own = voices.setdefault(entry["speaker"], {})
        for channel in CHANNELS:
            for draw in range(DRAWS[channel]):
                banks = filter_banks(heard_over(channel, samples, rng))
                for frames in PIECE_FRAMES:
                    starts = range(0, len(banks) - frames + 1, frames)
                    pieces = [statistics(banks[at : at + frames]) for at in starts]
                    if pieces:
                        own[channel, draw, frames] = np.array(pieces)
    return voices


def decoded(path):
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32)


def discriminant(voices):
    """Linear discriminant analysis; how one voice differs over channels counts as difference within the speaker."""
    within, count, means = np.zeros((240, 240)), 0, []
    for own in voices:
        pieces = np.concatenate(list(own.values()))
        means.append(pieces.mean(0))
        within += (pieces - means[-1]).T @ (pieces - means[-1])
        count += len(pieces) - 1
    within /= count
    within = (1 - SHRINKAGE) * within + SHRINKAGE * np.diag(np.diag(within))
    _, directions = eigh(np.cov(np.array(means).T), within)
    return np.mean(means, 0), directions[:, ::-1][:, :DIMENSIONS]


def report(voices, mean, projection):
    for channel in CHANNELS:
        for frames in PIECE_FRAMES:
            own = [own[channel, 0, frames] for own in voices if (channel, 0, frames) in own]
            same, other = likenesses([unit((pieces - mean) @ projection) for pieces in own])
            places = np.linspace(-0.5, 1, 301)
            missed = np.array([(same < place).mean() for place in places])
            taken = np.array([(other >= place).mean() for place in places])
            at = np.abs(missed - taken).argmin()
            rate = 50 * (missed[at] + taken[at])
            print(f"{channel:10} {frames / 100} s: equal error {rate:4.1f} % at cosine {places[at]:.2f}")
    same, other = across_channels(voices, mean, projection)
    for wrong in (0.01, 0.001):
        place = np.quantile(other, 1 - wrong)
        print(f"two calls: {100 * wrong} % of others pass cosine {place:.2f}, {100 * (same >= place).mean():.0f} % of the same")


def likenesses(embeddings):
    same, other = [], []
    for index, mine in enumerate(embeddings):
        same.extend((mine @ mine.T)[np.triu_indices(len(mine), 1)])
        for theirs in embeddings[index + 1 :]:
            other.extend((mine @ theirs.T).ravel())
    return np.array(same), np.array(other)


def across_channels(voices, mean, projection):
    """The first half of a voice on one telephone line against the second half of voices on another."""
    halves = []
    for own in voices:
        first, second = own.get(("telephone", 0, 300)), own.get(("telephone", 1, 300))
        if first is None or second is None or min(len(first), len(second)) < 2:
            continue
        middle = len(first) // 2
        halves.append(
            [unit(unit((part - mean) @ projection).mean(0)) for part in (first[:middle], second[len(second) // 2 :])]
        )
    left, right = np.array([pair[0] for pair in halves]), np.array([pair[1] for pair in halves])
    table = left @ right.T
    return table.diagonal(), table[~np.eye(len(table), dtype=bool)]


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


if __name__ == "__main__":
    main()
