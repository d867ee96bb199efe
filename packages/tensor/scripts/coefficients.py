"""The coefficients of src/expression/functions/*.ts: python3 scripts/coefficients.py [part of a name]. mpmath 1.3.0."""

import sys

from minimax import fit
from mpmath import atanh, erf, erfc, exp, expm1, log, mpf, sqrt, tanh

half_log2 = log(mpf(2)) / 2 * mpf("1.0001")


def run(name, f, weight, low, high, degree32, degree64):
    if len(sys.argv) > 1 and sys.argv[1] not in name:
        return
    if degree32:
        fit(f"{name} float32", f, weight, low, high, degree32, 24)
    if degree64:
        fit(f"{name} float64", f, weight, low, high, degree64, 53)


# e^r = 1 + r + r²·q(r)
run("exp", lambda r: (expm1(r) - r) / r**2, lambda r: r**2 / exp(r), -half_log2, half_log2, 4, 9)
# log((1+s)/(1-s)) = 2s + s·z·q(z), z = s²
largest_s = (sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1) * mpf("1.001")
run("log", lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z, lambda z: z, 0, largest_s**2, 3, 7)
# tanh x = x + x·z·q(z), z = x²
run("tanh", lambda z: (tanh(sqrt(z)) / sqrt(z) - 1) / z, lambda z: z * sqrt(z) / tanh(sqrt(z)), 0, mpf("0.4"), 4, 11)
# erf x = x + x·q(z), z = x², to 1; 1 - e^(-t(x)) above
run("erf small", lambda z: erf(sqrt(z)) / sqrt(z) - 1, lambda z: sqrt(z) / erf(sqrt(z)), 0, 1, 6, 12)
run("erf large", lambda x: -log(erfc(x)), lambda x: erfc(x) / erf(x), 1, 4, 7, 0)
run("erf large", lambda x: -log(erfc(x)), lambda x: erfc(x) / erf(x), 1, 6, 0, 20)
