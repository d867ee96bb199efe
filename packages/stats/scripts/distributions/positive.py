"""References of the families of positive numbers: python3 scripts/distributions/positive.py [name]."""

import math
import sys

from mpmath import erfc, exp, expm1, inf, log, log1p, mpf, pi, sqrt

from reference import draws, write

families = {}
# Kilocycles to failure of ball bearings (Lieblein & Zelen 1956).
bearings = [17.88, 28.92, 33.0, 41.52, 42.12, 45.6, 48.4, 51.84, 51.96, 54.12, 55.56, 67.8, 68.64, 68.64, 68.88, 84.12,
            93.12, 98.64, 105.12, 105.84, 127.92, 128.04, 173.4]
# Hours between failures of air conditioning, aeroplane 7912 (Proschan 1963).
cooling = [23, 261, 87, 7, 120, 14, 62, 47, 225, 71, 246, 21, 42, 20, 5, 12, 120, 11, 3, 14, 71, 11, 14, 11, 16, 90, 1,
           16, 52, 95]


def narrow(seed):
    """Nearly equal values, of which the logarithms differ in their last digits."""
    return [1e5 + x for x in draws(seed, 40, lambda u: 1e-3 * math.log(u / (1 - u)))]


def positive(name, names, settings, log_pdf, cdf, survival, points, splits, fits, **others):
    families[name] = {
        "names": names,
        "settings": settings,
        "points": points,
        "log_pdf": log_pdf,
        "cdf": cdf,
        "survival": survival,
        "splits": splits,
        "ends": lambda s: (mpf(0), inf),
        "fits": fits,
        **others,
    }


relative = [1e-200, 1e-30, 1e-3, 0.2, 0.7, 1.0, 1.3, 2.0, 5.0, 30.0]
multiples = lambda scale: lambda s: [scale(s) * r for r in relative]
pieces = lambda scale: lambda s: [mpf(scale(s)) * r for r in (mpf("0.01"), mpf("0.3"), 1, 2, 3, 4, 5, 7, 10, 16, 40)]

positive(
    "exponential", ["rate"], [(1.0,), (1e-8,), (2e5,)],
    lambda x, r: log(r) - r * x, lambda x, r: -expm1(-r * x), lambda x, r: exp(-r * x),
    multiples(lambda s: 1 / s[0]), pieces(lambda s: 1 / s[0]),
    [(cooling, (0.02,)), ([x * 1e200 for x in bearings], (1.4e-202,))],
)
positive(
    "rayleigh", ["scale"], [(1.0,), (0.25,), (3e5,)],
    lambda x, s: log(x / s**2) - (x / s) ** 2 / 2,
    lambda x, s: -expm1(-((x / s) ** 2) / 2), lambda x, s: exp(-((x / s) ** 2) / 2),
    lambda s: [s[0] * r for r in relative if r > 1e-100], pieces(lambda s: s[0]),
    [(bearings, (55.0,)), ([x * 1e-200 for x in bearings], (5.5e-199,))],
)


def weibull(x, k, s):
    return log(k / s) + (k - 1) * log(x / s) - (x / s) ** k


