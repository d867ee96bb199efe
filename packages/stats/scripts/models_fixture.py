"""Writes src/models/models.fixture.json, and completes src/models/nist.fixture.json: python3 scripts/models_fixture.py

Coefficients, log-likelihoods and standard errors are those of Newton's method in 50 digits on the score equations, begun
where statsmodels (logistic, Poisson, multinomial, linear) ended, which checks that both fit the same model; whether data
are separated is decided by linear programming (SciPy). Reads ../shared/data/tabular for real tables: of penguins (CC0)
the columns go into the fixture, of others only the results.

nist.fixture.json holds NIST's data and certified values as they were published (Statistical Reference Datasets,
https://www.itl.nist.gov/div898/strd/, public domain). For each set of linear regression this script solves the normal
equations exactly, checks that the certified digits are those of the data, and adds `posed`: the exact solution for the
columns as float64 holds them, rounded powers and all, which is what a solver in float64 is given.
"""

import csv
import json
import math
from fractions import Fraction
from pathlib import Path

import mpmath
import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from mpmath import exp, log, matrix, mp, mpf, sqrt
from scipy.optimize import linprog
from sklearn.linear_model import LogisticRegression

mp.dps = 50
root = Path(__file__).parent.parent
tables = root.parent.parent.parent / "shared/data/tabular"
random = np.random.default_rng(20261125)


def write(path, content):
    path.write_text(json.dumps(content, ensure_ascii=False).replace('}, {', '},\n{') + "\n", encoding="utf-8")
    print(path.name, path.stat().st_size, "bytes")


# NIST


def exact(columns, y):
    """Coefficients, and what the standard errors are made of, by Gauss-Jordan on fractions."""
    size = len(columns)
    gram = [[sum(a * b for a, b in zip(u, v)) for v in columns] + [sum(a * b for a, b in zip(u, y))] for u in columns]
    for i, row in enumerate(gram):
        row.extend(Fraction(int(i == j)) for j in range(size))
    for k in range(size):
        pivot = gram[k][k]
        gram[k] = [entry / pivot for entry in gram[k]]
        for i in range(size):
            if i != k and gram[i][k]:
                factor = gram[i][k]
                gram[i] = [a - factor * b for a, b in zip(gram[i], gram[k])]
    beta = [row[size] for row in gram]
    rest = sum((v - sum(b * c[i] for b, c in zip(beta, columns))) ** 2 for i, v in enumerate(y))
    variance = rest / (len(y) - size)
    root_of = lambda q: float(sqrt(mpf(q.numerator) / q.denominator))
    errors = [root_of(variance * gram[j][size + 1 + j]) for j in range(size)]
    return {"coefficients": [float(b) for b in beta], "standardErrors": errors, "residualStandardDeviation": root_of(variance)}


def columns_of(data, number, power):
    one = [[number(1)] * len(data["y"])] if data["intercept"] else []
    names = list(data["x"])
    if data["powers"] == 1:
        return one + [[number(v) for v in data["x"][name]] for name in names]
    return one + [[power(v, k) for v in data["x"]["x"]] for k in range(1, data["powers"] + 1)]


def repeated(v, k):
    """v·v·v..., rounded after each product, as the test computes it."""
    product = float(v)
    for _ in range(k - 1):
        product *= float(v)
    return Fraction(product)


def complete_nist():
    path = root / "src/models/nist.fixture.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for data in content["linear"]:
        decimal = lambda v: Fraction(str(v))
        true = exact(columns_of(data, decimal, lambda v, k: decimal(v) ** k), [decimal(v) for v in data["y"]])
        for key, values in true.items():
            certified = data["certified"][key]
            for a, b in zip(np.atleast_1d(values), np.atleast_1d(certified)):
                assert abs(a - b) <= 1e-14 * abs(b), (data["name"], key, a, b)
        number = lambda v: Fraction(float(v))
        data["posed"] = exact(columns_of(data, number, repeated), [number(v) for v in data["y"]])
        lost = max(abs(a / b - 1) for a, b in zip(data["posed"]["coefficients"], true["coefficients"]))
        print(f"{data['name']:9} certified digits confirmed; rounding of the columns moves the coefficients by {lost:.1e}")
    write(path, content)


# Newton's method in 50 digits. η is x·β + offset for each of the predictors.


def logistic(eta, y):
    p = 1 / (1 + exp(-eta[0]))
    return (log(p) if y else log(1 - p)), [y - p], [[p * (1 - p)]]


