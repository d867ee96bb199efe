"""Writes sklearn.fixture.json: scikit-learn's accuracy %, or R² x 100, in five folds over several seeds of the folds,
prepared as shared/data/README.md says. Written with scikit-learn 1.6.1. Tables that are named are written anew, others kept.

    pip install scikit-learn==1.6.1
    python benchmarks/baselines/sklearn_reference.py PATH_TO/shared/data/tabular [TABLE ...]
"""

import csv
import json
import pathlib
import sys

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC

MISSING = ("", "nan", "?")
TABLES = {
    "digits": ("label", []),
    "iris": ("species", []),
    "wine": ("class", []),
    "breast_cancer": ("diagnosis", []),
    "titanic": ("survived", ["alive", "class", "who", "adult_male", "embark_town"]),
    "penguins": ("species", []),
    "ionosphere": ("class", []),
    "glass": ("type", []),
    "breast_cancer_recurrence": ("class", []),
    "adult_6000": ("income", []),
    "diabetes": ("progression", []),
    "mpg": ("mpg", ["name"]),
    "abalone": ("rings", []),
}
NUMBERS = ("diabetes", "mpg", "abalone")


def is_number(cell):
    try:
        float(cell)
        return True
    except ValueError:
        return False


def load(path, target, without):
    rows = list(csv.DictReader(open(path)))
    columns, kinds = [], []
    for name in rows[0]:
        if name == target or name in without:
            continue
        cells = [row[name] for row in rows]
        present = [cell for cell in cells if cell not in MISSING]
        if all(map(is_number, present)):
            kinds.append("number")
            columns.append([float(cell) if cell not in MISSING else np.nan for cell in cells])
        else:
            kinds.append("category")
            columns.append([cell if cell not in MISSING else "missing" for cell in cells])
    x = np.empty((len(rows), len(columns)), dtype=object)
    for j, column in enumerate(columns):
        x[:, j] = column
    return x, kinds, [row[target] for row in rows]


def preparation(kinds):
    of = lambda kind: [j for j, other in enumerate(kinds) if other == kind]
    return ColumnTransformer(
        [
            ("number", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), of("number")),
            ("category", OneHotEncoder(handle_unknown="ignore", sparse_output=False), of("category")),
        ]
    )


def methods(is_numbers, seed):
    if is_numbers:
        return {
            "linear": Ridge(),
            "knn3": KNeighborsRegressor(3),
            "forest200": RandomForestRegressor(200, random_state=seed),
        }
    return {
        "linear": LogisticRegression(max_iter=2000),
        "knn3": KNeighborsClassifier(3),
        "forest200": RandomForestClassifier(200, random_state=seed),
        "svm": SVC(C=1),
    }


path = pathlib.Path(__file__).with_name("sklearn.fixture.json")
result = json.loads(path.read_text()) if path.exists() else {}
for name in sys.argv[2:] or TABLES:
    target, without = TABLES[name]
    x, kinds, cells = load(pathlib.Path(sys.argv[1]) / f"{name}.csv", target, without)
    is_numbers = name in NUMBERS
    y = np.array(cells, float) if is_numbers else np.unique(cells, return_inverse=True)[1]
    scores = {}
    for seed in range(10 if len(y) < 1000 else 3):
        folds = (KFold if is_numbers else StratifiedKFold)(5, shuffle=True, random_state=seed)
        for method, model in methods(is_numbers, seed).items():
            parts = []
            for train, test in folds.split(x, y):
                prepare = preparation(kinds).fit(x[train])
                model.fit(prepare.transform(x[train]), y[train])
                parts.append(100 * model.score(prepare.transform(x[test]), y[test]))
            scores.setdefault(method, []).append(np.mean(parts))
    result[name] = {
        method: [round(float(np.mean(values)), 2), round(float(np.std(values, ddof=1)), 2)]
        for method, values in scores.items()
    }
    print(name, result[name], flush=True)

path.write_text(json.dumps(result, indent=2) + "\n")
