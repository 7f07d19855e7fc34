"""Filter banks as sherpa-onnx computes them for a model of the framework "wespeaker", and the statistics over them."""

import numpy as np

RATE = 16000
BANDS = 80
FRAME, HOP, FFT = 400, 160, 512
LOWEST_HZ, HIGHEST_HZ = 20.0, 7600.0
FLOOR = 1.1920929e-07
SPEECH_SLOPE = 2.0
"""A frame counts by sigmoid(SPEECH_SLOPE * (level - mean + SPEECH_BIAS * deviation)): pauses hardly, speech fully."""
SPEECH_BIAS = 0.5
VARIANCE_FLOOR = 1e-5


def _mel(hertz):
    return 1127 * np.log(1 + hertz / 700)


def _bank():
    edges = np.linspace(_mel(LOWEST_HZ), _mel(HIGHEST_HZ), BANDS + 2)
    place = _mel(np.arange(FFT // 2 + 1) * RATE / FFT)[None]
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    weights = np.minimum((place - low) / (middle - low), (high - place) / (high - middle))
    weights[:, -1] = 0
    return np.maximum(0, weights)


BANK = _bank()
WINDOW = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / (FRAME - 1))) ** 0.85


def filter_banks(samples):
    """[frames, 80] of Kaldi's log mel energies: edges mirrored, no dither, samples between -1 and 1."""
    count = (len(samples) + HOP // 2) // HOP
    index = (np.arange(count) * HOP + HOP // 2 - FRAME // 2)[:, None] + np.arange(FRAME)
    index = np.where(index < 0, -index - 1, index)
    index = np.where(index >= len(samples), 2 * len(samples) - 1 - index, index)
    frames = samples[index.clip(0, len(samples) - 1)].astype(np.float64)
    frames -= frames.mean(1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], 1)
    power = np.abs(np.fft.rfft((frames - 0.97 * before) * WINDOW, FFT)) ** 2
    return np.log(np.maximum(power @ BANK.T, FLOOR)).astype(np.float32)


def statistics(banks):
    """[240]: mean of each band less their mean, logarithm of its deviation, and of its slope's deviation."""
    level = banks.mean(1)
    spread = level.std()
    weight = 1 / (1 + np.exp(-SPEECH_SLOPE * (level - level.mean() + SPEECH_BIAS * spread)))
    weight = (weight / weight.sum())[:, None]
    mean = (banks * weight).sum(0)
    variance = ((banks - mean) ** 2 * weight).sum(0)
    slopes = weight[1:] / (weight[1:].sum() + 1e-9)
    slope_variance = ((banks[1:] - banks[:-1]) ** 2 * slopes).sum(0)
    return np.concatenate(
        [mean - mean.mean(), 0.5 * np.log(variance + VARIANCE_FLOOR), 0.5 * np.log(slope_variance + VARIANCE_FLOOR)]
    )
