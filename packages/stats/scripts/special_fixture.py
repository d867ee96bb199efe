"""Writes src/special/*.fixture.json from mpmath, in 50 digits and more: python3 scripts/special_fixture.py [name].

The arguments are floats, exactly; the values are rounded once, at the end. Integrals in mpmath's Gauss-Legendre
rule stand where its own functions fail (large parameters), derivatives are central differences in 100 digits.
"""

import json
import sys
from pathlib import Path

import mpmath
from mpmath import (
    besseli, cos, digamma, erfc, exp, expm1, findroot, log, log1p, loggamma, mp, mpf, ncdf, npdf, pi, polygamma, quadgl, sqrt,
)

mp.dps = 50
directory = Path(__file__).parent.parent / "src/special"
fixtures = {}


def fixture(name):
    def register(build):
        fixtures[name] = build
        return build

    return register


def write(name):
    content = {"mpmath": mpmath.__version__, **fixtures[name]()}
    # One row a line.
    text = json.dumps(content).replace("]], ", "]],\n").replace("], [", "],\n[").replace(": [[", ": [\n[")
    target = directory / f"{name}.fixture.json"
    target.write_text(text + "\n", encoding="utf-8")
    print(name, {k: len(v) for k, v in content.items() if k != "mpmath"}, target.stat().st_size, "bytes", flush=True)


def numbers(*values):
    """Floats as JSON has them; what float64 can't hold is null."""
    return [None if abs(v) > mpf("1.7e308") else float(v) for v in values]


def differences(f, x, h):
    """f' and f'' at x."""
    low, middle, high = f(x - h), f(x), f(x + h)
    return (high - low) / (2 * h), (high - 2 * middle + low) / (h * h)


def half_line(fall, width):
    """∫₀^∞ e^-fall(v) dv of a convex fall that begins at 0, of about this width."""
    end = mpf(width)
    while fall(end) < 2.4 * mp.dps:
        end *= 1.4
    return quadgl(lambda v: exp(-fall(v)), [end * k / 6 for k in range(7)])


def gamma_logs(a, x):
    """log P and log Q: by a series of terms of one sign for x < a+1, unless a is too large, else by the integral."""
    if x < a + 1 and a < 2000:
        with mp.workdps(mp.dps + 20):
            term = total = mpf(1)
            n = 1
            while term > total * mpf(10) ** -mp.dps:
                term *= x / (a + n)
                total += term
                n += 1
            tail = a * log(x) - x - loggamma(a + 1) + log(total)
            return tail, log(-expm1(tail)) if tail > -1 else log1p(-exp(tail))
    slope = abs(x - a)
    side = -1 if x < a else 1
    width = 1 / (slope + sqrt(x))
    value = half_line(lambda v: slope * v + x * (expm1(side * v) - side * v), width)
    tail = a * log(x) - x - loggamma(a) + log(value)
    rest = log(-expm1(tail)) if tail > -1 else log1p(-exp(tail))
    return (tail, rest) if side < 0 else (rest, tail)


@fixture("gamma")
def gamma_rows():
    rows = []
    shapes = [1e-8, 1e-3, 0.1, 0.5, 0.9, 1.0, 1.7, 3.5, 8.0, 15.0, 19.5, 20.0, 40.0, 250.0, 3e3, 1e6, 1e10]
    for shape in shapes:
        points = [1e-200, 1e-12, 1e-3, 0.2, 0.7, 1.0, 1.3, 2.0, 4.0, 20.0, 700.0, 1e5]
        if shape >= 15:
            points = [shape * r for r in (1e-200, 1e-9, 0.01, 0.3, 0.6, 0.9, 1.1, 1.5, 3.0, 40.0)]
        points += [shape + z * shape**0.5 for z in (-30, -8, -3, -1, -0.1, 0, 0.1, 1, 3, 8, 30)]
        for point in sorted({p for p in points if p > 0}):
            with mp.workdps(100):
                a, x = mpf(shape), mpf(point)
                logs = gamma_logs(a, x)
                h = min(a, sqrt(a)) * mpf(10) ** -18
                down, up = gamma_logs(a - h, x), gamma_logs(a + h, x)
                rows.append(
                    [shape, point, *numbers(*logs)]
                    + [float((up[i] - down[i]) / (2 * h)) for i in (0, 1)]
                    + [float((up[i] - 2 * logs[i] + down[i]) / (h * h)) for i in (0, 1)]
                )
    return {"rows": rows}


