"""A time-delay network over mel bands that ends in one vector per clip: a small relative of ECAPA-TDNN."""

import torch
from torch import nn

CHANNELS = 128
GATHERED = 256
EMBEDDING = 128


class Block(nn.Module):
    """A dilated convolution with squeeze and excitation, added to what came in."""

    def __init__(self, dilation):
        super().__init__()
        self.convolve = nn.Conv1d(CHANNELS, CHANNELS, 3, dilation=dilation, padding=dilation)
        self.normalise = nn.BatchNorm1d(CHANNELS)
        self.squeeze = nn.Conv1d(CHANNELS, 32, 1)
        self.excite = nn.Conv1d(32, CHANNELS, 1)

    def forward(self, x):
        y = self.normalise(torch.relu(self.convolve(x)))
        gate = torch.sigmoid(self.excite(torch.relu(self.squeeze(y.mean(dim=2, keepdim=True)))))
        return x + y * gate


class SpeakerEmbedding(nn.Module):
    """[batch, frames, 80] → [batch, 128]; the direction of the vector is the voice."""

    def __init__(self, bands=80):
        super().__init__()
        self.first = nn.Sequential(nn.Conv1d(bands, CHANNELS, 5, padding=2), nn.ReLU(), nn.BatchNorm1d(CHANNELS))
        self.blocks = nn.ModuleList([Block(2), Block(3), Block(4)])
        self.gather = nn.Sequential(nn.Conv1d(3 * CHANNELS, GATHERED, 1), nn.ReLU(), nn.BatchNorm1d(GATHERED))
        self.attend = nn.Sequential(nn.Conv1d(GATHERED, 64, 1), nn.Tanh(), nn.Conv1d(64, GATHERED, 1))
        self.last = nn.Sequential(nn.BatchNorm1d(2 * GATHERED), nn.Linear(2 * GATHERED, EMBEDDING), nn.BatchNorm1d(EMBEDDING))

    def forward(self, bands):
        x = self.first(bands.transpose(1, 2))
        outputs = []
        for block in self.blocks:
            x = block(x)
            outputs.append(x)
        x = self.gather(torch.cat(outputs, dim=1))
        weights = torch.softmax(self.attend(x), dim=2)
        mean = (x * weights).sum(dim=2)
        spread = ((x * x * weights).sum(dim=2) - mean * mean).clamp(min=1e-6).sqrt()
        return self.last(torch.cat([mean, spread], dim=1))
