"""Writes src/special/coefficients.ts: Chebyshev series of smooth functions, by interpolation with 60 digits.

python3 scripts/special_coefficients.py, with mpmath 1.3.0; then biome formats the file.
"""

from pathlib import Path

from mpmath import besseli, chop, cos, erfc, erfinv, exp, log, mp, mpf, pi, sqrt

mp.dps = 60


def chebyshev(name, comment, f, points=90, noise=mpf("2e-18")):
    """The series Σ c_k T_k of f on (-1, 1), up to the last coefficient above the noise."""
    angles = [pi * (i + mpf(1) / 2) / points for i in range(points)]
    values = [f(cos(angle)) for angle in angles]
    coefficients = [
        sum(v * cos(k * angle) for v, angle in zip(values, angles)) * (1 if k == 0 else 2) / points
        for k in range(points)
    ]
    scale = max(abs(v) for v in values)
    last = max(k for k, c in enumerate(coefficients) if abs(c) > noise * scale)
    assert last < points * 0.75, (name, last)
    lines = "".join(f"  {float(chop(c))!r},\n" for c in coefficients[: last + 1])
    return f"/** {comment} */\nexport const {name} = [\n{lines}];\n"


def on(low, high, f):
    """f of a variable in (low, high), as a function of t in (-1, 1)."""
    low, high = mpf(low), mpf(high)
    return lambda t: f(low + (high - low) * (1 + t) / 2)


def erfcx(t):
    x = 4 * (1 + t) / (1 - t)
    # The asymptotic series beyond, where e^(x²) is out of reach.
    if x > 1000:
        total, term = mpf(0), mpf(1)
        for n in range(12):
            total += term
            term *= -(2 * n + 1) / (2 * x * x)
        return (1 + 2 * x) / (x * sqrt(pi)) * total
    return (1 + 2 * x) * exp(x * x) * erfc(x)


def scaled(order, x):
    """e^-x I_order(x), by the asymptotic series for large x."""
    if x < 200:
        return exp(-x) * besseli(order, x)
    total, term = mpf(0), mpf(1)
    for k in range(60):
        total += term
        term *= -(4 * order**2 - (2 * k + 1) ** 2) / ((k + 1) * 8 * x)
    return total / sqrt(2 * pi * x)


def ratio(x):
    return scaled(1, x) / scaled(0, x)


def slope(x):
    with mp.workdps(120):
        return x * x * (1 - ratio(x) / x - ratio(x) ** 2)


series = [
    chebyshev("erfcxSeries", "(1+2x) e^(x²) erfc x in t = (x-4)/(x+4), x ≥ 0.", erfcx),
    chebyshev(
        "centralQuantileSeries",
        "z/q with Φ(z) = (1+q)/2, in q², |q| ≤ 0.86 (p from 0.07 to 0.93).",
        on(0, "0.7396", lambda s: sqrt(2) * erfinv(sqrt(s)) / sqrt(s)),
    ),
    chebyshev("logI0Small", "log I₀(x)/x² in x², x ≤ 3.", on(0, 9, lambda s: log(besseli(0, sqrt(s))) / s)),
    chebyshev("ratioSmall", "I₁(x)/(x I₀(x)) in x², x ≤ 3.", on(0, 9, lambda s: ratio(sqrt(s)) / sqrt(s))),
]
for low, high, name in (("0.1", "1/3", "Middle"), ("0", "0.1", "Large")):
    low = mpf(low)
    high = mpf(1) / 3 if high == "1/3" else mpf(high)
    where = f"in 1/x, x {'from 3 to 10' if name == 'Middle' else '≥ 10'}"
    series += [
        chebyshev(
            f"logI0{name}",
            f"log(√(2πx) e^-x I₀(x)) {where}.",
            on(low, high, lambda s: log(sqrt(2 * pi / s) * scaled(0, 1 / s))),
        ),
        chebyshev(
            f"ratio{name}", f"x (1 - I₁(x)/I₀(x)) {where}.", on(low, high, lambda s: (1 - ratio(1 / s)) / s)
        ),
        chebyshev(f"slope{name}", f"x² d(I₁/I₀)/dx {where}.", on(low, high, lambda s: slope(1 / s))),
    ]
target = Path(__file__).parent.parent / "src/special/coefficients.ts"
head = "// Written by scripts/special_coefficients.py.\n\n"
target.write_text(head + "\n".join(series), encoding="utf-8")
