"""What all families' references are made of: mpmath in 50 digits, rounded once at the end.

A family is a dictionary: `names` of its parameters in order, `settings` (tuples of floats), `points(setting)` (floats),
`log_pdf(x, *parameters)`, `cdf(x, *parameters)`, `survival(x, *parameters)` as mpmath functions, optionally `moments(setting)`, whether
there are all four, `ends(setting)` of the support, and `fits`: data with the values from which the score equations are
solved, and the values of the first parameters where these are given; `regular` = False where the maximum is no root of the score,
which then is given as `maximum(data)`. A discrete family has `values(setting)`, all that have a mass to speak of, or None where they are
too many to add up.
"""

import json
import random
from pathlib import Path

import mpmath
from mpmath import exp, inf, log, matrix, mp, mpf, quad, sqrt

mp.dps = 50
directory = Path(__file__).parent.parent.parent / "src/distributions"


def number(value):
    """A float as JSON has it; what float64 can't hold is null."""
    value = mpf(value)
    if mpmath.isnan(value) or abs(value) > mpf("1.7e308") or (value != 0 and abs(value) < mpf("1e-307")):
        return None
    return float(value)


def draws(seed, count, quantile):
    """Floats of four to six digits, by the quantile function, which needn't be exact."""
    uniform = random.Random(seed)
    return [float(f"{quantile(uniform.random()):.6g}") for _ in range(count)]


def quantile(family, setting, x):
    """No search: the exact tail probability of the float x, for the quantile to find x again."""
    below = family["cdf"](mpf(x), *map(mpf, setting))
    above = family["survival"](mpf(x), *map(mpf, setting))
    return below, above


def moments_of(family, setting):
    """Mean, variance, skewness, excess kurtosis and entropy as integrals between points that split the mass."""
    parameters = [mpf(value) for value in setting]
    if "values" in family:
        masses = [(mpf(x), family["log_pdf"](mpf(x), *parameters)) for x in family["values"](setting)]
        return summary(lambda f: mpmath.fsum(f(x) * exp(mass) for x, mass in masses if mass > -inf),
                       lambda: -mpmath.fsum(mass * exp(mass) for _, mass in masses if mass > -inf))
    low, high = family.get("ends", lambda _: (-inf, inf))(setting)
    splits = [low, *sorted(family["splits"](setting)), high]
    density = lambda x: exp(family["log_pdf"](x, *parameters))
    integral = lambda f: quad(lambda x: f(x) * density(x), splits)
    with mp.workdps(30):
        return summary(integral, lambda: -integral(lambda x: family["log_pdf"](x, *parameters)))


def summary(expectation, entropy):
    total = expectation(lambda x: mpf(1))
    mean = expectation(lambda x: x)
    assert abs(total - 1) < mpf("1e-15"), total
    # mpmath's tolerance is absolute: integrands are made of size 1.
    size = abs(mean) or mpf(1)
    deviation = size * sqrt(expectation(lambda x: ((x - mean) / size) ** 2))
    third, fourth = [expectation(lambda x, k=k: ((x - mean) / deviation) ** k) for k in (3, 4)]
    return [mean, deviation**2, third, fourth - 3, entropy()]


def derivative(f, at, orders):
    return mpmath.diff(f, tuple(at), tuple(orders))


def solve(family, data, start):
    """The root of the score from `start`, the log-likelihood there, and standard errors of the observed information."""
    values = [mpf(x) for x in data]
    return maximum_of(lambda *p: mpmath.fsum(family["log_pdf"](x, *p) for x in values), start)


def maximum_of(log_likelihood, start):
    """The same of any function of the parameters."""
    k = len(start)
    # In units of the start, so that differences take steps of their size.
    units = [mpf(value) for value in start]
    likelihood = lambda *q: log_likelihood(*(unit * share for unit, share in zip(units, q)))
    unit = lambda *places: [places.count(i) for i in range(k)]
    with mp.workdps(60):
        root = matrix([mpf(1)] * k)
        for _ in range(40):
            score = matrix([derivative(likelihood, root, unit(i)) for i in range(k)])
            information = matrix(k, k)
            for i in range(k):
                for j in range(i, k):
                    information[i, j] = information[j, i] = -derivative(likelihood, root, unit(i, j))
            covariance = information**-1
            step = covariance * score
            size = sqrt(abs((score.T * step)[0]))
            # Far from the root Newton's step is shortened to one standard error.
            root += step / max(1, size)
            if size < mpf("1e-25"):
                parameters = [units[i] * root[i] for i in range(k)]
                return parameters, likelihood(*root), [abs(units[i]) * sqrt(covariance[i, i]) for i in range(k)]
        raise ValueError(f"no root from {start}: {root}, {size}")


def fit(family, data, start, given=()):
    if given:
        fixed = [mpf(value) for value in given]
        free = {**family, "log_pdf": lambda x, *others: family["log_pdf"](x, *fixed, *others)}
        found = fit(free, data, start)
        return {
            **found,
            "given": dict(zip(family["names"], given)),
            "parameters": [*given, *found["parameters"]],
            "standardErrors": [*[None] * len(given), *found["standardErrors"]],
        }
    if family.get("regular", True):
        parameters, log_likelihood, errors = solve(family, data, start)
        errors = [number(error) for error in errors]
    else:
        parameters = family["maximum"](data)
        log_likelihood = mpmath.fsum(family["log_pdf"](mpf(x), *parameters) for x in data)
        errors = [None] * len(parameters)
    return {
        "data": data,
        "parameters": [number(p) for p in parameters],
        "logLikelihood": number(log_likelihood),
        "standardErrors": errors,
    }


def setting_of(family, setting):
    parameters = [mpf(value) for value in setting]
    rows = []
    for x in family["points"](setting):
        below, above = quantile(family, setting, x)
        row = [mpf(x), family["log_pdf"](mpf(x), *parameters), log(below), log(above), below, above]
        rows.append([number(value) for value in row])
    content = {"parameters": list(setting), "rows": rows}
    if family.get("moments", lambda s: True)(setting) and ("values" not in family or family["values"](setting)):
        content["moments"] = [number(value) for value in moments_of(family, setting)]
    return content


def write(name, family):
    content = {
        "mpmath": mpmath.__version__,
        "names": family["names"],
        "columns": ["x", "logPdf", "logCdf", "logSurvival", "cdf", "survival"],
        "settings": [setting_of(family, setting) for setting in family["settings"]],
        "fits": [fit(family, *entry) for entry in family.get("fits", [])],
    }
    target = directory / f"{name}.fixture.json"
    target.write_text(json.dumps(content).replace("], [", "],\n[") + "\n", encoding="utf-8")
    print(name, target.stat().st_size, "bytes", flush=True)
