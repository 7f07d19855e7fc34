"""
Trains the speaker embedding `callmill-voices` on the 251 recordings of kind `speaker-id` in a corpus manifest
(LibriSpeech train-clean-100, CC BY 4.0) and writes an ONNX file that sherpa-onnx loads.

    python3 scripts/speaker-embedding/train.py CORPUS/manifest.jsonl model.onnx --minutes 12

Debian's python3-torch and python3-onnx are enough; no GPU. See models/callmill-voices.md for what came of it.
"""

import argparse
import json
import os
import random
import subprocess
import time

import torch
import torch.nn.functional as F

from augment import augment, change_speed
from export import export
from features import SAMPLE_RATE, filter_bank
from model import EMBEDDING, SpeakerEmbedding

SPEEDS = (1.0, 0.9, 1.1)
CLIP_SECONDS = (1.0, 1.5, 2.0, 2.5)
BATCH = 64
# Additive angular margin softmax (Deng and others, 2019): speakers must be apart by more than they need to be.
SCALE, MARGIN = 30.0, 0.2
PEAK_RATE = 2e-3


def read_speech(manifest):
    folder = os.path.dirname(manifest)
    speech = []
    for line in open(manifest, encoding="utf-8"):
        entry = json.loads(line)
        if entry["kind"] == "speaker-id":
            path = os.path.join(folder, entry["file"])
            command = ["ffmpeg", "-nostdin", "-v", "error", "-i", path, "-ar", str(SAMPLE_RATE), "-ac", "1", "-f", "f32le", "-"]
            raw = subprocess.run(command, check=True, capture_output=True).stdout
            speech.append(torch.frombuffer(bytearray(raw), dtype=torch.float32).clone())
    return speech


def clip_of(samples, length, generator):
    start = generator.randrange(max(1, len(samples) - length))
    return F.pad(samples[start : start + length], (0, max(0, length - len(samples))))


def margin_loss(embeddings, weights, labels, margin):
    cosine = F.linear(F.normalize(embeddings), F.normalize(weights)).clamp(-0.9999, 0.9999)
    wanted = F.one_hot(labels, weights.shape[0]).bool()
    moved = torch.cos(torch.acos(cosine) + margin)
    return F.cross_entropy(SCALE * torch.where(wanted, moved, cosine), labels)


def train(speech, minutes, seed):
    torch.manual_seed(seed)
    generator = random.Random(seed)
    voices = [change_speed(samples, speed) for speed in SPEEDS for samples in speech]
    model = SpeakerEmbedding()
    weights = torch.nn.Parameter(torch.randn(len(voices), EMBEDDING))
    optimiser = torch.optim.AdamW([*model.parameters(), weights], lr=PEAK_RATE, weight_decay=2e-3)
    started, step = time.monotonic(), 0
    while (share := (time.monotonic() - started) / (minutes * 60)) < 1:
        # The rate climbs for a tenth of the time and falls along a cosine to nothing; the margin grows with it.
        rise = min(1.0, share / 0.1)
        fall = 0.5 * (1 + torch.cos(torch.tensor(share * torch.pi)).item())
        optimiser.param_groups[0]["lr"] = PEAK_RATE * rise * fall
        labels = torch.tensor([generator.randrange(len(voices)) for _ in range(BATCH)])
        # Short turns are what a call has: some batches hear less.
        length = int(generator.choice(CLIP_SECONDS) * SAMPLE_RATE)
        clips = torch.stack([clip_of(voices[i], length, generator) for i in labels])
        embeddings = model(filter_bank(augment(clips, generator)))
        loss = margin_loss(embeddings, weights, labels, MARGIN * min(1.0, share / 0.3))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        step += 1
        if step % 50 == 0:
            print(f"{share:5.1%}  step {step}  loss {loss.item():.3f}", flush=True)
    return model.eval()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("manifest")
    parser.add_argument("output")
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    export(train(read_speech(options.manifest), options.minutes, options.seed), options.output)
