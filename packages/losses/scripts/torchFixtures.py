"""Writes src/testing/torch.fixture.json: PyTorch's losses and their gradients, in each reduction.

    /usr/bin/python3 packages/losses/scripts/torchFixtures.py
"""

import json
import pathlib

import torch
from torch.nn import functional as F

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)

logits = 2 * torch.randn(5, 4)
row = logits[0].clone()
huge = 1e4 * torch.tensor([[1.0, -1.0, 0.0], [-1.0, 1.0, 0.0]])
target = logits + torch.randn(5, 4)
probabilities = torch.softmax(torch.randn(5, 4), -1)
probabilities[1] = torch.tensor([0.0, 1.0, 0.0, 0.0])
labels = torch.tensor([2, 0, 3, 1, 1])
chances = torch.rand(5, 4)
counts = torch.poisson(3 * torch.ones(5, 4))
variances = 0.2 + torch.rand(5, 4)
class_weights = torch.tensor([0.5, 2.0, 1.0, 0.25])

CASES = {
    "softmaxCrossEntropy of labels": (logits, lambda x, r: F.cross_entropy(x, labels, reduction=r)),
    "softmaxCrossEntropy of one row": (row, lambda x, r: F.cross_entropy(x, labels[0], reduction=r)),
    "softmaxCrossEntropy of soft rows": (logits, lambda x, r: F.cross_entropy(x, probabilities, reduction=r)),
    "softmaxCrossEntropy, smoothed": (
        logits,
        lambda x, r: F.cross_entropy(x, labels, label_smoothing=0.2, reduction=r),
    ),
    "softmaxCrossEntropy of soft rows, smoothed": (
        logits,
        lambda x, r: F.cross_entropy(x, probabilities, label_smoothing=0.2, reduction=r),
    ),
    "softmaxCrossEntropy, weighted": (
        logits,
        lambda x, r: F.cross_entropy(x, labels, weight=class_weights, reduction=r),
    ),
    "softmaxCrossEntropy, weighted and smoothed": (
        logits,
        lambda x, r: F.cross_entropy(x, labels, weight=class_weights, label_smoothing=0.2, reduction=r),
    ),
    "softmaxCrossEntropy of soft rows, weighted": (
        logits,
        lambda x, r: F.cross_entropy(x, probabilities, weight=class_weights, reduction=r),
    ),
    "softmaxCrossEntropy of huge logits": (huge, lambda x, r: F.cross_entropy(x, torch.zeros(2, dtype=torch.long), reduction=r)),
    "binaryCrossEntropy": (logits, lambda x, r: F.binary_cross_entropy_with_logits(x, chances, reduction=r)),
    "binaryCrossEntropy, weighted": (
        logits,
        lambda x, r: F.binary_cross_entropy_with_logits(x, chances, pos_weight=torch.tensor(3.0), reduction=r),
    ),
    "binaryCrossEntropy of huge logits": (
        huge,
        lambda x, r: F.binary_cross_entropy_with_logits(x, torch.ones_like(x), reduction=r),
    ),
    "meanSquaredError": (logits, lambda x, r: F.mse_loss(x, target, reduction=r)),
    "meanAbsoluteError": (logits, lambda x, r: F.l1_loss(x, target, reduction=r)),
    "huber": (logits, lambda x, r: F.huber_loss(x, target, delta=0.7, reduction=r)),
    "gaussianNegativeLogLikelihood": (
        logits,
        lambda x, r: F.gaussian_nll_loss(x, target, variances, full=True, reduction=r),
    ),
}


def kl_divergence(x, reduction):
    """PyTorch's "none" and "mean" are by element; the mean over rows is its "batchmean"."""
    log_q = torch.log_softmax(x, -1)
    if reduction == "none":
        return F.kl_div(log_q, probabilities, reduction="none").sum(-1)
    return F.kl_div(log_q, probabilities, reduction="batchmean" if reduction == "mean" else "sum")


def poisson(x, reduction):
    """PyTorch's `full` adds Stirling's approximation of log t!; here the true one."""
    losses = F.poisson_nll_loss(x, counts, reduction="none") + torch.lgamma(counts + 1)
    return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[reduction]


def record(x, call):
    result = {"x": x.tolist()}
    for reduction in ("mean", "sum", "none"):
        input = x.clone().requires_grad_()
        loss = call(input, reduction)
        loss.sum().backward()
        result[reduction] = {"loss": loss.tolist(), "gradient": input.grad.tolist()}
    return result


CASES["klDivergence"] = (logits, kl_divergence)
CASES["poissonNegativeLogLikelihood"] = (logits, poisson)
fixture = {
    "torch": torch.__version__,
    "inputs": {
        "target": target.tolist(),
        "probabilities": probabilities.tolist(),
        "labels": labels.tolist(),
        "chances": chances.tolist(),
        "counts": counts.tolist(),
        "variances": variances.tolist(),
        "classWeights": class_weights.tolist(),
    },
    "cases": {name: record(*case) for name, case in CASES.items()},
}
path = pathlib.Path(__file__).parent.parent / "src/testing/torch.fixture.json"
path.write_text(json.dumps(fixture) + "\n")
