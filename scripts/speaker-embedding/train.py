"""
Makes the speaker embedding `callmill-voices` from the recordings of kind `speaker-id` in a corpus manifest (LibriSpeech
train-clean-100, CC BY 4.0, 251 speakers) and writes an ONNX file that sherpa-onnx loads.

    python3 scripts/speaker-embedding/train.py CORPUS/manifest.jsonl model.onnx

Minutes on one core with Debian's python3-torch and python3-onnx. models/callmill-voices.md says what came of it.
"""

import argparse
import json
import os
import random
import subprocess

import torch

from augment import augment
from export import export
from features import SAMPLE_RATE, filter_bank
from model import GAUSSIANS, Cepstra, SpeakerEmbedding, Supervector

# Turns of a call are short: what differs between short clips of one voice is what must not count.
CLIP_SECONDS = (1.5, 2.5, 4.0)
CLIPS_PER_LENGTH = 4
PRINCIPAL, DIMENSIONS = 250, 96
# Share of a round covariance mixed into the estimated one: there are few speakers for so many directions.
SHRINKAGE = 0.1


def read_speech(manifest):
    """One tensor of samples in ±1 per speaker."""
    folder = os.path.dirname(manifest)
    speech = {}
    for line in open(manifest, encoding="utf-8"):
        entry = json.loads(line)
        if entry["kind"] == "speaker-id":
            path = os.path.join(folder, entry["file"])
            form = ["-ar", str(SAMPLE_RATE), "-ac", "1", "-f", "f32le", "-"]
            raw = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", path, *form], check=True, capture_output=True)
            speech[entry["speaker"]] = torch.frombuffer(bytearray(raw.stdout), dtype=torch.float32).clone()
    return speech


def fit_mixture(frames, rounds=12):
    """Expectation maximisation of a mixture of diagonal Gaussians. → weights [64], means [64, 48], variances [64, 48]"""
    spread = frames.var(dim=0)
    means = frames[torch.randperm(len(frames))[:GAUSSIANS]].clone()
    variances = spread.repeat(GAUSSIANS, 1)
    weights = torch.full((GAUSSIANS,), 1 / GAUSSIANS)
    for _ in range(rounds):
        precisions = 1 / variances
        constant = weights.log() + 0.5 * (precisions.log() - precisions * means * means).sum(dim=1)
        shares = torch.softmax((frames * frames) @ (-0.5 * precisions.T) + frames @ (precisions * means).T + constant, dim=1)
        counts = shares.sum(dim=0) + 1e-3
        means = (shares.T @ frames) / counts[:, None]
        variances = ((shares.T @ (frames * frames)) / counts[:, None] - means * means).clamp(min=0.02 * spread)
        weights = counts / counts.sum()
    return weights, means, variances


def clips_of(speech, generator):
    """Batches of clips of one length, half of them as another line would sound. → (samples [n, length], speaker numbers)"""
    for seconds in CLIP_SECONDS:
        length = int(seconds * SAMPLE_RATE)
        for round_ in range(CLIPS_PER_LENGTH):
            fitting = [(i, s) for i, s in enumerate(speech) if len(s) > length]
            starts = [generator.randrange(len(s) - length) for _, s in fitting]
            clips = torch.stack([s[start : start + length] for (_, s), start in zip(fitting, starts)])
            numbers = torch.tensor([i for i, _ in fitting])
            yield (augment(clips, generator) if round_ % 2 else clips), numbers


def discriminant(vectors, numbers):
    """Linear discriminant analysis inside the principal components. → (centre, projection)"""
    centre = vectors.mean(dim=0)
    _, _, axes = torch.pca_lowrank(vectors - centre, q=PRINCIPAL, center=False, niter=4)
    reduced = (vectors - centre) @ axes
    speakers = int(numbers.max()) + 1
    counts = torch.zeros(speakers).index_add_(0, numbers, torch.ones(len(numbers)))
    middles = torch.zeros(speakers, PRINCIPAL).index_add_(0, numbers, reduced) / counts.clamp(min=1)[:, None]
    inside = reduced - middles[numbers]
    within = inside.T @ inside / len(inside)
    within = (1 - SHRINKAGE) * within + SHRINKAGE * within.diagonal().mean() * torch.eye(PRINCIPAL)
    scale, rotation = torch.linalg.eigh(within)
    whiten = rotation / scale.sqrt()
    between = torch.linalg.svd((middles[counts > 0] @ whiten), full_matrices=False).Vh[:DIMENSIONS].T
    return centre, axes @ whiten @ between


def train(speech, seed):
    torch.manual_seed(seed)
    generator = random.Random(seed)
    cepstra = Cepstra()
    frames = []
    for samples in speech:
        bands = filter_bank(samples[None])
        energy = bands.mean(dim=2)[0]
        loud = energy > energy.mean() - 1
        frames.append(cepstra(bands)[0][loud][::2])
    supervector = Supervector(*fit_mixture(torch.cat(frames)))
    vectors, numbers = [], []
    for clips, speakers in clips_of(speech, generator):
        shift = torch.cat([supervector(filter_bank(part)) for part in clips.split(32)])
        vectors.append(shift / shift.norm(dim=1, keepdim=True).clamp(min=1e-6))
        numbers.append(speakers)
    return SpeakerEmbedding(supervector, *discriminant(torch.cat(vectors), torch.cat(numbers))).eval()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("manifest")
    parser.add_argument("output")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    with torch.no_grad():
        made = train(list(read_speech(options.manifest).values()), options.seed)
        export(made, options.output)
