"""Sums over edges, forward and backward, with little memory traffic.

A jet with n tracks has n² edges, each with two hidden layers: nearly all the arithmetic of the
network. Written out, the backward pass needs only what the forward pass stored, and both can run in
bfloat16, of which processors with the right instructions compute several times as many products a
second.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: Float32 values in the widest vector register of today's processors.
LANES = 16


def edge_sums(
    receiving: Tensor, sending: Tensor, second: nn.Linear, third: nn.Linear, counts: Tensor
) -> Tensor:
    """Σ_j counts_ij f(receiving_i + sending_j), float32 [batch, receivers, D_E].

    `receiving` [batch, receivers, hidden] and `sending` [batch, senders, hidden] are the two parts
    of the first layer before its ReLU, `second` and `third` the layers that follow, and `counts`
    [receivers, senders] says how many edges of the full graph each pair of slots stands for.
    Its type, float32 or bfloat16, is the type of the computation.
    """
    dtype = counts.dtype
    # Zeros that make the width a multiple of what a vector register holds change nothing but speed.
    more = -receiving.shape[2] % LANES
    return _EdgeSums.apply(
        F.pad(receiving.to(dtype), (0, more)),
        F.pad(sending.to(dtype), (0, more)),
        F.pad(second.weight.to(dtype), (0, more, 0, more)),
        F.pad(second.bias.to(dtype), (0, more)),
        F.pad(third.weight.to(dtype), (0, more)),
        third.bias.to(dtype),
        counts,
    )


class _EdgeSums(torch.autograd.Function):
    """`edge_sums` with its derivative."""

    @staticmethod
    def forward(
        ctx: Any,
        receiving: Tensor,
        sending: Tensor,
        weight2: Tensor,
        bias2: Tensor,
        weight3: Tensor,
        bias3: Tensor,
        counts: Tensor,
    ) -> Tensor:
        hidden = receiving.shape[2]
        first = (receiving.unsqueeze(2) + sending.unsqueeze(1)).relu_().view(-1, hidden)
        second = torch.addmm(bias2, first, weight2.T).relu_()
        third = torch.addmm(bias3, second, weight3.T).relu_()
        ctx.save_for_backward(first, second, third, weight2, weight3, counts)
        batch, (receivers, senders) = receiving.shape[0], counts.shape
        each = counts.view(receivers, 1, senders).repeat(batch, 1, 1)
        sums = torch.bmm(each, third.view(batch * receivers, senders, -1))
        return sums.view(batch, receivers, -1).float()

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        first, second, third, weight2, weight3, counts = ctx.saved_tensors
        at_states = gradient.to(third.dtype).unsqueeze(2) * counts.unsqueeze(2)
        delta3 = below_relu(at_states.view_as(third), third)
        delta2 = below_relu(delta3 @ weight3, second)
        delta1 = below_relu(delta2 @ weight2, first).view(len(gradient), *counts.shape, -1)
        return (
            delta1.sum(dim=2),
            delta1.sum(dim=1),
            delta2.T @ first,
            delta2.sum(dim=0),
            delta3.T @ second,
            delta3.sum(dim=0),
            None,
        )


def below_relu(gradient: Tensor, output: Tensor) -> Tensor:
    """The gradient at a ReLU's input from that at its output and the output itself."""
    return torch.ops.aten.threshold_backward(gradient, output, 0)