around = lambda s: [s[1] * r ** (1 / s[0]) for r in (1e-30, 1e-3, 0.2, 0.7, 1.0, 1.3, 2.0, 30.0, 500.0)]
positive(
    "weibull", ["shape", "scale"], [(1.5, 1.0), (0.3, 2e-3), (40.0, 800.0), (1e4, 1.0)],
    weibull, lambda x, k, s: -expm1(-((x / s) ** k)), lambda x, k, s: exp(-((x / s) ** k)), around,
    lambda s: [mpf(s[1]) * mpf(r) ** (1 / mpf(s[0])) for r in (1e-20, 1e-6, 0.01, 0.3, 1, 4, 12, 40, 150)],
    [(bearings, (2.1, 82.0)), (cooling, (0.85, 55.0)), (narrow(7), (5e7, 1e5))],
    ends=lambda s: (mpf(0), mpf(s[1]) * mpf(500) ** (1 / mpf(s[0]))),
)
positive(
    "logNormal", ["logMean", "logStandardDeviation"], [(0.0, 0.5), (3.0, 1e-3), (-7.0, 2.0)],
    lambda x, m, s: -(((log(x) - m) / s) ** 2) / 2 - log(x * s) - log(2 * pi) / 2,
    lambda x, m, s: erfc((m - log(x)) / s / sqrt(mpf(2))) / 2,
    lambda x, m, s: erfc((log(x) - m) / s / sqrt(mpf(2))) / 2,
    lambda s: [math.exp(s[0] + z * s[1]) for z in (-30.0, -8.0, -2.0, -0.5, 0.0, 1.0, 4.0, 25.0)],
    lambda s: [exp(s[0] + z * mpf(s[1])) for z in (-12, -6, -3, -1, 0, 1, 3, 6, 9, 12, 16, 20, 25)],
    [(bearings, (4.1, 0.5)), (cooling, (3.3, 1.3)), (narrow(8), (math.log(1e5), 2e-8))],
)
logistic = lambda z: 1 / (1 + exp(-z))
positive(
    "logLogistic", ["scale", "shape"], [(1.0, 6.0), (30.0, 0.7), (1e-3, 45.0), (5.0, 1e4)],
    lambda x, a, b: log(b / a) + (b - 1) * log(x / a) - 2 * log1p((x / a) ** b),
    lambda x, a, b: logistic(b * log(x / a)), lambda x, a, b: logistic(-b * log(x / a)),
    lambda s: [s[0] * r ** (1 / s[1]) for r in (1e-30, 1e-3, 0.2, 0.7, 1.0, 1.3, 2.0, 30.0, 1e40)],
    lambda s: [mpf(s[0]) * mpf(10) ** (j / mpf(s[1])) for j in (-25, -8, -3, -1, 0, 1, 3, 8, 25)],
    [(bearings, (64.0, 3.3)), (cooling, (29.0, 1.3)), (narrow(9), (1e5, 1e8))], moments=lambda s: s[1] > 4,
)


def pareto_maximum(data):
    least = min(mpf(x) for x in data)
    return [least, len(data) / sum(log(mpf(x) / least) for x in data)]


positive(
    "pareto", ["minimum", "shape"], [(1.0, 6.5), (250.0, 1.2), (1e-3, 40.0)],
    lambda x, m, a: log(a / x) - a * log(x / m), lambda x, m, a: -expm1(-a * log(x / m)),
    lambda x, m, a: (m / x) ** a,
    lambda s: [s[0] * r for r in (1.0009765625, 1.125, 1.5, 3.0, 40.0, 1e6)],
    lambda s: [mpf(s[0]) * mpf(10) ** (j / mpf(s[1])) for j in (1, 2, 4, 8, 15, 30, 60)],
    [(bearings, ()), (narrow(10), ())], ends=lambda s: (mpf(s[0]), inf), moments=lambda s: s[1] > 4,
    regular=False, maximum=pareto_maximum,
)
positive(
    "inverseGaussian", ["mean", "shape"], [(1.0, 1.0), (30.0, 2e3), (1e-3, 2e-5), (2.0, 1e6)],
    lambda x, m, l: (log(l / (2 * pi)) - 3 * log(x) - l * (x - m) ** 2 / (m * m * x)) / 2,
    lambda x, m, l: (erfc(sqrt(l / x / 2) * (1 - x / m)) + exp(2 * l / m) * erfc(sqrt(l / x / 2) * (1 + x / m))) / 2,
    lambda x, m, l: (erfc(sqrt(l / x / 2) * (x / m - 1)) - exp(2 * l / m) * erfc(sqrt(l / x / 2) * (1 + x / m))) / 2,
    lambda s: [s[0] * math.exp(z * min(1.0, math.sqrt(s[0] / s[1]))) for z in (-3.0, -1.0, -0.2, 0.0, 0.5, 1.5, 3.0)],
    lambda s: [mpf(s[0]) * exp(z * min(1, sqrt(mpf(s[0]) / mpf(s[1])))) for z in (-20, -8, -4, -2, -1, 0, 1, 2, 4, 8)],
    [(bearings, (72.0, 230.0)), (cooling, (60.0, 16.0)), (narrow(11), (1e5, 3e20))],
)

if __name__ == "__main__":
    for name in sys.argv[1:] or families:
        write(name, families[name])
