"""Writes src/testing/torch.fixture.json: PyTorch's outputs and gradients for layers whose layout follows PyTorch's.

    /usr/bin/python3 packages/layers/scripts/torchFixtures.py
"""

import json
import pathlib

import torch

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)


def record(module, names, inputs, call):
    for x in inputs:
        x.requires_grad_()
    y = call(*inputs)
    dy = torch.randn_like(y)
    (y * dy).sum().backward()
    parameters = dict(module.named_parameters())
    return {
        "inputs": [x.detach().tolist() for x in inputs],
        "parameters": {ours: parameters[theirs].detach().tolist() for ours, theirs in names.items()},
        "output": y.detach().tolist(),
        "dy": dy.tolist(),
        "dx": [x.grad.tolist() for x in inputs],
        "gradients": {ours: parameters[theirs].grad.tolist() for ours, theirs in names.items()},
    }


gru = torch.nn.GRU(3, 4, batch_first=True)
attention = torch.nn.MultiheadAttention(6, 2, batch_first=True)
torch.nn.init.normal_(attention.in_proj_bias)
torch.nn.init.normal_(attention.out_proj.bias)
causal = torch.triu(torch.ones(3, 3, dtype=torch.bool), diagonal=1)
attention_names = {
    "projectionWeight": "in_proj_weight",
    "projectionBias": "in_proj_bias",
    "outputWeight": "out_proj.weight",
    "outputBias": "out_proj.bias",
}
gru_names = {
    "weightInput": "weight_ih_l0",
    "weightHidden": "weight_hh_l0",
    "biasInput": "bias_ih_l0",
    "biasHidden": "bias_hh_l0",
}
fixture = {
    "torch": torch.__version__,
    "gru": record(gru, gru_names, [torch.randn(2, 5, 3), torch.randn(2, 4)], lambda x, h: gru(x, h[None])[0]),
}
fixture["attention"] = record(
    attention,
    attention_names,
    [torch.randn(2, 3, 6), torch.randn(2, 4, 6), torch.randn(2, 4, 6)],
    lambda q, k, v: attention(q, k, v, need_weights=False)[0],
)
attention.zero_grad()
fixture["causalAttention"] = record(
    attention,
    attention_names,
    [torch.randn(2, 3, 6)],
    lambda x: attention(x, x, x, attn_mask=causal, need_weights=False)[0],
)
target = pathlib.Path(__file__).parent.parent / "src/testing/torch.fixture.json"
target.write_text(json.dumps(fixture) + "\n")
