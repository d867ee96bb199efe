"""References of the families of counts: python3 scripts/distributions/counts.py [name]."""

import math
import random
import sys

from mpmath import exp, fsum, inf, log, log1p, loggamma, mpf, nan

from reference import write

families = {}


def repeated(counts):
    """The values 0, 1, 2, ... as often as they were counted."""
    return [float(value) for value, count in enumerate(counts) for _ in range(count)]


# Deaths by horse kicks in a Prussian army corps and year (Bortkiewicz 1898).
kicks = repeated([109, 65, 22, 3, 1])
# Red mites on apple leaves (Bliss & Fisher 1953).
mites = repeated([70, 38, 17, 10, 9, 3, 2, 1])
# Made up: a variance of 1.952 about a mean of 1.951, next to Poisson.
almost = [float(x) for x in [0] * 95 + [1] * 169 + [2] * 169 + [3] * 113 + [4] * 56 + [5] * 22 + [6] * 8 + [7]]


def discrete(name, names, settings, log_pdf, points, values, fits):
    """A family of whole numbers, whose tails are sums of masses from x outwards as far as `values` goes."""

    def total(setting, numbers):
        return fsum(exp(log_pdf(mpf(k), *map(mpf, setting))) for k in numbers)

    def cdf(x, *parameters):
        numbers = values(tuple(float(p) for p in parameters))
        return total(parameters, range(numbers.start, int(x) + 1)) if numbers else mpf(nan)

    def survival(x, *parameters):
        numbers = values(tuple(float(p) for p in parameters))
        return total(parameters, range(int(x) + 1, numbers.stop)) if numbers else mpf(nan)

    families[name] = {
        "names": names, "settings": settings, "log_pdf": log_pdf, "cdf": cdf, "survival": survival,
        "points": points, "values": values, "fits": fits,
    }


def xlogy(x, y):
    return mpf(0) if x == 0 else x * log(y)


def binomial(x, n, p):
    choose = loggamma(n + 1) - loggamma(x + 1) - loggamma(n - x + 1)
    return choose + xlogy(x, p) + (mpf(0) if x == n else (n - x) * log1p(-p))


def poisson(x, rate):
    return xlogy(x, rate) - rate - loggamma(x + 1)


def negative_binomial(x, r, m):
    return loggamma(r + x) - loggamma(r) - loggamma(x + 1) - r * log1p(m / r) + xlogy(x, m / (r + m))


def zero_inflated(x, p, rate):
    return log(p + (1 - p) * exp(-rate)) if x == 0 else log1p(-p) + poisson(x, rate)


def whole(seed, count, draw):
    return [float(draw(random.Random(f"{seed} {i}"))) for i in range(count)]


discrete(
    "bernoulli", ["probability"], [(0.3,), (1e-7,), (0.85,)],
    lambda x, p: log(p) if x == 1 else log1p(-p), lambda s: [0.0, 1.0], lambda s: range(2),
    [(whole(1, 40, lambda r: r.random() < 0.3), (0.4,))],
)
discrete(
    "binomial", ["trials", "probability"], [(12.0, 0.3), (5000.0, 0.9), (1e9, 1e-8), (1e12, 0.25)], binomial,
    lambda s: {12.0: [0.0, 1.0, 4.0, 11.0, 12.0], 5000.0: [4000.0, 4450.0, 4500.0, 4600.0, 5000.0],
               1e9: [0.0, 3.0, 10.0, 60.0], 1e12: [2.5e11 - 4e6, 2.5e11, 2.5e11 + 123456.0, 1e12 - 1]}[s[0]],
    lambda s: {12.0: range(13), 5000.0: range(5001), 1e9: range(200)}.get(s[0]),
    [(whole(2, 30, lambda r: sum(r.random() < 0.8 for _ in range(9))), (0.7,), (9.0,)),
     ([3.0, 0.0, 1.0, 2.0], (1e-6,), (1e6,))],
)
discrete(
    "geometric", ["probability"], [(0.35,), (0.9,), (0.02,), (1e-8,)],
    lambda x, p: log(p) + x * log1p(-p), lambda s: [0.0, 1.0, 5.0, 40.0, 700.0],
    lambda s: range(int(max(1500, 200 / s[0]))) if s[0] > 1e-3 else None,
    [(whole(3, 50, lambda r: int(math.log(r.random()) / math.log(0.8))), (0.2,))],
)
discrete(
    "poisson", ["rate"], [(3.7,), (0.02,), (2500.0,), (1e12,)], poisson,
    lambda s: [0.0, 1.0, 4.0, 9.0, 60.0] if s[0] < 100 else [s[0] + z * math.sqrt(s[0]) for z in (-20, -3, 0, 1, 15)],
    lambda s: range(200) if s[0] < 100 else range(6000) if s[0] < 1e4 else None,
    [(kicks, (0.6,)), ([1e12, 1.1e12, 0.95e12], (1016666666666.0,))],
)
discrete(
    "negativeBinomial", ["size", "mean"],
    [(2.5, 8.0), (0.2, 1.5), (40.0, 600.0), (1e8, 20.0), (1e-8, 3.0), (3.0, 1e12)], negative_binomial,
    lambda s: [0.0, 1.0, 4.0, 21.0, 150.0] if s[1] < 1e6 else [0.0, 1e9, 1e12, 7e12],
    lambda s: range({2.5: 900, 0.2: 2500, 40.0: 4000, 1e8: 300}[s[0]]) if 1e-3 < s[0] and s[1] < 1e6 else None,
    [(mites, (1.0, 1.1)), (almost, (5e3, 1.95)),
     (whole(4, 60, lambda r: int(r.gammavariate(0.3, 1e4))), (0.3, 3e3))],
)
discrete(
    "zeroInflatedPoisson", ["zeroProbability", "rate"], [(0.3, 2.5), (0.05, 60.0), (0.8, 0.1), (1e-6, 800.0)], zero_inflated,
    lambda s: [0.0, 1.0, 3.0, 20.0, 90.0], lambda s: range(300) if s[1] < 100 else range(2500),
    [(mites, (0.4, 2.0)), ([0.0, 0.0, 0.0, 5.0, 7.0, 4.0], (0.5, 5.0))],
)

if __name__ == "__main__":
    for name in sys.argv[1:] or families:
        write(name, families[name])
