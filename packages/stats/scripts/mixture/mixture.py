"""References of mixtures by mpmath with 40 digits: the maximum likelihood of two normal components, and of two Poisson ones, by
their score equations from where EM ends, with standard errors from the observed information.

    python3 packages/stats/scripts/mixture/mixture.py
"""
import json
import pathlib

import mpmath as mp
import numpy as np

mp.mp.dps = 40


def log_normal(x, m, s):
    return -((x - m) / s) ** 2 / 2 - mp.log(s) - mp.log(2 * mp.pi) / 2


def log_poisson(x, rate):
    return x * mp.log(rate) - rate - mp.loggamma(x + 1)


def solve(data, log_density, start):
    """start: the first weight, then the parameters of each component."""
    size = (len(start) - 1) // 2

    def likelihood(*theta):
        w, first, second = theta[0], theta[1 : 1 + size], theta[1 + size :]
        return sum(mp.log(w * mp.exp(log_density(x, *first)) + (1 - w) * mp.exp(log_density(x, *second))) for x in data)

    k = len(start)
    unit = lambda i: tuple(1 if i == j else 0 for j in range(k))
    score = lambda theta: mp.matrix([mp.diff(likelihood, tuple(theta), unit(i)) for i in range(k)])

    def hessian(theta):
        h = mp.matrix(k, k)
        for i in range(k):
            for j in range(i, k):
                order = tuple(a + b for a, b in zip(unit(i), unit(j)))
                h[i, j] = h[j, i] = mp.diff(likelihood, tuple(theta), order)
        return h

    theta = mp.matrix(start)
    for _ in range(12):
        step = mp.lu_solve(hessian(theta), score(theta))
        theta = theta - step
        if mp.norm(step) < mp.mpf("1e-18"):
            break
    covariance = (-hessian(theta)) ** -1
    return {
        "data": [float(x) for x in data],
        "weight": float(theta[0]),
        "parameters": [float(x) for x in theta[1:]],
        "logLikelihood": float(likelihood(*theta)),
        "standardErrors": [float(mp.sqrt(covariance[i, i])) for i in range(k)],
    }


random = np.random.default_rng(8)
normals = np.round(np.concatenate([random.normal(0, 1, 50), random.normal(4, 1.5, 70)]), 3)
counts = np.concatenate([random.poisson(2, 60), random.poisson(11, 60)])
fixture = {
    "versions": {"mpmath": mp.__version__, "numpy": np.__version__},
    "normal": solve([mp.mpf(repr(float(x))) for x in normals], log_normal, [0.4, 0, 1, 4, 1.5]),
    "poisson": solve([mp.mpf(int(x)) for x in counts], log_poisson, [0.5, 2, 11]),
}
path = pathlib.Path(__file__).parents[2] / "src/mixture/mixture.fixture.json"
path.write_text(json.dumps(fixture) + "\n")
