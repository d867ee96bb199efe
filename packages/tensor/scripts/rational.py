"""Rational functions near the minimax one: linear least squares, each time weighted by the last denominator and by the
last errors (Lawson's iteration). mpmath 1.3.0."""

from minimax import rounded, shortest
from mpmath import cos, mp, mpf, pi, qr_solve, matrix


def solve(points, values, weights, upper, lower):
    """p, q with q[0] = 1: least squares of weight·(Σ p x^k - y·Σ q x^k)."""
    rows = matrix(len(points), upper + lower + 1)
    right = matrix(len(points), 1)
    for i, (x, y, w) in enumerate(zip(points, values, weights)):
        power = mpf(1)
        for k in range(max(upper, lower) + 1):
            if k <= upper:
                rows[i, k] = w * power
            if 0 < k <= lower:
                rows[i, upper + k] = -w * y * power
            power *= x
        right[i] = w * y
    solution, _ = qr_solve(rows, right)
    return [solution[k] for k in range(upper + 1)], [mpf(1)] + [solution[upper + k] for k in range(1, lower + 1)]


def value(coefficients, x):
    total = mpf(0)
    for c in reversed(coefficients):
        total = total * x + c
    return total


def fit_rational(name, f, weight, low, high, upper, lower, bits):
    """Prints numerator and denominator, from the constant on, of the best |weight·(p/q - f)| found on [low, high]."""
    count = 6 * (upper + lower + 2)
    middle, half = (mpf(low) + high) / 2, (mpf(high) - low) / 2 * mpf("0.9999999")
    points = [middle - half * cos(pi * (2 * k + 1) / (2 * count)) for k in range(count)]
    values = [f(x) for x in points]
    base = [weight(x) for x in points]
    lawson = [mpf(1)] * count
    q = [mpf(1)]
    best = None
    for _ in range(30):
        weights = [b * mp.sqrt(l) / value(q, x) for x, b, l in zip(points, base, lawson)]
        p, q = solve(points, values, weights, upper, lower)
        errors = [abs(b * (value(p, x) / value(q, x) - y)) for x, y, b in zip(points, values, base)]
        largest = max(errors)
        if best is None or largest < best[0]:
            best = (largest, p, q)
        lawson = [l * e for l, e in zip(lawson, errors)]
        mean = sum(lawson) / count
        lawson = [l / mean for l in lawson]
    _, p, q = best
    p, q = [rounded(c, bits) for c in p], [rounded(c, bits) for c in q]
    error = max(abs(b * (value(p, x) / value(q, x) - y)) for x, y, b in zip(points, values, base))
    number = lambda c: repr(float(c)) if bits == 53 else shortest(float(c))
    print(f"{name}: error 2^{float(mp.log(error, 2)):.1f}, before rounding 2^{float(mp.log(best[0], 2)):.1f}")
    for part in (p, q):
        print(f"  [{', '.join(number(c) for c in part)}]", flush=True)
