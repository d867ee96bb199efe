"""Writes src/fit/nearlyEqual.fixture.json from mpmath, in 120 digits: python3 scripts/nearly_equal_fixture.py.

Maxima of values that differ little, where two parameters nearly determine each other, and the inverse of -∂²l/∂θ∂θ there: the
Hessian in the parameters themselves, which so many digits can invert.
"""

import json
import random
from pathlib import Path

import mpmath
from mpmath import digamma, findroot, fsum, log, matrix, mp, mpf, polygamma, sqrt

mp.dps = 120
target = Path(__file__).parent.parent / "src/fit/nearlyEqual.fixture.json"


def mean(values):
    return fsum(values) / len(values)


def gamma_shape(values, m):
    """k with log k - ψ(k) = log m - mean of log x, found as 1/k."""
    deficit = log(m) - mean([log(x) for x in values])
    return 1 / findroot(lambda r: -log(r) - digamma(1 / r) - deficit, (2 * deficit, 2 * deficit * (1 + mpf("1e-6"))))


def gamma(values):
    m = mean(values)
    k = gamma_shape(values, m)
    scale = m / k
    n = len(values)
    information = [[n * polygamma(1, k), n / scale], [n / scale, 2 * n * m / scale**3 - n * k / scale**2]]
    return (k, scale), information


def inverse_gamma(values):
    m = mean([1 / x for x in values])
    k = gamma_shape([1 / x for x in values], m)
    scale = k / m
    n = len(values)
    information = [[n * polygamma(1, k), -n / scale], [-n / scale, n * k / scale**2]]
    return (k, scale), information


def beta(values):
    below = mean([log(x) for x in values])
    above = mean([log(1 - x) for x in values])
    m = mean(values)
    variance = mean([(x - m) ** 2 for x in values])
    total = m * (1 - m) / variance - 1
    # By log odds of the mean and logarithm of the total, in which the equations are well conditioned.
    def shapes(odds, log_total):
        share = 1 / (1 + mpmath.exp(-odds))
        return mpmath.exp(log_total) * share, mpmath.exp(log_total) * (1 - share)
    def score(odds, log_total):
        a, b = shapes(odds, log_total)
        share, rest = a / (a + b), b / (a + b)
        da, db = below - digamma(a) + digamma(a + b), above - digamma(b) + digamma(a + b)
        return [(da - db) / sqrt(variance), (share * da + rest * db) / variance]
    end = findroot(score, (log(m / (1 - m)), log(total)), tol=mpf(10) ** -150, maxsteps=100)
    a, b = shapes(end[0], end[1])
    n = len(values)
    shared = polygamma(1, a + b)
    information = [[n * (polygamma(1, a) - shared), -n * shared], [-n * shared, n * (polygamma(1, b) - shared)]]
    return (a, b), information


def row(family, fit, centre, spread, count):
    source = random.Random(count)
    data = [float(f"{centre * (1 + spread * source.gauss(0, 1)):.17g}") for _ in range(count)]
    parameters, information = fit([mpf(x) for x in data])
    covariance = matrix(information) ** -1
    errors = [sqrt(covariance[i, i]) for i in range(2)]
    return {
        "family": family,
        "data": data,
        "parameters": [float(p) for p in parameters],
        "standardErrors": [float(e) for e in errors],
        # 1 less its square's size, of which the correlation itself would show nothing.
        "unexplained": float(1 - covariance[0, 1] ** 2 / covariance[0, 0] / covariance[1, 1]),
    }


spreads = [0.3, 1e-3, 1e-6, 1e-8, 1e-9, 1e-11]
rows = [
    *[row("Gamma", gamma, 1e9, spread, 20) for spread in spreads],
    *[row("InverseGamma", inverse_gamma, 1e9, spread, 20) for spread in spreads],
    *[row("Beta", beta, centre, spread, 20) for centre in (0.3, 2e-4) for spread in spreads],
]
content = {"mpmath": mpmath.__version__, "rows": rows}
target.write_text(json.dumps(content).replace('}, {', '},\n{') + "\n", encoding="utf-8")
print(len(rows), "rows,", target.stat().st_size, "bytes")