@fixture("normal")
def normal_rows():
    points = [0.0, 1e-300, 1e-8, 0.01, 0.3, 0.7, 1.0, 1.49, 2.0, 3.3, 5.0, 8.0, 12.0, 20.0, 26.0, 37.0, 38.0, 100.0, 1e4, 1e8]
    points = sorted({s * p for p in points for s in (-1, 1)})
    cdf = []
    for z in points:
        z = mpf(z)
        with mp.workdps(60):
            if z < -30:
                # 1/Mills' ratio by its continued fraction.
                fraction = mpf(0)
                for k in range(400, 0, -1):
                    fraction = k / (-z + fraction)
                ratio = -z + fraction
                cdf.append(numbers(z, -z * z / 2 - log(2 * pi) / 2 - log(ratio), ratio))
            elif z > 30:
                upper = erfc(z / sqrt(2)) / 2 if z < 1000 else mpf(0)
                cdf.append(numbers(z, -upper, npdf(z) if z < 1000 else 0))
            else:
                cdf.append(numbers(z, log(ncdf(z)) if z < 0 else log1p(-ncdf(-z)), npdf(z) / ncdf(z)))
    scaled = []
    for x in [-26.0, -5.0, -0.5, 0.0, 1e-10, 0.1, 0.5, 1.0, 2.5, 6.0, 15.0, 80.0, 1000.0]:
        with mp.workdps(60):
            scaled.append(numbers(x, exp(mpf(x) ** 2) * erfc(mpf(x))))
    quantiles = []
    for log_p in [-1e-300, -1e-20, -1e-8, -0.01, -0.1, -0.5, -0.69, -0.7, -1.0, -2.0, -2.65, -2.67, -5.0, -30.0, -700.0, -1e5, -1e10]:
        lp = mpf(log_p)
        with mp.workdps(60):
            if lp > -0.7:
                upper = -expm1(lp)
                start = -sqrt(-2 * log(upper)) if upper < 0.1 else mpf(0)
                f = lambda z: log(erfc(-z / sqrt(2)) / 2) - log(upper)
                z = -findroot(f, (start, start + mpf("0.01")), tol=mpf(10) ** -100)
            else:
                def f(z):
                    fraction = mpf(0)
                    if z < -12:
                        for k in range(500, 0, -1):
                            fraction = k / (-z + fraction)
                        return -z * z / 2 - log(2 * pi) / 2 - log(-z + fraction) - lp
                    return log(erfc(-z / sqrt(2)) / 2) - lp
                start = -sqrt(-2 * lp)
                z = findroot(f, (start, start * mpf("0.999")), tol=mpf(10) ** -90)
        quantiles.append(numbers(lp, z))
    return {"cdf": cdf, "erfcx": scaled, "quantiles": quantiles}


def beta_logs(a, b, x):
    """log I_x(a, b) and its complement's: by a series of terms of one sign or by the integral, below the mean."""
    y = 1 - x
    if x * (a + b) > a:
        return beta_logs(b, a, y)[::-1]
    # Above it if x is near 1, where the complement's series is short.
    if x > 0.95 and y * (a + b) < 40:
        tail = beta_series(b, a, y)
        return log(-expm1(tail)) if tail > -1 else log1p(-exp(tail)), tail
    if a < 300:
        tail = beta_series(a, b, x)
    else:
        slope = a * y - b * x
        fall = lambda v: slope * v + (a + b) * (log1p(x * expm1(-v)) + x * v)
        value = half_line(fall, 1 / (slope + sqrt((a + b) * x * y)))
        tail = a * log(x) + b * log(y) - log_beta(a, b) + log(value)
    return tail, log(-expm1(tail)) if tail > -1 else log1p(-exp(tail))


def log_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def beta_series(a, b, x):
    with mp.workdps(mp.dps + 20):
        term = total = mpf(1)
        n = 0
        while term > total * mpf(10) ** -mp.dps:
            term *= (a + b + n) * x / (a + 1 + n)
            total += term
            n += 1
        return a * log(x) + b * log(1 - x) - log(a) - log_beta(a, b) + log(total)


