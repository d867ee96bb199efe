"""References of Student's t, beta, F and von Mises: python3 scripts/distributions/ratios.py [name]."""

import math
import random
import sys

from mpmath import besseli, betainc, cos, exp, inf, log, log1p, loggamma, mpf, nan, pi, quad, sqrt

from reference import draws, write

families = {}
# Darwin's differences of heights of maize, in eighths of an inch (Fisher 1935).
maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
# Directions of turtles after laying eggs, in degrees (Stephens 1969).
turtles = [8, 9, 13, 13, 14, 18, 22, 27, 30, 34, 38, 38, 40, 44, 45, 47, 48, 48, 48, 48, 50, 53, 56, 57, 58, 58, 61, 63,
           64, 64, 64, 65, 65, 68, 70, 73, 78, 78, 78, 83, 83, 88, 88, 88, 90, 92, 92, 93, 95, 96, 98, 100, 103, 106,
           113, 118, 138, 153, 153, 155, 204, 215, 223, 226, 237, 238, 243, 244, 250, 251, 257, 268, 285, 319, 343, 350]


def log_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def incomplete(a, b, x, y):
    """Iₓ(a, b), by the side of the mean where the series is short."""
    if x > (a + 1) / (a + b + 2):
        return 1 - betainc(b, a, 0, y, regularized=True)
    return betainc(a, b, 0, x, regularized=True)


def student_t(x, df, m, s):
    z = (x - m) / s
    return loggamma((df + 1) / 2) - loggamma(df / 2) - log(df * pi) / 2 - log(s) - (df + 1) / 2 * log1p(z * z / df)


def student_t_tail(z, df):
    """P(T > z)"""
    if z < 0:
        return 1 - student_t_tail(-z, df)
    return betainc(df / 2, mpf("0.5"), 0, df / (df + z * z), regularized=True) / 2


def t_draws(seed, count, df):
    source = random.Random(seed)
    return [float(f"{source.gauss(0, 1) / math.sqrt(source.gammavariate(df / 2, 2 / df)):.6g}") for _ in range(count)]


families["studentT"] = {
    "names": ["degreesOfFreedom", "location", "scale"],
    "settings": [(12.0, 0.0, 1.0), (0.7, -3.0, 0.05), (1.5, 1e9, 1.0), (6.5, 2.0, 3e-8)],
    "points": lambda s: [s[1] + z * s[2] for z in (-1e8, -40.0, -6.0, -1.5, -0.3, 0.0, 0.7, 2.0, 9.0, 700.0)],
    "log_pdf": student_t,
    "cdf": lambda x, df, m, s: student_t_tail((m - x) / s, df),
    "survival": lambda x, df, m, s: student_t_tail((x - m) / s, df),
    "moments": lambda s: False,
    "fits": [
        (maize, (1.5, 25.0, 20.0)),
        ([1e9 + x for x in t_draws(1, 60, 3)], (3.0, 1e9, 1.0)),
        ([1e-100 * x for x in t_draws(2, 40, 0.6)], (0.6, 1e-102, 1e-100)),
    ],
}


def narrow(seed):
    """Nearly equal values, of which the logarithms differ in their last digits."""
    return [0.3 + 1e-4 * x for x in t_draws(seed, 30, 8)]


families["beta"] = {
    "names": ["alpha", "beta"],
    "settings": [(2.5, 4.0), (0.4, 0.7), (1.0, 6.0), (300.0, 90.0), (3e4, 9e3)],
    "points": lambda s: [1e-200, 1e-30, 1e-3, 0.2, 0.5, 0.75, 0.78125, 0.96875],
    "log_pdf": lambda x, a, b: (a - 1) * log(x) + (b - 1) * log1p(-x) - log_beta(a, b),
    "cdf": lambda x, a, b: incomplete(a, b, x, 1 - x) if a < 1e3 else mpf(nan),
    "survival": lambda x, a, b: incomplete(b, a, 1 - x, x) if a < 1e3 else mpf(nan),
    "splits": lambda s: [mpf(x) for x in ("1e-9", "1e-3", "0.1", "0.5", "0.7", "0.74", "0.76", "0.77", "0.78", "0.8", "0.95")],
    "ends": lambda s: (mpf(0), mpf(1)),
    "fits": [
        (draws(3, 50, lambda u: 1 - (1 - u) ** 0.4), (1.0, 2.5)),
        (draws(4, 40, lambda u: u**5), (0.2, 1.0)),
        (narrow(5), (6e6, 1.4e7)),
    ],
}


def f_shares(x, a, b):
    return a * x / (a * x + b), b / (a * x + b)


def f_log_pdf(x, n, d):
    u, v = f_shares(x, n, d)
    return n / 2 * log(u) + d / 2 * log(v) - log(x) - log_beta(n / 2, d / 2)


families["f"] = {
    "names": ["numeratorDegreesOfFreedom", "denominatorDegreesOfFreedom"],
    "settings": [(5.0, 14.0), (0.8, 3.0), (300.0, 9.5), (2e6, 1e7)],
    "points": lambda s: [1e-100, 1e-3, 0.2, 0.9990234375, 1.0, 1.0009765625, 3.0, 40.0, 1e30],
    "log_pdf": f_log_pdf,
    "cdf": lambda x, n, d: incomplete(n / 2, d / 2, *f_shares(x, n, d)) if n < 1e4 else mpf(nan),
    "survival": lambda x, n, d: incomplete(d / 2, n / 2, *f_shares(x, n, d)[::-1]) if n < 1e4 else mpf(nan),
    "moments": lambda s: False,
    "fits": [
        ([abs(x) ** 2 for x in t_draws(6, 60, 7)], (1.28, 7.6)),
        (draws(7, 50, lambda u: (u / (1 - u)) ** 0.3), (12.3, 42.0)),
    ],
}


def von_mises(x, m, k):
    return k * cos(x - m) - log(2 * pi * besseli(0, k))


def von_mises_tail(angle, k):
    """P(X < mean + angle)"""
    if angle > 0:
        return 1 - von_mises_tail(-angle, k)
    width = 1 / sqrt(k + 1)
    splits = [angle - 12 * width, angle - 3 * width, angle - width, angle]
    return quad(lambda t: exp(von_mises(t, 0, k)), [-pi, *(t for t in splits if t > -pi)])


def angles(seed, count, mean, spread):
    return [mean + x for x in draws(seed, count, lambda u: spread * math.log(u / (1 - u)))]


families["vonMises"] = {
    "names": ["mean", "concentration"],
    "settings": [(0.5, 2.0), (0.0, 0.1), (2.0, 5e3), (0.0, 300.0)],
    "points": lambda s: [s[0] + t * min(1.0, 4 / math.sqrt(s[1])) for t in (-2.75, -1.5, -0.3, 0.0, 0.125, 1.0, 2.5)],
    "log_pdf": von_mises,
    "cdf": lambda x, m, k: von_mises_tail(x - m, k),
    "survival": lambda x, m, k: von_mises_tail(m - x, k),
    "splits": lambda s: [s[0] + t * min(1, 4 / sqrt(mpf(s[1]))) for t in (-3, -2, -1, 0, 1, 2, 3)],
    "ends": lambda s: (s[0] - pi, s[0] + pi),
    "fits": [
        ([x * math.pi / 180 for x in turtles], (1.1, 1.15)),
        (angles(8, 40, 3.0, 0.4), (2.9, 2.2)),
        (angles(9, 30, 1.0, 1e-5), (0.999996, 3.7e9)),
    ],
}

if __name__ == "__main__":
    for name in sys.argv[1:] or families:
        write(name, families[name])
