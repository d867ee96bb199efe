"""Minimax polynomials by Remez's exchange, with coefficients that the format holds. mpmath 1.3.0."""

import struct

from mpmath import cos, lu_solve, matrix, mp, mpf, pi

mp.dps = 60


def rounded(value, bits):
    """The nearest float32 (24 bits) or float64 (53)."""
    number = float(value)
    return mpf(struct.unpack("f", struct.pack("f", number))[0] if bits == 24 else number)


def remez(f, weight, low, high, powers):
    """c and the error: max |weight(x)·(Σ c[k]·x^powers[k] - f(x))| is least on [low, high]."""
    count = len(powers) + 1
    # Off the middle and the ends a little: there weights may vanish and functions be 0/0.
    middle, half = (mpf(low) + high) / 2, (mpf(high) - low) / 2
    middle += half * mpf("1e-3")
    half *= mpf("0.999") - mpf("1e-9")
    points = [middle - half * cos(pi * (2 * k + 1) / (2 * count)) for k in range(count)]
    grid = [middle - half * cos(pi * k / (24 * count)) for k in range(24 * count + 1)]
    values = [f(x) for x in grid]
    weights = [weight(x) for x in grid]
    for _ in range(12):
        rows = matrix(count, count)
        right = matrix(count, 1)
        for i, x in enumerate(points):
            for k, power in enumerate(powers):
                rows[i, k] = x**power
            rows[i, count - 1] = (-1) ** i / weight(x)
            right[i] = f(x)
        solution = lu_solve(rows, right)
        coefficients = [solution[k] for k in range(count - 1)]
        errors = [
            w * (sum(c * x**p for c, p in zip(coefficients, powers)) - y)
            for x, y, w in zip(grid, values, weights)
        ]
        largest = max(abs(e) for e in errors)
        if largest < abs(solution[count - 1]) * mpf("1.01"):
            break
        # The largest error of each stretch of one sign.
        chosen = []
        for x, e in zip(grid, errors):
            if chosen and (chosen[-1][1] > 0) == (e > 0):
                if abs(e) > abs(chosen[-1][1]):
                    chosen[-1] = (x, e)
            else:
                chosen.append((x, e))
        while len(chosen) > count:
            chosen.pop(0 if abs(chosen[0][1]) < abs(chosen[-1][1]) else -1)
        if len(chosen) < count:
            break
        points = [x for x, _ in chosen]
    return coefficients, largest


def fit(name, f, weight, low, high, degree, bits):
    """Prints coefficients from the constant on. Each is rounded in turn and those above it fitted again, if possible:
    where 0 lies inside and has weight, powers from k on can't mend what the lower ones leave there."""
    fixed = []
    inside = low < 0 < high and weight(mpf("1e-9")) > mpf("1e-3")
    for k in range(degree + 1):
        if inside and k:
            break
        rest = lambda x: f(x) - sum(c * x**i for i, c in enumerate(fixed))
        coefficients, error = remez(rest, weight, mpf(low), mpf(high), range(k, degree + 1))
        fixed += [rounded(c, bits) for c in (coefficients if inside else coefficients[:1])]
    number = lambda c: repr(float(c)) if bits == 53 else shortest(float(c))
    print(f"{name}: error 2^{float(mp.log(error, 2)):.1f}\n  [{', '.join(number(c) for c in fixed)}]", flush=True)


def shortest(value):
    """The fewest digits that give the same float32."""
    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        if struct.pack("f", float(text)) == struct.pack("f", value):
            return text
    return repr(value)