@fixture("beta")
def beta_rows():
    """I and its complement, both logs, and the five derivatives of each; x or, if it is the smaller, y as the exact one."""
    rows = []
    shapes = [(1e-6, 1e-6), (1e-6, 1e-3), (1e-6, 1.0), (1e-6, 30.0), (1e-3, 0.5), (0.3, 0.4), (0.5, 1e-6), (0.5, 0.5), (0.5, 4.0),
              (0.5, 500.0), (0.5, 1e8), (0.9, 3.0), (1.0, 1.0), (1.0, 1e-4), (2.0, 3.0), (2.2, 1.3), (5.0, 1e-5), (9.0, 1.5), (9.9, 9.9), (10.0, 0.01),
              (5.0, 200.0), (5.0, 1e8), (12.0, 10.0), (40.0, 0.5), (40.0, 1.5), (50.0, 60.0), (300.0, 20.0), (1e4, 1e-3), (1e5, 0.7),
              (1e4, 1e5), (1e8, 30.0), (1e8, 1e8), (3e7, 5e3)]
    for s, t in shapes:
        a, b = mpf(s), mpf(t)
        mean = a / (a + b)
        deviation = sqrt(mean * (1 - mean) / (a + b + 1))
        points = []
        if min(s, t) < 10:
            points += [1e-200, 1e-8, 1e-3, 0.1, 0.45, 0.55, 0.79, 0.81, 0.97, -1e-4, -1e-12]
        # Scaled to where the mass is.
        for z in (-20, -6, -2, -0.7, -0.01, 0.01, 0.7, 2, 6, 20):
            x = mean + z * deviation
            if 0 < x < 1:
                points.append(float(x) if x < 0.5 else -float(1 - x))
        for point in sorted(set(points)):
            with mp.workdps(80):
                small = mpf(abs(point))
                x = small if point > 0 else 1 - small
                logs = beta_logs(a, b, x)
                if min(logs) < -1e6:
                    continue
                tiny = mpf(10) ** -16
                h = min(a, sqrt(a), a / deviation / (a + b)) * tiny
                k = min(b, sqrt(b), b / deviation / (a + b)) * tiny
                f = {(i, j): beta_logs(a + i * h, b + j * k, x) for i in (-1, 0, 1) for j in (-1, 0, 1)}
                row = [s, t, point, *numbers(*logs)]
                for side in (0, 1):
                    g = {key: value[side] for key, value in f.items()}
                    row += numbers(
                        (g[1, 0] - g[-1, 0]) / (2 * h),
                        (g[0, 1] - g[0, -1]) / (2 * k),
                        (g[1, 0] - 2 * g[0, 0] + g[-1, 0]) / (h * h),
                        (g[1, 1] - g[1, -1] - g[-1, 1] + g[-1, -1]) / (4 * h * k),
                        (g[0, 1] - 2 * g[0, 0] + g[0, -1]) / (k * k),
                    )
                rows.append(row)
    return {"rows": rows}


@fixture("gammaDifferences")
def differences_of_gamma_rows():
    rows = []
    for a in [1e-8, 0.03, 0.7, 1.4, 3.0, 8.9, 9.1, 50.0, 1e4, 1e8, 1e13]:
        for n in [-0.4, 1e-12, 1e-5, 0.3, 1.0, 2.0, 7.5, 100.0, 1e6, 1e11]:
            if a + n > 0:
                x, d = mpf(a), mpf(n)
                with mp.workdps(80):
                    log_gamma = loggamma(x + d) - loggamma(x)
                    orders = [polygamma(k, x + d) - polygamma(k, x) for k in (0, 1)]
                rows.append([a, n, *numbers(log_gamma, *orders)])
    pairs = []
    for a in [1e-8, 0.2, 1.0, 2.5, 8.0, 11.0, 300.0, 1e6, 1e10]:
        for b in [1e-6, 0.7, 4.0, 15.0, 2000.0, 1e9]:
            with mp.workdps(80):
                pairs.append([a, b, *numbers(loggamma(mpf(a)) + loggamma(mpf(b)) - loggamma(mpf(a) + mpf(b)))])
    choices = []
    for n in [1.0, 7.0, 30.5, 1000.0, 1e9, 1e15]:
        for k in [0.0, 1.0, 2.0, 3.5, 20.0, 500.0]:
            if k <= n:
                with mp.workdps(80):
                    x, d = mpf(n), mpf(k)
                    choices.append([n, k, *numbers(loggamma(x + 1) - loggamma(d + 1) - loggamma(x - d + 1))])
    rest = []
    for a in [1e-8, 0.01, 0.4, 0.6, 1.0, 1.9, 4.0, 8.5, 9.0, 14.0, 1e3, 1e12]:
        x = mpf(a)
        with mp.workdps(80):
            main = (x - mpf(1) / 2) * log(x) - x + log(2 * pi) / 2
            rest.append([a, *numbers(loggamma(x) - main, log(x) - digamma(x))])
    return {"rows": rows, "logBeta": pairs, "logChoose": choices, "stirling": rest}


