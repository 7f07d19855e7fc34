"""The tagger: hashed features summed a word, then dilated convolutions over the words."""

import torch
from torch import nn

from features import BUCKETS

LABELS = ["O"] + [f"{place}-{kind}" for kind in ("PERSON", "LOCATION", "ADDRESS", "ORGANIZATION") for place in "BI"]
WIDTH = 64
HIDDEN = 96
DILATIONS = (1, 2, 4, 8)
REACH = sum(DILATIONS)
"""How many words on either side can change a word's label."""


class Tagger(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(BUCKETS, WIDTH, mode="sum", padding_idx=0)
        # pieces that training never saw add nothing
        nn.init.zeros_(self.table.weight)
        self.norm = nn.LayerNorm(WIDTH)
        self.enter = nn.Linear(WIDTH, HIDDEN)
        self.blocks = nn.ModuleList(nn.Conv1d(HIDDEN, HIDDEN, 3, padding=d, dilation=d) for d in DILATIONS)
        self.leave = nn.Linear(HIDDEN, len(LABELS))
        self.drop = nn.Dropout(0.15)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """ids: [batch, words, slots] → logits [batch, words, labels]"""
        batch, words, slots = ids.shape
        x = self.table(ids.reshape(batch * words, slots))
        return self.read(x.reshape(batch, words, WIDTH))

    def read(self, summed: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.enter(self.drop(self.norm(summed)))).transpose(1, 2)
        for block in self.blocks:
            x = x + self.drop(torch.relu(block(x)))
        return self.leave(x.transpose(1, 2))
