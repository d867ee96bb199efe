"""Writes optimizers.json: 50 steps of each of PyTorch's optimizers on one small network, in float32 and float64.

Run with a Python that has PyTorch: python3 tests/pytorch/make_fixtures.py
"""

import json
import os

import torch

STEPS = 50
RUNS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=0.1),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.01),
    "adam": lambda p: torch.optim.Adam(p, lr=0.02),
    "adamL2": lambda p: torch.optim.Adam(p, lr=0.02, weight_decay=0.03),
    "adamW": lambda p: torch.optim.AdamW(p, lr=0.02, weight_decay=0.1),
}


def numbers(tensor):
    return tensor.double().flatten().tolist()


def main():
    torch.manual_seed(0)
    # Rounded to float32, so that both precisions start from the same numbers.
    start = [torch.randn(5, 8) * 0.5, torch.zeros(8), torch.randn(8, 3) * 0.5, torch.zeros(3)]
    x = torch.randn(12, 5)
    labels = torch.randint(0, 3, (12,))
    curves = {}
    for name, make in RUNS.items():
        for dtype in (torch.float32, torch.float64):
            parameters = [p.clone().to(dtype).requires_grad_() for p in start]
            optimizer = make(parameters)
            curve = []
            for _ in range(STEPS):
                w1, b1, w2, b2 = parameters
                logits = torch.tanh(x.to(dtype) @ w1 + b1) @ w2 + b2
                loss = torch.nn.functional.cross_entropy(logits, labels)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                curve.append(loss.item())
            curves[f"{name} {str(dtype).removeprefix('torch.')}"] = curve
    fixture = {
        "torch": torch.__version__,
        "parameters": [{"shape": list(p.shape), "values": numbers(p)} for p in start],
        "x": {"shape": list(x.shape), "values": numbers(x)},
        "labels": labels.tolist(),
        "curves": curves,
    }
    path = os.path.join(os.path.dirname(__file__), "optimizers.json")
    with open(path, "w") as file:
        json.dump(fixture, file)
        file.write("\n")


main()
