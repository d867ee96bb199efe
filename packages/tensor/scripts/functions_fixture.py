"""Writes src/cpu/codegen/functions.fixture.json: arguments in float64, the nearest float64 of each function there, and how
far the exact value is from that in units in the last place. Run in packages/tensor: python3 scripts/functions_fixture.py.
mpmath 1.3.0."""

import json
import math
import random
import struct

from mpmath import mp, mpf

mp.dps = 60
random.seed(1)
tiny, huge = 5e-324, 1.7976931348623157e308


def neighbours(*values):
    """The values and what lies around them, of both signs."""
    out = []
    for value in values:
        for x in (value, -value):
            out += [x, math.nextafter(x, math.inf), math.nextafter(x, -math.inf)]
            out += [x * (1 + 1e-9), x * (1 - 1e-9)]
    return out


def patterns(count):
    """Floats of random bits: every exponent is as likely."""
    out = []
    while len(out) < count:
        (x,) = struct.unpack("d", struct.pack("Q", random.getrandbits(64)))
        if math.isfinite(x):
            out.append(x)
    return out


def spread(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def magnitudes(low, high, count):
    """Of both signs, every power of two as likely."""
    return [
        random.choice((1, -1)) * math.exp(random.uniform(math.log(low), math.log(high))) for _ in range(count)
    ]


def near_multiples(unit, most, count):
    """The floats nearest to multiples, where sines and cosines cancel."""
    out = []
    for _ in range(count):
        k = random.randrange(1, most)
        out += neighbours(float(unit * k))[:3]
    return out


def quantile(p):
    if p in (0, 1):
        return mpf("-inf") if p == 0 else mpf("inf")
    tail = min(mpf(p), 1 - mpf(p))
    if tail == mpf("0.5"):
        return mpf(0)
    z = mp.sqrt(-2 * mp.log(tail))
    z -= (mpf("2.30753") + mpf("0.27061") * z) / (1 + mpf("0.99229") * z + mpf("0.04481") * z**2)
    for _ in range(12):
        cdf = mp.erfc(z / mp.sqrt(2)) / 2
        z += mp.log(cdf / tail) * cdf * mp.sqrt(2 * mp.pi) * mp.exp(z * z / 2)
    return -z if p < 0.5 else z


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def softplus(x):
    return mp.log1p(mp.exp(x))


def erfc(x):
    return mp.erfc(x) if abs(x) < 1000 else mpf(1 - mp.sign(x))


def normal_cdf(x):
    return erfc(-x / mp.sqrt(2)) / 2


def normal_pdf(x):
    return mp.exp(-mpf(x) ** 2 / 2) / mp.sqrt(2 * mp.pi) if abs(x) < 1000 else mpf(0)


def power(x, y):
    return mp.mpf(x) ** mp.mpf(y)


common = patterns(60) + magnitudes(tiny, 1e-5, 20)
halves = [k * math.log(2) / 2 for k in (1, 3, 5, 99, 1001, 1471)]
quarter = math.pi / 4
angles = neighbours(quarter, 3 * quarter, 5 * quarter, 1e8, 105414350) + spread(-100, 100, 150)
angles += near_multiples(mp.pi / 2, 1000, 20) + near_multiples(mp.pi / 2, 2**26, 30) + magnitudes(1e-3, 1e8, 100)
unit = spread(-1, 1, 250) + neighbours(0.5, 1, 0.7071) + magnitudes(1e-9, 1, 60)
exponents = neighbours(*halves, 709.7827128933840, 708.3964, 744.4400719213812, 710.47586) + spread(-745, 710, 150)
positive = [abs(x) for x in patterns(200)] + spread(0.4, 2.2, 200) + magnitudes(1e-3, 1e3, 50)
positive += neighbours(math.sqrt(0.5), math.sqrt(2), 1, 2.2250738585072014e-308)

arguments = {
    "exp": (mp.exp, exponents + spread(-2, 2, 200)),
    "expm1": (mp.expm1, exponents + spread(-2, 2, 200) + magnitudes(1e-18, 1, 80) + spread(-40, 40, 50)),
    "log": (mp.log, positive),
    "log1p": (mp.log1p, positive + spread(-1, 2, 200) + magnitudes(1e-18, 1, 80) + neighbours(0.2928932, 0.41421356)),
    "sigmoid": (sigmoid, exponents + spread(-40, 40, 200)),
    "softplus": (softplus, exponents + spread(-40, 40, 200)),
    "tanh": (mp.tanh, spread(-20, 20, 200) + spread(-2, 2, 200) + neighbours(0.625, 19.06)),
    "sinh": (mp.sinh, exponents + spread(-3, 3, 200) + neighbours(1)),
    "cosh": (mp.cosh, exponents + spread(-3, 3, 200)),
    "erf": (mp.erf, spread(-6, 6, 250) + spread(-1, 1, 100) + neighbours(1, 5.9)),
    "erfc": (erfc, spread(-6, 27.3, 250) + spread(-1, 1, 100) + neighbours(0.5, 1, 4, 26.5)),
    "normalQuantile": (
        quantile,
        spread(0, 1, 250) + [abs(x) for x in magnitudes(tiny, 0.5, 150)] + neighbours(0.075, 0.925, 1.388794386496402e-11),
    ),
    "sin": (mp.sin, angles),
    "cos": (mp.cos, angles),
    "tan": (mp.tan, angles),
    "asin": (mp.asin, unit),
    "acos": (mp.acos, unit),
    "atan": (mp.atan, spread(-10, 10, 250) + magnitudes(1e-9, 1e9, 150) + neighbours(1)),
}
pairs = {
    "atan2": (
        mp.atan2,
        list(zip(magnitudes(1e-3, 1e3, 300), magnitudes(1e-3, 1e3, 300))) + list(zip(patterns(100), patterns(100))),
    ),
    "pow": (
        power,
        [(abs(x), y) for x, y in zip(magnitudes(1e-3, 1e3, 200), spread(-100, 100, 200))]
        + [(x, y) for x, y in zip(spread(0.5, 2, 200), spread(-1000, 1000, 200))]
        + [(abs(x), math.copysign(random.uniform(0, 740), y) / math.log(abs(x))) for x, y in zip(patterns(200), patterns(200))]
        + [(1 + x * 1e-9, y) for x, y in zip(spread(-1, 1, 60), spread(-1e11, 1e11, 60))]
        + [(-abs(x), float(k)) for x, k in zip(spread(0, 3, 40), range(-20, 20))],
    ),
}
# Last, so that the others keep their random numbers.
around = spread(-38.5, 8, 250) + spread(-2, 2, 150) + neighbours(1, 14.1, 37.5, 38.4)
arguments["normalCdf"] = (normal_cdf, around)
arguments["normalPdf"] = (normal_pdf, around)


def row(function, inputs):
    """[arguments..., nearest float64, rest in ulp], or nothing where either isn't a number."""
    try:
        exact = function(*[mpf(x) for x in inputs])
    except (ValueError, ZeroDivisionError):
        return None
    if not isinstance(exact, mpf) or not mp.isfinite(exact) or abs(exact) > huge or not all(map(math.isfinite, inputs)):
        return None
    nearest = float(exact)
    if nearest == 0 and exact != 0:
        return None
    return [*inputs, nearest, round(float((exact - mpf(nearest)) / math.ulp(nearest)), 3)]


fixture = {}
for name, (function, values) in arguments.items():
    fixture[name] = [r for r in (row(function, [x]) for x in sorted(set(values + common))) if r]
for name, (function, values) in pairs.items():
    fixture[name] = [r for r in (row(function, list(xy)) for xy in sorted(set(values))) if r]
with open("src/cpu/codegen/functions.fixture.json", "w") as file:
    lines = [f'  "{name}": [\n' + ",\n".join(f"    {json.dumps(r)}" for r in rows) + "\n  ]" for name, rows in fixture.items()]
    file.write("{\n" + ",\n".join(lines) + "\n}\n")
print({name: len(rows) for name, rows in fixture.items()})
