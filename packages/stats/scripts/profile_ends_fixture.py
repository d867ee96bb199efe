"""Writes src/intervals/profileEnds.fixture.json: profile intervals of the generalized extreme value distribution with shapes from -1 on,
by SciPy's densities and a search that knows nothing of ours. Usage: python profile_ends_fixture.py < samples.json, a list of samples."""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
from scipy.optimize import brentq, minimize
from scipy.stats import genextreme

TARGET = 3.841458820694124
STARTS = [-0.95, -0.7, -0.4, -0.1, 0.1, 0.4, 0.8]


def negative(x, location, scale, shape):
    if scale <= 0 or shape < -1 or shape > 5:
        return np.inf
    if shape == -1:
        return len(x) * np.log(scale) + np.sum(location + scale - x) / scale if location + scale >= x.max() else np.inf
    value = -genextreme.logpdf(x, -shape, location, scale).sum()
    return value if np.isfinite(value) else np.inf


def lowest(f, start):
    best = minimize(f, start, method="Nelder-Mead", options=dict(xatol=1e-11, fatol=1e-11, maxiter=20000, maxfev=20000))
    again = minimize(f, best.x, method="Nelder-Mead", options=dict(xatol=1e-11, fatol=1e-11, maxiter=20000, maxfev=20000))
    return min(best, again, key=lambda end: end.fun)


def edge(x, place, value):
    """The limit as the shape goes to -1, at its highest over what isn't known."""
    if place == 0:
        scale = max(x.max() - value, value - x.mean())
        return negative(x, value, scale, -1)
    return negative(x, x.max() - value * (1 - 1e-13), value, -1)


def profile(x, place, value, near):
    others = [i for i in range(3) if i != place]

    def f(z):
        q = np.empty(3)
        q[place] = value
        q[others] = z
        return negative(x, *q)

    starts = [np.array(near)[others]]
    for shape in STARTS:
        q = np.array([np.median(x), x.std(), shape])
        q[place] = value
        if place != 1:
            q[1] = max(q[1], 1.2 * abs(q[2]) * max(x.max() - q[0], q[0] - x.min()))
        elif q[2] * (x.max() - q[0]) / q[1] <= -1 or q[2] * (x.min() - q[0]) / q[1] <= -1:
            q[2] = np.sign(q[2]) * 0.8 * q[1] / max(x.max() - q[0], q[0] - x.min())
        starts.append(q[others])
    values = [lowest(f, start).fun for start in starts if np.isfinite(f(start))]
    if place != 2:
        values.append(edge(x, place, value))
    return min(values)


def intervals(x):
    best = min((lowest(lambda q: negative(x, *q), [np.median(x), x.std(), shape]) for shape in [-0.2, 0.05, 0.4]), key=lambda end: end.fun)
    ends = {}
    for place, name in enumerate(["location", "scale", "shape"]):
        def off(value):
            return 2 * (profile(x, place, value, best.x) - best.fun) - TARGET

        for side, end in [(-1, "low"), (1, "high")]:
            step = 0.1 * (best.x[1] if place < 2 else 1)
            inside = best.x[place]
            found = None
            for _ in range(60):
                outside = inside + side * step
                if place == 1 and outside <= 0:
                    step /= 2
                    continue
                if place == 2 and outside <= -1:
                    outside = -1 + 1e-4
                    found = brentq(off, outside, inside, xtol=1e-9) if off(outside) > 0 else -1
                    break
                if off(outside) > 0:
                    found = brentq(off, *sorted([inside, outside]), xtol=1e-9)
                    break
                inside = outside
            ends.setdefault(name, {})[end] = found
    return dict(zip(["location", "scale", "shape"], best.x)), ends


def main():
    cases = []
    for sample in json.load(sys.stdin):
        maximum, ends = intervals(np.array(sample))
        cases.append(dict(sample=sample, maximum=maximum, intervals=ends))
    path = Path(__file__).parent.parent / "src" / "intervals" / "profileEnds.fixture.json"
    path.write_text(json.dumps(dict(scipy=scipy.__version__, numpy=np.__version__, cases=cases)) + "\n")


main()
