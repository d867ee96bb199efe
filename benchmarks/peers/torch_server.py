"""PyTorch behind the harness's protocol: a JSON request a line in, a JSON reply a line out (protocol/messages.ts).

    python3 torch_server.py THREADS

The networks and operations are those of cases/, in PyTorch's own layers.
"""

import json
import math
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

LOSSES = 5
OUTPUTS = 64


class TransformerBlock(nn.Module):
    """Pre-norm, with a classifier on the mean of the tokens."""

    def __init__(self, size, heads, classes):
        super().__init__()
        self.norm1 = nn.LayerNorm(size)
        self.attention = nn.MultiheadAttention(size, heads, batch_first=True)
        self.norm2 = nn.LayerNorm(size)
        self.mlp = nn.Sequential(nn.Linear(size, 4 * size), nn.GELU(), nn.Linear(4 * size, size))
        self.head = nn.Linear(size, classes)

    def forward(self, x):
        h = self.norm1(x)
        x = x + self.attention(h, h, h, need_weights=False)[0]
        x = x + self.mlp(self.norm2(x))
        return self.head(x.mean(1))


def convolve(inputs, outputs, bias):
    convolution = nn.Conv2d(inputs, outputs, 3, padding=1, bias=bias)
    return [convolution, nn.BatchNorm2d(outputs), nn.ReLU()]


def cnn(dropout):
    return nn.Sequential(
        *convolve(1, 32, True), nn.MaxPool2d(2),
        *convolve(32, 64, True), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 49, 128), nn.ReLU(), nn.Dropout(dropout),
        nn.Linear(128, 10))


def vgg(_):
    return nn.Sequential(
        *convolve(3, 64, False), *convolve(64, 64, False), nn.MaxPool2d(2),
        *convolve(64, 128, False), *convolve(128, 128, False), nn.MaxPool2d(2),
        *convolve(128, 256, False), nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()), nn.Linear(256, 10))


NETWORKS = {
    "xor": lambda _: nn.Sequential(nn.Linear(2, 8), nn.Sigmoid(), nn.Linear(8, 2)),
    "mlp": lambda _: nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10)),
    "mlp-bn": lambda _: nn.Sequential(
        nn.Linear(784, 1024), nn.BatchNorm1d(1024), nn.ReLU(),
        nn.Linear(1024, 1024), nn.BatchNorm1d(1024), nn.ReLU(), nn.Linear(1024, 10)),
    "cnn": cnn,
    "vgg": vgg,
    "transformer": lambda _: TransformerBlock(128, 4, 10),
}

# PyTorch's names of what the cases call otherwise.
NAMES = {
    "in_proj_weight": "projectionWeight", "in_proj_bias": "projectionBias",
    "out_proj.weight": "outputWeight", "out_proj.bias": "outputBias",
}
NORMS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm)


def canonical(model):
    """Each parameter with its name among the cases, and whether it lies transposed there, as weights [inputs, outputs]."""
    modules = dict(model.named_modules())
    for name, parameter in model.named_parameters():
        owner, _, leaf = name.rpartition(".")
        if owner.endswith("out_proj"):
            owner, leaf = owner.rpartition(".")[0], "out_proj." + leaf
        elif isinstance(modules[owner], NORMS):
            leaf = {"weight": "gamma", "bias": "beta"}[leaf]
        flipped = type(modules.get(owner)) is nn.Linear and leaf == "weight"
        path = f"{owner}.{NAMES.get(leaf, leaf)}"
        if isinstance(model, nn.Sequential):
            path = "layers." + path
        yield path.replace("mlp.", "mlp.layers."), parameter, flipped


