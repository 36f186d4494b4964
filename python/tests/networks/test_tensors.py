"""Tensors of PyTorch as data, by the record's contract."""

from __future__ import annotations

import numpy as np
import pytest
import torch

import faircat


@pytest.mark.filterwarnings("ignore")
def test_tensors_that_numpy_does_not_take(
    model: faircat.Model, inputs: dict[str, np.ndarray]
) -> None:
    first = next(iter(inputs))
    tensor = torch.from_numpy(inputs[first])
    half = tensor.to(torch.bfloat16)
    found = model.run({**inputs, first: half.requires_grad_()})
    expected = model.run({**inputs, first: half.detach().float().numpy()})
    for name in expected:
        np.testing.assert_array_equal(found[name], expected[name])
    for bad in (
        tensor.to_sparse(),
        tensor.to("meta"),
        torch.quantize_per_tensor(tensor, 0.1, 0, torch.qint8),
        tensor.to(torch.complex64),
        [torch.zeros(2), torch.zeros(3)],
    ):
        with pytest.raises(faircat.ContractError) as raised:
            model.run({**inputs, first: bad})
        assert raised.value.diagnostics[0].hint