@fixture("logarithms")
def logarithms_rows():
    rows = []
    for x in [-0.999, -0.7, -0.41, -0.39, -0.1, -1e-5, -1e-12, 1e-200, 1e-9, 0.01, 0.3, 0.69, 0.71, 3.0, 1e5]:
        v = mpf(x)
        with mp.workdps(500 if abs(x) < 1e-100 else 80):
            rows.append([x, *numbers(log1p(v) - v, expm1(v) - v if v < 100 else 0)])
    tails = []
    for x in [-1e-300, -1e-10, -0.3, -0.69, -0.7, -3.0, -40.0, -700.0]:
        with mp.workdps(400):
            tails.append([x, *numbers(log(-expm1(mpf(x))))])
    return {"rows": rows, "log1mexp": tails}


@fixture("studentT")
def student_rows():
    """log F(-t) and log F(t), and the first and second derivatives of each in the degrees of freedom."""

    def logs(t, df):
        if t == 0:
            return log(mpf(1) / 2), log(mpf(1) / 2)
        tail = beta_logs(df / 2, mpf(1) / 2, df / (df + t * t))[0] - log(2)
        return tail, log(-expm1(tail)) if tail > -1 else log1p(-exp(tail))

    rows = []
    for df in [1e-3, 0.1, 1.0, 2.5, 7.0, 19.0, 20.0, 33.0, 150.0, 1e4, 1e7, 1e10]:
        for t in [1e-8, 0.01, 0.5, 1.4, 1.6, 3.0, 8.0, 36.0, 1e4, 1e12]:
            if df > 1000 and t > 100:
                continue
            with mp.workdps(110):
                v, d = mpf(t), mpf(df)
                h = min(d, 1 + d / (1 + v)) * mpf(10) ** -18
                low, middle, high = (logs(v, d + k * h) for k in (-1, 0, 1))
                row = [df, t, *numbers(*middle)]
                for side in (0, 1):
                    row += numbers(
                        (high[side] - low[side]) / (2 * h),
                        (high[side] - 2 * middle[side] + low[side]) / (h * h),
                    )
                rows.append(row)
    return {"rows": rows}


@fixture("bessel")
def bessel_rows():
    rows = []
    for x in [1e-200, 1e-8, 0.01, 0.5, 1.0, 2.0, 2.99, 3.01, 5.0, 9.9, 10.1, 30.0, 500.0, 1e5, 1e10]:
        v = mpf(x)
        with mp.workdps(100 if x < 1e5 else 80):
            if x < 1e4:
                i0, i1 = besseli(0, v), besseli(1, v)
                log_i0, ratio = log(i0), i1 / i0
            else:
                zero, one = hankel(0, v), hankel(1, v)
                log_i0, ratio = v - log(2 * pi * v) / 2 + log(zero), one / zero
            if x < 1e-100:
                log_i0, slope = v * v / 4, mpf(1) / 2
            else:
                slope = 1 - ratio / v - ratio**2
            rows.append([x, *numbers(log_i0, ratio, 1 - ratio, slope)])
    return {"rows": rows}


def hankel(order, x):
    """√(2πx) e^-x I_order(x) for large x."""
    total, term = mpf(0), mpf(1)
    for k in range(40):
        total += term
        term *= -(4 * order**2 - (2 * k + 1) ** 2) / ((k + 1) * 8 * x)
    return total


@fixture("vonMises")
def von_mises_rows():
    """F(-θ) and its first and second derivatives in κ."""

    def cdf(theta, kappa):
        start = 1 - cos(theta)
        # Where the density has fallen out of sight.
        end = start + 2.4 * mp.dps / kappa
        high = mpmath.acos(1 - end) if end < 2 else pi
        points = [theta + (high - theta) * k / 8 for k in range(9)]
        value = quadgl(lambda t: exp(kappa * (cos(t) - cos(theta))), points)
        scale = log(2 * pi * besseli(0, kappa)) if kappa < 1e4 else kappa + log(2 * pi * hankel(0, kappa) / sqrt(2 * pi * kappa))
        return exp(kappa * cos(theta) - scale) * value

    rows = []
    for kappa in [1e-6, 0.2, 1.0, 4.0, 30.0, 700.0, 1e5, 1e9]:
        for angle in [1e-6, 0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 3.1415]:
            k = mpf(kappa)
            # Angles of a large concentration by its standard deviation.
            theta = mpf(float(angle * min(1, 4 * kappa**-0.5)) if kappa > 100 else angle)
            with mp.workdps(90):
                h = k * mpf(10) ** -15
                low, middle, high = (cdf(theta, k + j * h) for j in (-1, 0, 1))
                rows.append([float(theta), kappa, *numbers(middle, (high - low) / (2 * h), (high - 2 * middle + low) / (h * h))])
    return {"rows": rows}


if __name__ == "__main__":
    for name in fixtures:
        if len(sys.argv) < 2 or name in sys.argv[1:]:
            write(name)
