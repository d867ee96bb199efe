"""References of the families of location and scale: python3 scripts/distributions/locationScale.py [name]."""

import math
import sys

from mpmath import atan, erfc, exp, expm1, inf, log, log1p, mpf, pi, sqrt

from reference import draws, write

families = {}
classic = {
    # Michelson's velocity of light, 1879, in km/s less 299 000, trials 1 and 2 (Stigler 1977).
    "light": [850, 740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000, 1000, 960, 960,
              960, 940, 960, 940, 880, 800, 850, 880, 900, 840, 830, 790, 810, 880, 880, 830, 800, 790, 760, 800],
    # Darwin's differences of heights of maize, in eighths of an inch (Fisher 1935).
    "maize": [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48],
}


def location_scale(name, names, z_log_pdf, z_cdf, z_survival, z_points, splits, quantile, **others):
    """A family of z = (x - location)/scale; x are floats, z isn't rounded."""
    families[name] = {
        "names": names,
        "settings": [(0.0, 1.0), (1e9, 1.0), (-2.5, 1e-3)],
        "points": lambda s: [s[0] + z * s[1] for z in z_points],
        "log_pdf": lambda x, m, s: z_log_pdf((x - m) / s) - log(s),
        "cdf": lambda x, m, s: z_cdf((x - m) / s),
        "survival": lambda x, m, s: z_survival((x - m) / s),
        "splits": lambda s: [mpf(s[0]) + z * mpf(s[1]) for z in splits],
        "fits": [
            (classic["light"], (870.0, 60.0)),
            (classic["maize"], (21.0, 25.0)),
            ([1e9 + x for x in draws(len(name), 60, quantile)], (1e9, 1.0)),
        ],
        **others,
    }


far = [-1e3, -40.0, -6.0, -1.5, -0.3, 0.0, 1e-9, 0.7, 2.0, 9.0, 38.5, 700.0, 1e5]

location_scale(
    "normal", ["mean", "standardDeviation"],
    lambda z: -z * z / 2 - log(2 * pi) / 2,
    lambda z: erfc(-z / sqrt(mpf(2))) / 2,
    lambda z: erfc(z / sqrt(mpf(2))) / 2,
    far, [-20, -5, 0, 5, 20], lambda u: math.tan(3 * (u - 0.5)) / 3,
)
location_scale(
    "logistic", ["location", "scale"],
    lambda z: -abs(z) - 2 * log1p(exp(-abs(z))),
    lambda z: 1 / (1 + exp(-z)),
    lambda z: 1 / (1 + exp(z)),
    far, [-60, -10, -2, 0, 2, 10, 60], lambda u: math.log(u / (1 - u)),
)
location_scale(
    "cauchy", ["location", "scale"],
    lambda z: -log(pi) - log1p(z * z),
    lambda z: atan(-1 / z) / pi if z < 0 else mpf(1) / 2 + atan(z) / pi,
    lambda z: atan(1 / z) / pi if z > 0 else mpf(1) / 2 - atan(z) / pi,
    [*far, 1e200, -1e180], [], lambda u: math.tan(math.pi * (u - 0.5)), moments=lambda s: False,
)
location_scale(
    "gumbel", ["location", "scale"],
    lambda z: -z - exp(-z),
    lambda z: exp(-exp(-z)),
    lambda z: -expm1(-exp(-z)),
    [-6.0, -3.0, -1.5, -0.3, 0.0, 1e-9, 0.7, 2.0, 9.0, 38.5, 700.0, 1e5], [-4, -2, 0, 2, 10, 60],
    lambda u: -math.log(-math.log(u)), ends=lambda s: (mpf(s[0]) - 7 * mpf(s[1]), inf),  # e^-e^7 is nothing
)
families["gumbel"]["fits"][0] = ([float(-x) for x in classic["light"]], (-880.0, 80.0))


def laplace_maximum(data):
    ordered = sorted(mpf(x) for x in data)
    half = len(ordered) // 2
    median = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return [median, sum(abs(x - median) for x in ordered) / len(ordered)]


location_scale(
    "laplace", ["location", "scale"],
    lambda z: -log(mpf(2)) - abs(z),
    lambda z: exp(z) / 2 if z < 0 else 1 - exp(-z) / 2,
    lambda z: exp(-z) / 2 if z > 0 else 1 - exp(z) / 2,
    far, [-60, -10, 0, 10, 60], lambda u: math.log(u / (1 - u)), regular=False, maximum=laplace_maximum,
)

if __name__ == "__main__":
    for name in sys.argv[1:] or families:
        write(name, families[name])