def poisson(eta, y):
    rate = exp(eta[0])
    return y * eta[0] - rate - mpmath.loggamma(y + 1), [y - rate], [[rate]]


def multinomial(eta, y):
    shares = [exp(e) for e in [0, *eta]]
    total = sum(shares)
    p = [s / total for s in shares]
    m = len(eta)
    information = [[p[a + 1] * ((a == b) - p[b + 1]) for b in range(m)] for a in range(m)]
    return log(p[y]), [(a + 1 == y) - p[a + 1] for a in range(m)], information


def polish(terms, rows, y, start, weights=None, offset=None):
    """start: an array [predictors, columns]."""
    predictors, width = start.shape
    size = predictors * width
    beta = [mpf(float(b)) for b in start.ravel()]
    x = [[mpf(float(v)) for v in row] for row in rows]
    for _ in range(60):
        value, score, information = mpf(0), matrix(size, 1), matrix(size, size)
        for i, row in enumerate(x):
            weight = mpf(float(weights[i])) if weights is not None else 1
            shift = mpf(float(offset[i])) if offset is not None else 0
            eta = [sum(b * v for b, v in zip(beta[a * width : (a + 1) * width], row)) + shift for a in range(predictors)]
            loss, slopes, curvatures = terms(eta, y[i])
            value += weight * loss
            for a in range(predictors):
                for j in range(width):
                    score[a * width + j] += weight * slopes[a] * row[j]
                    for b in range(predictors):
                        for l in range(width):
                            information[a * width + j, b * width + l] += weight * curvatures[a][b] * row[j] * row[l]
        step = mpmath.lu_solve(information, score)
        beta = [b + s for b, s in zip(beta, step)]
        if max(abs(s / b) for s, b in zip(step, beta)) < mpf(10) ** -30:
            break
    else:
        raise AssertionError("no convergence")
    inverse = information**-1
    moved = max(abs(float(b) - s) for b, s in zip(beta, start.ravel()))
    print("  statsmodels or scikit-learn was off by", f"{moved:.1e}")
    return {
        "coefficients": [float(b) for b in beta],
        "standardErrors": [float(sqrt(inverse[j, j])) for j in range(size)],
        "logLikelihood": float(value),
    }


def with_ones(*columns):
    return np.column_stack([np.ones(len(columns[0])), *columns])


def table(name):
    with open(tables / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def numbers(rows, name):
    return np.array([float(row[name]) for row in rows])


def penguins():
    rows = [row for row in table("penguins") if all(row.values())]
    measures = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    data = {name: numbers(rows, name) for name in measures}
    sex = [row["sex"] for row in rows]
    species = [row["species"] for row in rows]
    kinds = sorted(set(species))
    is_male = [int(s == "MALE") for s in sex]
    codes = [kinds.index(s) for s in species]
    two = with_ones(data["flipper_length_mm"], data["body_mass_g"])
    logit_x = with_ones(data["bill_length_mm"], data["bill_depth_mm"], data["body_mass_g"])
    logit = sm.Logit(is_male, logit_x).fit(disp=0)
    scaled = (two - two.mean(0)) / np.where(two.std(0) > 0, two.std(0), 1)
    found = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(scaled[:, 1:], codes)
    slopes = found.coef_ / two.std(0)[1:]
    start = np.column_stack([found.intercept_ - slopes @ two.mean(0)[1:], slopes])
    return {
        "columns": {name: values.tolist() for name, values in data.items()},
        "sex": sex,
        "species": species,
        "logistic": polish(logistic, logit_x, is_male, logit.params[None]),
        "multinomial": polish(multinomial, two, codes, start[1:] - start[0]),
    }


def counts():
    n = 120
    x = np.column_stack([random.normal(3, 2, n).round(3), random.integers(0, 2, n)])
    hours = random.uniform(0.5, 30, n).round(2)
    weights = random.integers(0, 4, n)
    y = random.poisson(np.exp(-0.7 + 0.25 * x[:, 0] - 0.4 * x[:, 1]) * hours)
    rows = with_ones(*x.T)
    model = sm.GLM(y, rows, family=sm.families.Poisson(), offset=np.log(hours), freq_weights=weights).fit()
    result = polish(poisson, rows, y.tolist(), model.params[None], weights, np.log(hours))
    event = (y > np.median(y)).astype(int)
    shift = (0.3 * np.sin(np.arange(n))).round(3)
    binary = sm.GLM(event, rows, family=sm.families.Binomial(), offset=shift, freq_weights=weights).fit()
    binary_result = polish(logistic, rows, event.tolist(), binary.params[None], weights, shift)
    base = lambda fit: {"deviance": float(fit.deviance), "nullDeviance": float(fit.null_deviance)}
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "hours": hours.tolist(),
        "weights": weights.tolist(),
        "event": event.tolist(),
        "shift": shift.tolist(),
        "poisson": {**result, **base(model)},
        "logistic": {**binary_result, **base(binary)},
    }


