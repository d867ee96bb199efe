"""The coefficients of src/expression/functions/*.ts: python3 scripts/coefficients.py [part of a name]. mpmath 1.3.0."""

import sys

from minimax import fit
from mpmath import asin, atan, atanh, cos, erf, erfc, exp, expm1, findroot, log, mpf, pi, sin, sinh, sqrt, tanh
from rational import fit_rational


def run(name, f, weight, low, high, degree32, degree64):
    """Degrees for float32 and float64, 0 for none; a pair is numerator and denominator."""
    if len(sys.argv) > 1 and sys.argv[1] not in name:
        return
    for degree, bits in ((degree32, 24), (degree64, 53)):
        label = f"{name} float{32 if bits == 24 else 64}"
        if isinstance(degree, tuple):
            fit_rational(label, f, weight, low, high, *degree, bits)
        elif degree:
            fit(label, f, weight, low, high, degree, bits)


# e^r = 1 + r + r²·q(r)
half_log2 = log(mpf(2)) / 2 * mpf("1.0001")
run("exp", lambda r: (expm1(r) - r) / r**2, lambda r: r**2 / exp(r), -half_log2, half_log2, 4, 9)

# log((1+s)/(1-s)) = 2s + s·z·q(z), z = s²; of its 3/2-fold, 3s + s·z + s·z²·q(z)
most = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1) * mpf("1.001")) ** 2
run("log", lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z, lambda z: z, 0, most, 2, 6)
run("pow", lambda z: (3 * atanh(sqrt(z)) / sqrt(z) - 3 - z) / z**2, lambda z: z**2, 0, most, 2, 5)

# tanh x = x + x·z·q(z), sinh x likewise, z = x²
run("tanh", lambda z: (tanh(sqrt(z)) / sqrt(z) - 1) / z, lambda z: z * sqrt(z) / tanh(sqrt(z)), 0, mpf("0.4"), 4, 11)
run("sinh", lambda z: (sinh(sqrt(z)) / sqrt(z) - 1) / z, lambda z: z * sqrt(z) / sinh(sqrt(z)), 0, 1, 3, 7)

# erf x = x + x·q(z), z = x² below 1; 1 - e^-t(x) above
run("erf small", lambda z: erf(sqrt(z)) / sqrt(z) - 1, lambda z: sqrt(z) / erf(sqrt(z)), 0, 1, 6, 12)
run("erf large", lambda x: -log(erfc(x)), lambda x: erfc(x) / erf(x), 1, 4, 6, 0)
run("erf large", lambda x: -log(erfc(x)), lambda x: erfc(x) / erf(x), 1, 6, 0, 17)

# (1 + 2x)·e^(x²)·erfc x = q(t), t = (x-4)/(x+4), x ≥ 0: to 10.1 and to 27.3
scaled = lambda t: (1 + 8 * (1 + t) / (1 - t)) * exp((4 * (1 + t) / (1 - t)) ** 2) * erfc(4 * (1 + t) / (1 - t))
run("erfc", scaled, lambda t: 1 / scaled(t), -1, mpf("6.1") / mpf("14.1"), 10, 0)
run("erfc", scaled, lambda t: 1 / scaled(t), -1, mpf("23.3") / mpf("31.3"), 0, 22)

# Φ(-z)·e^(z²/2) = P(z)/Q(z), z ≥ 0: to 14.5 and to 38.7
normal_tail = lambda z: exp(z * z / 2) * erfc(z / sqrt(mpf(2))) / 2
run("normal tail", normal_tail, lambda z: 1 / normal_tail(z), 0, mpf("14.5"), (4, 5), 0)
run("normal tail", normal_tail, lambda z: 1 / normal_tail(z), 0, mpf("38.7"), 0, (10, 11))

# sin r = r + r·z·q(z), cos r = 1 - z/2 + z²·q(z), z = r², |r| ≤ π/4
quarter = (pi / 4 * mpf("1.001")) ** 2
run("sin", lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z, lambda z: z, 0, quarter, 2, 5)
run("cos", lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2, lambda z: z**2, 0, quarter, 2, 5)

# atan x = x + x·z·q(z), z = x² ≤ 1; asin x likewise, z ≤ 1/4
run("atan", lambda z: (atan(sqrt(z)) / sqrt(z) - 1) / z, lambda z: z * sqrt(z) / atan(sqrt(z)), 0, 1, 8, 19)
run("asin", lambda z: (asin(sqrt(z)) / sqrt(z) - 1) / z, lambda z: z * sqrt(z) / asin(sqrt(z)), 0, mpf("0.25"), 4, 11)


# The normal quantile: q·P(w)/Q(w), q = p - 1/2, w = 0.425² - q² ≥ 0; -P(r)/Q(r), r = √(-log p), elsewhere
def upper(p):
    """z > 0 with Φ(-z) = p."""
    z = sqrt(-2 * log(p))
    z -= (mpf("2.30753") + mpf("0.27061") * z) / (1 + mpf("0.99229") * z + mpf("0.04481") * z**2)
    for _ in range(8):
        cdf = erfc(z / sqrt(mpf(2))) / 2
        density = exp(-z * z / 2) / sqrt(2 * pi)
        step = log(cdf / p) * cdf / density
        z += step
        if abs(step) < mpf("1e-45"):
            break
    return z


def centre(w):
    q = sqrt(mpf("0.180625") - w)
    return upper(mpf("0.5") - q) / q


tail = lambda r: upper(exp(-r * r))
run("quantile centre", centre, lambda z: 1 / centre(z), 0, mpf("0.180624"), (4, 3), (7, 7))
run("quantile tail", tail, lambda r: 1 / tail(r), mpf("1.6"), mpf("10.2"), (4, 3), 0)
run("quantile near tail", tail, lambda r: 1 / tail(r), mpf("1.6"), 5, 0, (7, 7))
run("quantile far tail", tail, lambda r: 1 / tail(r), 5, mpf("27.4"), 0, (7, 7))
