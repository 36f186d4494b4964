"""BraggNN as published: Liu et al., arXiv:2008.08198; 33,172 parameters for 11 x 11 pixels.

The names of the parameters are those of the published state dicts, so that either loads here.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

SLOPE = 0.01
"""Slope of the leaky ReLU for negative values."""

CHANNELS = (64, 32, 8)
"""Channels after the three convolutions."""

DENSE = (16, 8, 4, 2)
"""Neurons of the dense layers before the output."""

PARAMETERS = 33_172


class NonLocalBlock(nn.Module):
    """Every position looks at all others (Wang et al., arXiv:1711.07971), without scaling.

    [batch, channels, height, width] in and out.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.inner = channels // 2
        self.theta_layer = nn.Conv2d(channels, self.inner, 1)
        self.phi_layer = nn.Conv2d(channels, self.inner, 1)
        self.g_layer = nn.Conv2d(channels, self.inner, 1)
        self.out_cnn = nn.Conv2d(self.inner, channels, 1)

    def forward(self, image: Tensor) -> Tensor:
        """The image plus what each position gathered from all positions."""
        theta = self.theta_layer(image).flatten(2).transpose(1, 2)
        phi = self.phi_layer(image).flatten(2)
        values = self.g_layer(image).flatten(2).transpose(1, 2)
        attention = torch.softmax(theta @ phi, dim=2)
        gathered = (attention @ values).transpose(1, 2)
        gathered = gathered.unflatten(2, (image.shape[2], image.shape[3]))
        return image + self.out_cnn(gathered)


class BraggNN(nn.Module):
    """Patches [batch, 1, 11, 11], scaled from 0 to 1, to positions [batch, 2].

    A position is (column, row), counted from the centre of the first pixel, over the patch's size.
    """

    def __init__(self, patch_size: int = 11) -> None:
        super().__init__()
        convolutions: list[nn.Module] = []
        for before, after in zip((1, *CHANNELS), CHANNELS, strict=False):
            convolutions += [nn.Conv2d(before, after, 3), nn.LeakyReLU(SLOPE)]
        self.cnn_layers = nn.ModuleList(convolutions)
        self.nlb = NonLocalBlock(CHANNELS[0])
        side = patch_size - 2 * len(CHANNELS)
        dense: list[nn.Module] = []
        for before, after in zip((CHANNELS[-1] * side**2, *DENSE), DENSE, strict=False):
            dense += [nn.Linear(before, after), nn.LeakyReLU(SLOPE)]
        self.dense_layers = nn.ModuleList([*dense, nn.Linear(DENSE[-1], 2)])

    def forward(self, patch: Tensor) -> Tensor:
        """Positions as fractions of the patch's size."""
        image = self.nlb(self.cnn_layers[0](patch))
        for layer in self.cnn_layers[1:]:
            image = layer(image)
        flat = image.flatten(1)
        for layer in self.dense_layers:
            flat = layer(flat)
        return flat


FIRST_BIAS = 0.5
"""First bias of the dense layers' neurons: the middle of the patch, for the last two."""

FIRST_GAIN = 0.3
"""Gain of the dense layers' first weights, small so that the biases decide the sign."""


def initialise(network: BraggNN) -> None:
    """First values of the parameters: Xavier uniform weights and biases of zero, as published,
    but for the dense layers.

    The last dense layer has two neurons for two coordinates, and a neuron that is negative for
    all patches passes hardly any gradient: from published values one coordinate is often not
    learnt at all. So biases start positive, weights small, and the output as a copy of the two
    neurons.
    """
    for layer in network.modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    *hidden, output = [layer for layer in network.dense_layers if isinstance(layer, nn.Linear)]
    for layer in hidden:
        nn.init.xavier_uniform_(layer.weight, gain=FIRST_GAIN)
        nn.init.constant_(layer.bias, FIRST_BIAS)
    nn.init.eye_(output.weight)


def parameter_count(network: nn.Module) -> int:
    """Number of trainable parameters."""
    return sum(parameter.numel() for parameter in network.parameters())
