"""Kaldi's log mel filter bank, as sherpa-onnx computes it before a speaker embedding, over batches of samples."""

import math

import torch

SAMPLE_RATE = 16_000
FRAME = 400
SHIFT = 160
FFT = 512
MEL_BANDS = 80
LOW_HZ, HIGH_HZ = 20.0, SAMPLE_RATE / 2 - 400


def _mel(hz):
    return 1127.0 * math.log(1.0 + hz / 700.0)


def _filters():
    low, high = _mel(LOW_HZ), _mel(HIGH_HZ)
    step = (high - low) / (MEL_BANDS + 1)
    mels = torch.tensor([_mel(i * SAMPLE_RATE / FFT) for i in range(FFT // 2)])
    filters = torch.zeros(MEL_BANDS, FFT // 2 + 1)
    for band in range(MEL_BANDS):
        left, middle, right = (low + (band + k) * step for k in range(3))
        rising, falling = (mels - left) / (middle - left), (right - mels) / (right - middle)
        filters[band, : FFT // 2] = torch.minimum(rising, falling).clamp(min=0)
    return filters.T


FILTERS = _filters()
# Kaldi's "povey" window: a Hann window to the power of 0.85.
WINDOW = torch.hann_window(FRAME, periodic=False) ** 0.85


def filter_bank(samples):
    """[batch, samples] in ±1 → [batch, frames, 80]; only whole frames."""
    frames = samples.unfold(1, FRAME, SHIFT)
    frames = frames - frames.mean(dim=2, keepdim=True)
    before = torch.cat([frames[:, :, :1], frames[:, :, :-1]], dim=2)
    frames = (frames - 0.97 * before) * WINDOW
    power = torch.fft.rfft(frames, n=FFT).abs() ** 2
    return (power @ FILTERS).clamp(min=torch.finfo(torch.float32).eps).log()
