"""The same voice over other channels: what differs between them is no part of the voice."""

import numpy as np
from scipy.signal import butter, fftconvolve, resample_poly, sosfilt

CHANNELS = ("studio", "telephone", "room")


def heard_over(channel, samples, rng):
    if channel == "telephone":
        return telephone(samples, rng)
    if channel == "room":
        return room(samples, rng)
    return samples


def telephone(samples, rng):
    """8 kHz, 300 to 3400 Hz more or less, line noise, mu-law."""
    band = butter(4, [rng.uniform(150, 350), rng.uniform(3200, 3600)], "band", fs=8000, output="sos")
    narrow = sosfilt(band, resample_poly(samples, 1, 2))
    narrow *= rng.uniform(0.2, 0.9) / (np.abs(narrow).max() + 1e-9)
    narrow += rng.normal(size=len(narrow)) * 10 ** (-rng.uniform(40, 65) / 20)
    squeezed = np.sign(narrow) * np.log1p(255 * np.abs(narrow.clip(-1, 1))) / np.log(256)
    steps = np.round(squeezed * 127) / 127
    return resample_poly(np.sign(steps) * (256 ** np.abs(steps) - 1) / 255, 2, 1)


def room(samples, rng):
    """A microphone on the table: exponential reverberation, low-pass noise, quiet, 16 bits."""
    seconds = rng.uniform(0.2, 0.9)
    tail = rng.normal(size=int(seconds * 16000))
    tail *= 10 ** (-3 * np.arange(len(tail)) / len(tail))
    tail *= 0.35 * rng.uniform(0.7, 2) / np.sqrt((tail**2).sum())
    tail[0] = 1
    far = fftconvolve(samples, tail)[: len(samples)]
    far *= 10 ** (-rng.uniform(25, 42) / 20) / (far.std() + 1e-9)
    noise = sosfilt(butter(1, rng.uniform(500, 3000), fs=16000, output="sos"), rng.normal(size=len(far)))
    far += noise * far.std() / noise.std() * 10 ** (-rng.uniform(6, 22) / 20)
    return np.round(far * 32767) / 32768