class Step:
    def __init__(self, work, settings, tensors):
        self.model = NETWORKS[work](settings["dropout"])
        self.x, self.t = tensors["x"], tensors["t"].long()
        with torch.no_grad():
            for name, parameter, flipped in canonical(self.model):
                value = tensors[name]
                parameter.copy_(value.T if flipped else value)
        parameters = self.model.parameters()
        optimizer = torch.optim.SGD if work == "xor" else torch.optim.Adam
        self.optimizer = optimizer(parameters, lr=settings["learningRate"])

    def run(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(self.model(self.x), self.t)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def check(self):
        before = [parameter.detach().clone() for parameter in self.model.parameters()]
        losses = [self.run() for _ in range(LOSSES)]
        named = zip(canonical(self.model), before)
        return {"values": losses, "unchanged": [name for (name, now, _), old in named if torch.equal(now, old)]}


def matmul(a, b, transposeA, transposeB):
    return (a.mT if transposeA else a) @ (b.mT if transposeB else b)


def convolution_gradient(which):
    """One of aten's two gradients of a 3 x 3 convolution with zeros around."""

    def run(x, w, dy):
        masks = [which == "input", which == "weight", False]
        found = torch.ops.aten.convolution_backward(
            dy, x, w, None, [1, 1], [1, 1], [1, 1], False, [0, 0], 1, masks)
        return found[0 if which == "input" else 1]

    return run


INPUT_GRADIENT = convolution_gradient("input")
WEIGHT_GRADIENT = convolution_gradient("weight")

OPERATIONS = {
    "matmul": matmul,
    "conv2d": lambda x, w: F.conv2d(x, w, padding=1),
    "conv2dInputGradient": lambda dy, w: INPUT_GRADIENT(
        torch.empty(dy.shape[0], w.shape[1], *dy.shape[2:]), w, dy),
    "conv2dWeightGradient": lambda x, dy: WEIGHT_GRADIENT(
        x, torch.empty(dy.shape[1], x.shape[1], 3, 3), dy),
    "relu": torch.relu,
    "mulAdd": lambda a: a * a + a,
    "exp": torch.exp,
    "softmax": lambda a: torch.softmax(a, -1),
    "sumRows": lambda a: a.sum(1),
    "sumColumns": lambda a: a.sum(0),
}


class Operation:
    def __init__(self, work, settings, tensors):
        self.compute, self.inputs, self.settings = OPERATIONS[work], list(tensors.values()), settings

    def run(self):
        return self.compute(*self.inputs, **self.settings)

    def check(self):
        output = self.run().flatten()
        return {"values": output[:: max(1, len(output) // OUTPUTS)].tolist(), "unchanged": []}


def read(request):
    data = bytearray(open(request["file"], "rb").read())
    tensors = {}
    for entry in request["tensors"]:
        dtype = torch.int32 if entry["dtype"] == "int32" else torch.float32
        count = math.prod(entry["shape"])
        flat = torch.frombuffer(data, dtype=dtype, count=count, offset=entry["offset"])
        tensors[entry["name"]] = flat.reshape(entry["shape"]).clone()
    return tensors


def timed(run, together, milliseconds):
    times = []
    end = time.perf_counter() + milliseconds / 1e3
    while True:
        start = time.perf_counter()
        for _ in range(together):
            run()
        now = time.perf_counter()
        times.append((now - start) * 1e3 / together)
        if now >= end:
            return times


class Server:
    def __init__(self):
        self.prepared, self.together, self.least = None, 0, 1

    def answer(self, request):
        ask = request["ask"]
        if ask == "describe":
            return {"version": "torch " + torch.__version__, "threads": torch.get_num_threads()}
        if ask == "prepare":
            kind = Step if request["kind"] == "step" else Operation
            self.prepared = kind(request["work"], request["settings"], read(request))
            self.together, self.least = 0, request.get("together") or 1
        elif ask == "check":
            return self.prepared.check()
        elif ask == "time":
            return {"times": self.time(request["milliseconds"])}
        elif ask == "memory":
            return {"bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}
        elif ask == "release":
            self.prepared = None
        return {}

    def time(self, milliseconds):
        """As protocol/answer.ts does: short runs several at a time, so that one measurement lasts a millisecond."""
        run = self.prepared.run
        while self.together == 0:
            count, taken = self.least, 0
            while taken < 1:
                taken = timed(run, count, 0)[0] * count
                self.together, count = count, count * 2
        return timed(run, self.together, milliseconds)


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(0)
    server = Server()
    for line in sys.stdin:
        try:
            reply = server.answer(json.loads(line))
        except Exception as error:  # the harness shows it in the table
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
