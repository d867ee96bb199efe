"""Writes src/baselines/baselines.fixture.json: what scikit-learn 1.6.1 predicts from small data sets.

    pip install scikit-learn==1.6.1
    python packages/assess/scripts/baselines_fixture.py
"""

import json
import pathlib

import numpy as np
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression, Ridge, RidgeCV
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

random = np.random.default_rng(0)
PENALTIES = [10 ** (-3 + i / 2) for i in range(17)]


def rounded(values):
    # The sets hold four decimals, so that both sides learn from the same numbers.
    return np.round(values, 4)


def listed(values, digits=10):
    return [float(f"{value:.{digits}g}") for value in np.asarray(values, float).ravel()]


def classes(count, rows=90, tested=40):
    centres = random.normal(0, 1.2, (count, 4))
    y = np.arange(rows + tested) % count
    x = rounded(centres[y] + random.normal(0, 1, (rows + tested, 4)))
    return x[:rows], y[:rows], x[rows:], y[rows:]


def classification(count):
    x, y, tx, ty = classes(count)
    svm = SVC(C=1, tol=1e-6, decision_function_shape="ovo").fit(x, y)
    forests = [RandomForestClassifier(200, random_state=s).fit(x, y).score(tx, ty) for s in range(10)]
    return {
        "columns": 4,
        "classes": count,
        "train": {"x": listed(x), "y": y.tolist()},
        "test": {"x": listed(tx), "y": ty.tolist()},
        "logisticRegression": listed(LogisticRegression(tol=1e-9, max_iter=9999).fit(x, y).predict_proba(tx)),
        "nearestNeighbours3": listed(KNeighborsClassifier(3).fit(x, y).predict_proba(tx)),
        "naiveBayes": listed(GaussianNB().fit(x, y).predict_proba(tx)),
        "supportVectors": listed(svm.decision_function(tx)),
        "supportVectorLabels": svm.predict(tx).tolist(),
        "tree": listed(DecisionTreeClassifier(max_depth=3, random_state=0).fit(x, y).predict_proba(tx)),
        "forestAccuracy": [float(np.mean(forests)), float(np.std(forests, ddof=1))],
    }


def regression(columns=5, rows=120, tested=200):
    # Friedman's first function.
    x = rounded(random.uniform(0, 1, (rows + tested, columns)))
    y = 10 * np.sin(np.pi * x[:, 0] * x[:, 1]) + 20 * (x[:, 2] - 0.5) ** 2 + 10 * x[:, 3] + 5 * x[:, 4]
    y = rounded(y + random.normal(0, 1, len(y)))
    x, tx, y, ty = x[:rows], x[rows:], y[:rows], y[rows:]
    forests = [RandomForestRegressor(200, random_state=s).fit(x, y).score(tx, ty) for s in range(10)]
    chosen = RidgeCV(PENALTIES).fit(x, y)
    wide = rounded(random.normal(0, 1, (12, 30)))
    widey = rounded(wide[:, 0] + random.normal(0, 0.3, 12))
    widetx = rounded(random.normal(0, 1, (5, 30)))
    return {
        "columns": columns,
        "train": {"x": listed(x), "y": listed(y)},
        "test": {"x": listed(tx), "y": listed(ty)},
        "ridge2": listed(Ridge(2).fit(x, y).predict(tx)),
        "ridgeChosen": listed(chosen.predict(tx)),
        "nearestNeighbours3": listed(KNeighborsRegressor(3).fit(x, y).predict(tx)),
        "tree": listed(DecisionTreeRegressor(max_depth=3, random_state=0).fit(x, y).predict(tx)),
        "forestR2": [float(np.mean(forests)), float(np.std(forests, ddof=1))],
        "wide": {
            "x": listed(wide),
            "y": listed(widey),
            "testX": listed(widetx),
            "ridge2": listed(Ridge(2).fit(wide, widey).predict(widetx)),
            "ridgeChosen": listed(RidgeCV(PENALTIES).fit(wide, widey).predict(widetx)),
        },
    }


path = pathlib.Path(__file__).parents[1] / "src/baselines/baselines.fixture.json"
result = {"two": classification(2), "four": classification(4), "numbers": regression()}
path.write_text(json.dumps(result) + "\n")
