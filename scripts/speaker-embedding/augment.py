"""Clips of training speech as other rooms, other machines and other lines would have recorded them."""

import torch

from features import SAMPLE_RATE


def augment(clips, random):
    """[batch, samples] → the same with echo, noise, babble or a telephone's band put on each at random."""
    clips = clips.clone()
    for i in range(len(clips)):
        if random.random() < 0.4:
            clips[i] = _echo(clips[i], random)
        if random.random() < 0.6:
            clips[i] = _with_noise(clips[i], clips[random.randrange(len(clips))], random)
        if random.random() < 0.4:
            clips[i] = _telephone(clips[i], random)
    return clips


def _echo(clip, random):
    seconds = random.uniform(0.05, 0.4)
    length = int(seconds * SAMPLE_RATE)
    decay = torch.exp(-6.9 * torch.arange(length) / length)
    response = torch.randn(length) * decay * random.uniform(0.02, 0.12)
    response[0] = 1.0
    # A power of two: other lengths cost several times as much.
    size = 1 << (len(clip) + length - 1).bit_length()
    return torch.fft.irfft(torch.fft.rfft(clip, size) * torch.fft.rfft(response, size), size)[: len(clip)]


def _with_noise(clip, other, random):
    if random.random() < 0.3:
        noise = other
    else:
        # Between white (0) and brown (1).
        spectrum = torch.fft.rfft(torch.randn(len(clip)))
        tilt = torch.arange(1, len(spectrum) + 1).float() ** -random.uniform(0, 1)
        noise = torch.fft.irfft(spectrum * tilt, len(clip))
    ratio_db = random.uniform(8, 25) if noise is other else random.uniform(3, 25)
    level = clip.pow(2).mean().sqrt() / noise.pow(2).mean().sqrt().clamp(min=1e-5)
    return clip + noise * level * 10 ** (-ratio_db / 20)


def _telephone(clip, random):
    spectrum = torch.fft.rfft(clip)
    hz = torch.linspace(0, SAMPLE_RATE / 2, len(spectrum))
    low, high = random.uniform(100, 350), random.uniform(3200, 3900)
    band = torch.sigmoid((hz - low) / 30) * torch.sigmoid((high - hz) / 60)
    return torch.fft.irfft(spectrum * (band + 1e-3), len(clip))