def real_tables():
    cancer = table("breast_cancer")
    names = ["mean_radius", "mean_texture", "mean_smoothness"]
    x = with_ones(*(numbers(cancer, name) for name in names))
    y = [int(row["diagnosis"] == "malignant") for row in cancer]
    wine = table("wine")
    wine_names = ["alcohol", "malic_acid", "ash"]
    wine_x = with_ones(*(numbers(wine, name) for name in wine_names))
    wine_y = [int(row["class"][-1]) for row in wine]
    start = sm.MNLogit(wine_y, wine_x).fit(disp=0, maxiter=100)
    cars = table("abalone")[:800]
    rings_names = ["length", "diameter", "whole_weight"]
    rings_x = with_ones(*(numbers(cars, name) for name in rings_names))
    rings = [int(row["rings"]) for row in cars]
    rate = sm.GLM(rings, rings_x, family=sm.families.Poisson()).fit()
    return {
        "breast_cancer": {"names": names, **polish(logistic, x, y, sm.Logit(y, x).fit(disp=0, maxiter=100).params[None])},
        "wine": {"names": wine_names, **polish(multinomial, wine_x, wine_y, np.asarray(start.params).T)},
        "abalone": {"names": rings_names, "rows": 800, **polish(poisson, rings_x, rings, rate.params[None])},
    }


def separation_of(faces, still):
    """Linear programming: Σf·d as large as it gets with 0 ≤ f·d ≤ 1, and whether all f·d ≥ 1 can be."""
    size = faces.shape[1]
    equal = {"A_eq": still, "b_eq": np.zeros(len(still))} if len(still) else {}
    both = np.vstack([faces, -faces])
    limits = np.concatenate([np.ones(len(faces)), np.zeros(len(faces))])
    best = linprog(-faces.sum(0), A_ub=both, b_ub=limits, bounds=[(None, None)] * size, **equal)
    if -best.fun < 1e-6:
        return "none"
    whole = linprog(np.zeros(size), A_ub=-faces, b_ub=-np.ones(len(faces)), bounds=[(None, None)] * size, **equal)
    return "complete" if whole.status == 0 and not len(still) else "quasi-complete"


def separations():
    cases = []
    while len(cases) < 90:
        n = int(random.integers(6, 15))
        columns = int(random.integers(1, 4))
        x = random.integers(-2, 3, (n, columns))
        rows = with_ones(*x.T)
        if np.linalg.matrix_rank(rows) <= columns:
            continue
        kind = ["logistic", "poisson", "multinomial"][len(cases) % 3]
        score = rows @ random.normal(0, 2, columns + 1) + random.normal(0, 0.5, n)
        if kind == "logistic":
            y = (score > 0).astype(int)
            faces, still = rows * (2 * y[:, None] - 1), rows[:0]
        elif kind == "poisson":
            y = np.maximum(0, np.floor(score)).astype(int)
            faces, still = -rows[y == 0], rows[y > 0]
        else:
            y = np.digitize(score, [-1, 1])
            if len(set(y)) < 3:
                continue
            block = lambda row, k: np.concatenate([row * (k == 1), row * (k == 2)])
            faces = np.array([block(r, c) - block(r, k) for r, c in zip(rows, y) for k in range(3) if k != c])
            still = np.zeros((0, faces.shape[1]))
        if len(faces) == 0:
            continue
        cases.append({"kind": kind, "x": x.tolist(), "y": y.tolist(), "separation": separation_of(faces, still)})
    for kind in ("none", "quasi-complete", "complete"):
        print(" ", kind, sum(case["separation"] == kind for case in cases))
    return cases


if __name__ == "__main__":
    complete_nist()
    versions = {"mpmath": mpmath, "scipy": scipy, "statsmodels": statsmodels, "sklearn": sklearn}
    content = {
        "versions": {name: module.__version__ for name, module in versions.items()},
        "penguins": penguins(),
        "counts": counts(),
        "tables": real_tables(),
        "separations": separations(),
    }
    write(root / "src/models/models.fixture.json", content)
