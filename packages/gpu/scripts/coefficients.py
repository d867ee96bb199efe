"""The coefficients of src/wgsl/functions/*.ts: python3 scripts/coefficients.py. mpmath 1.3.0, and the fit of packages/tensor."""

import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../tensor/scripts"))

from minimax import fit  # noqa: E402
from mpmath import digamma, findroot, floor, loggamma, mp, mpf, pi  # noqa: E402


def over(f, zeros, center):
    """u ↦ f(center + u) / Π (center + u - zero), whose gaps at the zeros a step to the side fills."""

    def g(u):
        x = center + u
        if min(abs(x - zero) for zero in zeros) < mpf(10) ** -15:
            x += mpf(10) ** -12
        y = f(x)
        for zero in zeros:
            y /= x - zero
        return y

    return g


for low, high, degree in ((mpf("0.5"), 1, 9), (1, 2, 9), (2, 3, 7)):
    center, half = (low + high) / mpf(2), (high - low) / mpf(2)
    p = over(lambda x: loggamma(x).real, (1, 2), center)
    fit(f"lgamma [{low}, {high}]", p, lambda u, p=p: 1 / p(u), -half, half, degree, 24)

root = findroot(digamma, 1.46)
high = mpf(float(floor(root * 2**23))) / 2**23
print("zero", float(high), float(root - high))
q = over(digamma, (root,), mpf("1.5"))
fit("digamma [1, 2]", q, lambda u: 1 / q(u), mpf("-0.5"), mpf("0.5"), 11, 24)

mp.prec = 400
words = int(floor(2 / pi * mpf(2) ** 256))
print("2/π", [hex((words >> (224 - 32 * i)) & 0xFFFFFFFF) for i in range(8)])
