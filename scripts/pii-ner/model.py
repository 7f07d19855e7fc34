"""The tagger: hashed features summed a word, then dilated convolutions over the words."""

import torch
from torch import nn

from features import BUCKETS

LABELS = ["O"] + [f"{place}-{kind}" for kind in ("PERSON", "LOCATION", "ADDRESS", "ORGANIZATION") for place in "BI"]
WIDTH = 64
HIDDEN = 96
DILATIONS = (1, 2, 4, 8)
DEEPER = (1, 2, 4)
"""Dilations of the blocks after those: they begin as nothing, so that weights without them can be gone on from."""
REACH = sum(DILATIONS) + sum(DEEPER)
"""How many words on either side can change a word's label."""


class Block(nn.Module):
    """What three words say together, weighed and added to what was known of the middle one."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.hear = nn.Conv1d(HIDDEN, HIDDEN, 3, padding=dilation, dilation=dilation)
        self.tell = nn.Conv1d(HIDDEN, HIDDEN, 1)
        nn.init.zeros_(self.tell.weight)
        nn.init.zeros_(self.tell.bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.tell(torch.relu(self.hear(x)))


class Tagger(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(BUCKETS, WIDTH, mode="sum", padding_idx=0)
        # pieces that training never saw add nothing
        nn.init.zeros_(self.table.weight)
        self.norm = nn.LayerNorm(WIDTH)
        # convolutions of one word: many times as fast as Linear in a PyTorch without a tuned BLAS
        self.enter = nn.Conv1d(WIDTH, HIDDEN, 1)
        self.blocks = nn.ModuleList(nn.Conv1d(HIDDEN, HIDDEN, 3, padding=d, dilation=d) for d in DILATIONS)
        self.deeper = nn.ModuleList(Block(dilation) for dilation in DEEPER)
        self.leave = nn.Conv1d(HIDDEN, len(LABELS), 1)
        self.drop = nn.Dropout(0.15)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """ids: [batch, words, slots] → logits [batch, words, labels]"""
        batch, words, slots = ids.shape
        return self.read(self.table(ids.reshape(batch * words, slots)).reshape(batch, words, WIDTH))

    def read(self, summed: torch.Tensor) -> torch.Tensor:
        """summed: the features' sums of each word, [batch, words, WIDTH] → logits [batch, words, labels]"""
        x = torch.relu(self.enter(self.drop(self.norm(summed)).transpose(1, 2)))
        for block in self.blocks:
            x = x + self.drop(torch.relu(block(x)))
        for block in self.deeper:
            x = x + self.drop(block(x))
        return self.leave(x).transpose(1, 2)
