"""
A voice print in closed form: how a clip moves the means of a Gaussian mixture over short-time spectra, projected to the
directions in which speakers differ. What i-vector systems did before neural networks, as far as plain ONNX can say it.
"""

import math

import torch
from torch import nn

CEPSTRA = 24
WIDTH = 2 * CEPSTRA
GAUSSIANS = 64
# A Gaussian that has seen this many frames moves half way (relevance MAP; Reynolds and others, 2000).
RELEVANCE = 16.0
# Frames with less energy than the clip's mean by this are pauses and say nothing of a voice.
QUIET = 1.5


class Cepstra(nn.Module):
    """[batch, frames, 80] log mel → [batch, frames, 48]: cosine transform and its slope over five frames."""

    def __init__(self, bands=80):
        super().__init__()
        places = torch.arange(bands) + 0.5
        rows = [torch.cos(math.pi * k * places / bands) for k in range(1, CEPSTRA + 1)]
        self.register_buffer("transform", torch.stack(rows, dim=1) * math.sqrt(2 / bands))

    def forward(self, bands):
        cepstra = bands @ self.transform
        padded = torch.cat([cepstra[:, :1], cepstra[:, :1], cepstra, cepstra[:, -1:], cepstra[:, -1:]], dim=1)
        slope = (2 * (padded[:, 4:] - padded[:, :-4]) + padded[:, 3:-1] - padded[:, 1:-3]) / 10
        return torch.cat([cepstra, 2 * slope], dim=2)


class Supervector(nn.Module):
    """[batch, frames, 80] → [batch, 64 * 48]: how far the clip moves each mean of the mixture."""

    def __init__(self, weights, means, variances):
        super().__init__()
        self.cepstra = Cepstra()
        precisions = 1 / variances
        constant = weights.log() + 0.5 * (precisions.log() - precisions * means * means).sum(dim=1)
        self.register_buffer("means", means)
        self.register_buffer("deviations", variances.sqrt())
        self.register_buffer("square", -0.5 * precisions.T.contiguous())
        self.register_buffer("linear", (precisions * means).T.contiguous())
        self.register_buffer("constant", constant)
        self.register_buffer("root", weights.sqrt()[:, None])

    def forward(self, bands):
        energy = bands.mean(dim=2, keepdim=True)
        voiced = torch.sigmoid(4 * (energy - energy.mean(dim=1, keepdim=True) + QUIET))
        frames = self.cepstra(bands)
        shares = torch.softmax((frames * frames) @ self.square + frames @ self.linear + self.constant, dim=2) * voiced
        counts = shares.sum(dim=1).unsqueeze(2)
        moved = shares.transpose(1, 2) @ frames - counts * self.means
        shift = moved / (counts + RELEVANCE) / self.deviations * self.root
        return shift.flatten(start_dim=1)


class SpeakerEmbedding(nn.Module):
    """[batch, frames, 80] → [batch, dimensions]; the direction of the vector is the voice."""

    def __init__(self, supervector, centre, projection):
        super().__init__()
        self.supervector = supervector
        self.register_buffer("centre", centre)
        self.register_buffer("projection", projection)

    def forward(self, bands):
        shift = self.supervector(bands)
        shift = shift / shift.norm(dim=1, keepdim=True).clamp(min=1e-6)
        return (shift - self.centre) @ self.projection
