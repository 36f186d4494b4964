"""What the model's record says in words."""

from __future__ import annotations

DESCRIPTION = """\
BraggNN finds where in a small X-ray image a Bragg peak is, to a fraction of a pixel, and is much \
faster than fitting a profile. This copy has the published architecture with its 33\u202f172 \
parameters and was trained from random numbers on {train} simulated peaks, so its data, weights \
and figures may be passed on and made again by anyone.

Distances from the true position on the {test} peaks of the test split, in pixels of 200 µm:

| position by | 95 % quantile | mean | standard deviation |
| --- | --- | --- | --- |
{rows}

The fit knows the form of the profile that made the peaks, so it is a hard rival here. The \
published errors of BraggNN on measured peaks, 0.688, about 0.21 and about 0.22, are distances \
from fitted positions and from other peaks: they cannot be compared with this table directly.
"""

ARCHITECTURE = """\
A convolution of 3 × 3 pixels makes 64 channels of the patch. A non-local block lets every \
position look at all others: three 1 × 1 convolutions to 32 channels, a softmax over positions \
without scaling, and a 1 × 1 convolution back to 64 channels that is added to the block's input. \
Two more 3 × 3 convolutions reduce the channels to 32 and 8, and dense layers of 16, 8, 4, 2 \
and 2 neurons lead to the two coordinates. Leaky ReLU with slope 0.01 follows the non-local block, \
the two other 3 × 3 convolutions, and each dense layer but the last.

The bias of φ adds the same to every term of the softmax, so it has no effect and stays zero.
"""

INSTRUCTIONS = """\
Load `model.onnx` with any ONNX runtime. Scale each patch from its minimum to its maximum, and \
multiply the output by 11 for the (column, row) of the peak in pixels, counted from the centre of \
the first pixel.
"""

SNIPPET = """\
import numpy as np
import onnxruntime

def locate(counts):
    values = counts.astype(np.float32)
    low = values.min(axis=(1, 2), keepdims=True)
    high = values.max(axis=(1, 2), keepdims=True)
    patches = ((values - low) / (high - low))[:, None]
    session = onnxruntime.InferenceSession("model.onnx")
    return 11 * session.run(["position"], {"patch": patches})[0]
"""

LIMITATIONS = """\
- Trained and tested on simulated peaks only; its errors on measured peaks are not known.
- Patches must hold a single peak within about two pixels of their middle; other positions never \
occurred in training.
- Background must be subtracted and pixels without a peak set to zero, as in the training data.
"""

PREPROCESSING = """\
1. Subtract the background of the frame, and set what is below a threshold to zero.
2. Cut out 11 × 11 pixels around the peak.
3. Subtract the minimum of the patch and divide by the range of its values.
"""
