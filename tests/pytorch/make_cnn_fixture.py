"""Writes cnn.fixture.json: 50 training steps of a small convolutional network in PyTorch, in float32 and float64.

    /usr/bin/python3 tests/pytorch/make_cnn_fixture.py

Weights and images are float32, little-endian, in base64; both precisions start from the same numbers.
"""

import base64
import json
import pathlib

import torch
from torch import nn

STEPS = 50
RUNS = {
    "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    "adam": lambda p: torch.optim.Adam(p, lr=0.005),
}
# Where PyTorch's layers have their counterparts in the Sequential of cnn.test.ts.
NAMES = {
    "0.weight": "layers.0.weight",
    "1.weight": "layers.1.gamma",
    "1.bias": "layers.1.beta",
    "4.weight": "layers.4.weight",
    "4.bias": "layers.4.bias",
    "8.weight": "layers.8.weight",
    "8.bias": "layers.8.bias",
}


def make_network():
    """A bias before the batch norm would have gradient 0, and Adam would blow its rounding up to full steps."""
    return nn.Sequential(
        nn.Conv2d(2, 4, 3, padding=1, bias=False),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(4, 6, 3, stride=2),
        nn.ReLU(),
        nn.MaxPool2d(2, stride=1),
        nn.Flatten(),
        nn.Linear(24, 3),
    )


def stored(tensor):
    values = tensor.detach().contiguous().numpy().astype("<f4")
    return {"shape": list(tensor.shape), "base64": base64.b64encode(values.tobytes()).decode()}


def as_ours(name, tensor):
    """An Affine keeps its weight as [inputs, outputs], PyTorch's Linear the other way round."""
    return tensor.T if name == "8.weight" else tensor


def main():
    torch.manual_seed(0)
    start = make_network().state_dict()
    images = torch.randn(16, 2, 15, 15)
    labels = torch.randint(0, 3, (16,))
    runs = {}
    for name, make in RUNS.items():
        for dtype in (torch.float32, torch.float64):
            network = make_network()
            network.load_state_dict(start)
            network.to(dtype).train()
            optimizer = make(network.parameters())
            losses = []
            for _ in range(STEPS):
                loss = nn.functional.cross_entropy(network(images.to(dtype)), labels)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                losses.append(loss.item())
            runs[f"{name} {str(dtype).removeprefix('torch.')}"] = {
                "losses": losses,
                "runningMean": network[1].running_mean.tolist(),
            }
    fixture = {
        "torch": torch.__version__,
        "weights": {ours: stored(as_ours(theirs, start[theirs])) for theirs, ours in NAMES.items()},
        "images": stored(images),
        "labels": labels.tolist(),
        "runs": runs,
    }
    path = pathlib.Path(__file__).parent / "cnn.fixture.json"
    path.write_text(json.dumps(fixture) + "\n")


main()
