"""References of the gamma distribution and its relatives: python3 scripts/distributions/gammas.py [name]."""

import math
import sys

from mpmath import exp, gammainc, inf, log, loggamma, mpf

from positive import bearings, cooling, narrow
from reference import write

families = {}
lower = lambda k, v: gammainc(k, 0, v, regularized=True)
upper = lambda k, v: gammainc(k, v, inf, regularized=True)
kernel = lambda k, v: k * log(v) - v - loggamma(k)
pieces = lambda k: [mpf(k) * exp(z / (1 + mpf(k)) ** mpf("0.5")) for z in (-150, -80, -40, -14, -6, -3, -1, 0, 1, 3, 6)]


def gammas(name, names, settings, shape, value, points, fits, inverse=False, **others):
    """Of v = value(x, parameters), a gamma variable of the shape; x falls as v rises where it is inverse."""
    tails = (upper, lower) if inverse else (lower, upper)
    families[name] = {
        "names": names,
        "settings": settings,
        "points": points,
        "log_pdf": lambda x, *p: kernel(shape(*p), value(x, *p)) - log(x),
        "cdf": lambda x, *p: tails[0](shape(*p), value(x, *p)),
        "survival": lambda x, *p: tails[1](shape(*p), value(x, *p)),
        "ends": lambda s: (mpf(0), inf),
        "fits": fits,
        **others,
    }


def by_moments(data):
    mean = math.fsum(data) / len(data)
    variance = math.fsum((x - mean) ** 2 for x in data) / len(data)
    return mean, mean * mean / variance


def closer(seed):
    """Of a shape of some 1e5: with 1e9 shape and scale are so nearly one parameter that float64 has no errors to 1e-6."""
    return [float(round(1e5 + 1e5 * (x - 1e5), 3)) for x in narrow(seed)]


def narrow_gamma(seed):
    mean, shape = by_moments(closer(seed))
    return closer(seed), (shape, mean / shape)


def narrow_inverse(seed):
    mean, shape = by_moments([1 / x for x in closer(seed)])
    return closer(seed), (shape, shape / mean)


relative = [1e-30, 1e-3, 0.2, 0.7, 1.0, 1.3, 2.0, 5.0]
near = lambda k: [math.exp(z / math.sqrt(k)) for z in (-6.0, -2.0, -0.5, 0.0, 0.5, 2.0, 6.0)]
of = lambda k: relative if k < 100 else near(k)
gammas(
    "gamma", ["shape", "scale"], [(2.5, 1.0), (0.3, 40.0), (2e3, 1e-3)],
    lambda k, t: k, lambda x, k, t: x / t, lambda s: [s[0] * s[1] * r for r in of(s[0])],
    [(bearings, (4.0, 18.0)), (cooling, (0.8, 73.0)), narrow_gamma(12)],
    splits=lambda s: [mpf(s[1]) * x for x in pieces(s[0])],
)
gammas(
    "chiSquared", ["degreesOfFreedom"], [(4.0,), (0.7,), (5e3,)],
    lambda n: n / 2, lambda x, n: x / 2, lambda s: [s[0] * r for r in of(s[0])],
    [(bearings, (65.0,)), (cooling, (32.0,))], splits=lambda s: [2 * x for x in pieces(s[0] / 2)],
)
gammas(
    "inverseGamma", ["shape", "scale"], [(7.5, 1.0), (0.4, 30.0), (2e3, 1e-3)],
    lambda a, b: a, lambda x, a, b: b / x, lambda s: [s[1] / s[0] / r for r in of(s[0])],
    [(bearings, (3.6, 200.0)), (cooling, (0.7, 9.0)), narrow_inverse(13)], inverse=True,
    moments=lambda s: s[0] > 4, 
    # To either side as far as fourth powers see.
    splits=lambda s: [mpf(s[1] / s[0]) * exp(z / mpf(s[0]) ** mpf("0.5")) for z in (-40, -20, -12, -8, -6, -4, -2, 0, 2, 4, 6, 8, 12, 20, 40)],
)

if __name__ == "__main__":
    for name in sys.argv[1:] or families:
        write(name, families[name])
