"""References of truncated distributions, by mpmath with 50 digits: densities, tails, quantiles and moments by integrals of the
truncated density itself, and the maximum likelihood of a truncated normal sample by its score equations.

    python3 packages/stats/scripts/distributions/truncated.py
"""
import json
import pathlib

import mpmath as mp
import numpy as np

mp.mp.dps = 50
inf = mp.inf


def normal(mean, deviation):
    return lambda x: mp.npdf(x, mean, deviation)


def gumbel(location, scale):
    def pdf(x):
        z = (x - location) / scale
        return mp.exp(-z - mp.exp(-z)) / scale

    return pdf


def gamma(shape, scale):
    return lambda x: mp.exp((shape - 1) * mp.log(x / scale) - x / scale - mp.loggamma(shape)) / scale


def case(family, parameters, density, low, high, points):
    """All from integrals of the density between the bounds, relative to one value: mpmath's tolerance is absolute."""
    anchor = density(mp.mpf(points["x"][0]))
    pdf = lambda x: density(x) / anchor
    top = high if high != inf else low + points["reach"]
    bottom = low if low != -inf else high - points["reach"]
    pieces = [bottom + (top - bottom) * mp.mpf(k) / 40 for k in range(41)]
    integral = lambda f: mp.quad(f, pieces)
    mass = integral(pdf)
    mean = integral(lambda x: x * pdf(x)) / mass
    central = lambda k: integral(lambda x: (x - mean) ** k * pdf(x)) / mass
    variance = central(2)
    rows = []
    for x in points["x"]:
        x = mp.mpf(x)
        below = mp.quad(pdf, [bottom + (x - bottom) * mp.mpf(k) / 20 for k in range(21)]) / mass
        above = mp.quad(pdf, [x + (top - x) * mp.mpf(k) / 20 for k in range(21)]) / mass
        rows.append([float(v) for v in (x, mp.log(pdf(x) / mass), mp.log(below), mp.log(above))])
    return {
        "family": family,
        "parameters": parameters,
        "low": None if low == -inf else float(low),
        "high": None if high == inf else float(high),
        "rows": rows,
        "moments": {
            "mean": float(mean),
            "variance": float(variance),
            "skewness": float(central(3) / variance ** mp.mpf(1.5)),
            "kurtosis": float(central(4) / variance**2 - 3),
            "entropy": float(-integral(lambda x: pdf(x) / mass * mp.log(pdf(x) / mass))),
        },
    }


def truncated_normal_fit():
    """With a = low - mean: the score equations of mean and deviation, the information by differences in mpmath."""
    values = np.round(np.random.default_rng(5).normal(1, 2, 200), 3)
    values = values[values > 0]
    data = [mp.mpf(repr(float(v))) for v in values]
    n = len(data)

    def loglikelihood(mean, deviation):
        total = -n * mp.log(deviation) - n * mp.log(2 * mp.pi) / 2
        total -= sum((x - mean) ** 2 for x in data) / (2 * deviation**2)
        return total - n * mp.log(mp.ncdf(mean / deviation))

    score = lambda m, s: [mp.diff(loglikelihood, (m, s), (1, 0)), mp.diff(loglikelihood, (m, s), (0, 1))]
    mean, deviation = mp.findroot(score, (mp.mpf(1), mp.mpf(2)), tol=1e-30)
    hessian = mp.matrix(2, 2)
    for i in range(2):
        for j in range(2):
            order = [0, 0]
            order[i] += 1
            order[j] += 1
            hessian[i, j] = -mp.diff(loglikelihood, (mean, deviation), tuple(order))
    covariance = hessian**-1
    return {
        "data": values.tolist(),
        "parameters": {"mean": float(mean), "standardDeviation": float(deviation)},
        "logLikelihood": float(loglikelihood(mean, deviation)),
        "standardErrors": {
            "mean": float(mp.sqrt(covariance[0, 0])),
            "standardDeviation": float(mp.sqrt(covariance[1, 1])),
        },
    }


fixture = {
    "versions": {"mpmath": mp.__version__, "numpy": np.__version__},
    "cases": [
        case("Normal", {"mean": 0, "standardDeviation": 1}, normal(0, 1), mp.mpf(30), inf, {"x": [30.01, 30.5, 33], "reach": 10}),
        case("Normal", {"mean": 2, "standardDeviation": 3}, normal(2, 3), mp.mpf(-1), mp.mpf(4), {"x": [-0.5, 1, 3.9]}),
        case("Normal", {"mean": 0, "standardDeviation": 1}, normal(0, 1), -inf, mp.mpf(-8), {"x": [-8.1, -9, -12], "reach": 12}),
        case("Gamma", {"shape": 2.5, "scale": 3}, gamma(mp.mpf(2.5), mp.mpf(3)), mp.mpf(2000), inf, {"x": [2000.5, 2003, 2060], "reach": 300}),
        case("Gumbel", {"location": 1, "scale": 2}, gumbel(1, 2), mp.mpf(0), mp.mpf(9), {"x": [0.1, 2, 8.5]}),
    ],
    "fit": truncated_normal_fit(),
}
path = pathlib.Path(__file__).parents[2] / "src/distributions/truncated.fixture.json"
path.write_text(json.dumps(fixture, indent=1) + "\n")
