"""References of the uniform and triangular distributions: python3 scripts/distributions/bounded.py."""

import math

import mpmath
from mpmath import log, mpf

from reference import draws, write

uniform = {
    "names": ["low", "high"],
    "settings": [(0.0, 1.0), (-3.0, 5.5), (1e6, 1e6 + 1)],
    "points": lambda s: [s[0] + share * (s[1] - s[0]) for share in (2.0**-30, 0.125, 0.5, 0.75, 1 - 2.0**-20)],
    "log_pdf": lambda x, a, b: -log(b - a),
    "cdf": lambda x, a, b: (x - a) / (b - a),
    "survival": lambda x, a, b: (b - x) / (b - a),
    "splits": lambda s: [],
    "ends": lambda s: (mpf(s[0]), mpf(s[1])),
    "regular": False,
    "maximum": lambda data: [mpf(min(data)), mpf(max(data))],
    "fits": [
        (draws(31, 20, lambda u: 4 * u - 1), ()),
        ([1e8 + x for x in draws(32, 20, lambda u: u)], ()),
    ],
}


def density(x, a, c, b):
    side = (x - a) / (c - a) if x < c else (b - x) / (b - c) if x > c else mpf(1)
    return 2 * side / (b - a)


def cdf(x, a, c, b):
    return (x - a) ** 2 / (b - a) / (c - a) if x < c else 1 - (b - x) ** 2 / (b - a) / (b - c) if x > c else (c - a) / (b - a)


def side_of(distances, other, n):
    """The s above all distances y of one side with Σ y(o + s)/((s - y)s) = n, by bisection: the left side falls."""
    low, high = max(distances), 1e3 * (max(distances) + other)
    for _ in range(70):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        total = sum(y * (other + middle) / ((middle - y) * middle) if y < middle else math.inf for y in distances)
        low, high = (middle, high) if total > n else (low, middle)
    return high


def rough_ends(data, mode):
    """By turns, in floats: good enough to choose between modes and to start from."""
    below = [mode - x for x in data if x < mode]
    above = [x - mode for x in data if x > mode]
    left = right = max(data) - min(data)
    for _ in range(40):
        left = side_of(below, right, len(data)) if below else 0.0
        right = side_of(above, left, len(data)) if above else 0.0
    return left, right


def height(data, mode, left, right):
    a, b = mode - left, mode + right
    return sum(log(density(mpf(x), mpf(a), mpf(mode), mpf(b))) for x in data)


def triangular_maximum(data):
    """Every value is tried as the mode; the ends of the best are the roots of both equations."""
    best = max((height(data, mode, *rough_ends(data, mode)), mode) for mode in set(data))[1]
    below = [mpf(best) - mpf(x) for x in data if x < best]
    above = [mpf(x) - mpf(best) for x in data if x > best]
    side = lambda distances, s, o: sum(y * (o + s) / ((s - y) * s) for y in distances) - len(data)
    left, right = rough_ends(data, best)
    if below and above:
        left, right = mpmath.findroot(lambda s, o: [side(below, s, o), side(above, o, s)], (left, right), tol=1e-40)
    elif below:
        left = mpmath.findroot(lambda s: side(below, s, mpf(0)), left, tol=1e-40)
    else:
        right = mpmath.findroot(lambda s: side(above, s, mpf(0)), right, tol=1e-40)
    return [mpf(best) - left, mpf(best), mpf(best) + right]


def triangle(seed, count, mode):
    return draws(seed, count, lambda u: math.sqrt(u * mode) if u < mode else 1 - math.sqrt((1 - u) * (1 - mode)))


triangular = {
    "names": ["low", "mode", "high"],
    "settings": [(0.0, 0.25, 1.0), (-3.0, -2.0, 1.0), (0.0, 0.0, 4.0), (1.0, 3.0, 3.0)],
    "points": lambda s: [s[0] + share * (s[2] - s[0]) for share in (2.0**-30, 0.125, 0.25, 0.5, 0.75, 1 - 2.0**-20)],
    "log_pdf": lambda x, a, c, b: log(density(x, a, c, b)),
    "cdf": cdf,
    "survival": lambda x, a, c, b: 1 - cdf(x, a, c, b),
    "splits": lambda s: [mpf(s[1])] if s[0] < s[1] < s[2] else [],
    "ends": lambda s: (mpf(s[0]), mpf(s[2])),
    "regular": False,
    "maximum": triangular_maximum,
    "fits": [
        (triangle(33, 40, 0.3), ()),
        ([1e5 + 1e-2 * x for x in triangle(34, 30, 0.8)], ()),
        # The mode at the least value, below which there is nothing.
        (draws(35, 25, lambda u: 1 - math.sqrt(1 - u)), ()),
        ([3.0, 4.0, 4.0, 4.5, 5.0, 5.0, 8.0], ()),
    ],
}

if __name__ == "__main__":
    write("uniform", uniform)
    write("triangular", triangular)
