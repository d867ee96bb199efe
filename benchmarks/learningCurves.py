"""Writes learningCurves/development.fixture.json, curves on which extrapolation is tuned and its intervals are set:

    MEBAE_SHARED=… /usr/bin/python3 benchmarks/learningCurves.py      (scikit-learn 1.2.1; 2.5 minutes of one core)

None of them is one of the eight curves of shared/data/README.md: images come from positions 1500 and later of each class in
the training files (the eight learn from 0 to 1499 and are tested on the test files), most of them averaged over 2x2 pixels,
and other methods learn. A repeat takes training and test rows of its own; its training parts are nested, with classes as equal
as the table allows. Curves already in the file are kept, so that an interrupted run goes on.
"""

import gzip
import json
import os
import sys
import time
import warnings
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np
from sklearn.datasets import make_classification, make_friedman1, make_hastie_10_2
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor
from sklearn.linear_model import LogisticRegression, Ridge, RidgeClassifier
from sklearn.naive_bayes import BernoulliNB, GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor, NearestCentroid
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Binarizer, StandardScaler
from sklearn.svm import SVC, LinearSVC

warnings.filterwarnings("ignore")
data = Path(os.environ["MEBAE_SHARED"]) / "data"
out = Path(__file__).parent / "learningCurves" / "development.fixture.json"
REPEATS = 3
LADDER = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000]


def images(folder, pooled, classes=range(10), test=200):
    """Repeat r learns from positions 1500+500r… of ten classes (more of fewer classes) and is tested on rows of its own."""
    root = data / folder
    x = np.frombuffer(gzip.open(root / "train-images-idx3-ubyte.gz").read(), np.uint8, offset=16).reshape(-1, 28, 28) / 255.0
    y = np.frombuffer(gzip.open(root / "train-labels-idx1-ubyte.gz").read(), np.uint8, offset=8)
    if pooled:
        x = x.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4))
    x = x.reshape(len(x), -1).astype(np.float32)
    classes = list(classes)
    share = min(5000 // len(classes), 1000)
    parts = []
    for r in range(REPEATS):
        train, held = [], []
        for c in classes:
            rows = np.flatnonzero(y == c)
            train.append(rows[1500 + share * r: 1500 + share * (r + 1)])
            held.append(rows[4600 + test * r: 4600 + test * (r + 1)])
        # One row of each class after the other: every beginning is balanced.
        train, held = np.stack(train, 1).ravel(), np.concatenate(held)
        parts.append((x[train], y[train], x[held], y[held]))
    return parts


def shuffled(x, y, most, test):
    """Repeat r has the r-th permutation; classes alternate in the order of their shares where there are classes."""
    parts = []
    for r in range(REPEATS):
        order = np.random.default_rng(100 + r).permutation(len(y))
        held, train = order[:test], order[test:]
        if y.dtype.kind in "iu":
            # A row's place in its class, as a share: beginnings keep the classes' shares.
            place = np.zeros(len(train))
            for c in np.unique(y):
                rows = np.flatnonzero(y[train] == c)
                place[rows] = (np.arange(len(rows)) + 0.5) / len(rows)
            train = train[np.argsort(place, kind="stable")]
        train = train[:most]
        parts.append((x[train], y[train], x[held], y[held]))
    return parts


def table(name, target):
    lines = [line.split(",") for line in (data / "tabular" / name).read_text().strip().split("\n")]
    header, rows = lines[0], lines[1:]
    columns = []
    for j, column in enumerate(header):
        if column == target:
            continue
        cells = [row[j] for row in rows]
        try:
            columns.append(np.array([float(cell) for cell in cells]))
        except ValueError:
            columns += [np.array([float(cell == level) for cell in cells]) for level in sorted(set(cells))]
    y = [row[header.index(target)] for row in rows]
    return np.stack(columns, 1), y


def adult():
    x, y = table("adult_6000.csv", "income")
    return shuffled(x, np.unique(y, return_inverse=True)[1], 4500, 1500)


def abalone():
    x, y = table("abalone.csv", "rings")
    return shuffled(x, np.array([float(v) for v in y]), 2700, 1400)


def digits():
    x, y = table("digits.csv", "label")
    return shuffled(x, np.array([int(v) for v in y]), 1250, 500)


def made(**how):
    x, y = make_classification(8000, random_state=1, **how)
    return shuffled(x, y, 5000, 3000)


def hastie():
    x, y = make_hastie_10_2(8000, random_state=2)
    return shuffled(x, (y > 0).astype(int), 5000, 3000)


def friedman():
    x, y = make_friedman1(8000, n_features=12, noise=2.0, random_state=3)
    return shuffled(x, y, 5000, 3000)


def waves():
    rng = np.random.default_rng(4)
    x = rng.uniform(-2, 2, (8000, 5))
    return shuffled(x, np.sin(2 * x[:, 0]) * x[:, 1] + x[:, 2] ** 2 + rng.normal(0, 0.7, 8000), 5000, 3000)


def scaled(model):
    return make_pipeline(StandardScaler(), model)


METHODS = {
    "naive Bayes": lambda: GaussianNB(var_smoothing=1e-2),
    "Bernoulli": lambda: make_pipeline(Binarizer(threshold=0.3), BernoulliNB()),
    "centroid": NearestCentroid,
    "kNN 1": lambda: scaled(KNeighborsClassifier(1)),
    "kNN 7": lambda: scaled(KNeighborsClassifier(7)),
    "LDA": lambda: LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.1),
    "ridge": lambda: scaled(RidgeClassifier(100)),
    "logistic C=.02": lambda: LogisticRegression(C=0.02, max_iter=100),
    "logistic scaled": lambda: scaled(LogisticRegression(C=0.1, max_iter=100)),
    "linear SVM": lambda: LinearSVC(C=0.05, dual=False, tol=1e-2),
    "extra trees": lambda: ExtraTreesClassifier(50, random_state=0),
    "extra trees, leaves of 5": lambda: ExtraTreesClassifier(50, min_samples_leaf=5, random_state=0),
    "RBF C=1": lambda: SVC(C=1),
    "RBF C=3 narrow": lambda: scaled(SVC(C=3, gamma=0.02)),
    "MLP 50": lambda: scaled(MLPClassifier(50, max_iter=60, alpha=1e-2, random_state=0)),
}
NUMBERS = {
    "ridge": lambda: scaled(Ridge(3)),
    "kNN 5": lambda: scaled(KNeighborsRegressor(5)),
    "extra trees": lambda: ExtraTreesRegressor(50, min_samples_leaf=2, random_state=0),
}
QUICK = ["naive Bayes", "centroid", "kNN 1", "LDA", "linear SVM", "extra trees", "RBF C=1", "MLP 50"]
ALL = [m for m in METHODS if m not in ("logistic scaled", "RBF C=3 narrow")]
TABULAR = ["naive Bayes", "kNN 7", "logistic scaled", "extra trees, leaves of 5", "RBF C=3 narrow"]
SETS = {
    "fashion pooled": (lambda: images("fashion-mnist", True), ALL),
    "mnist pooled": (lambda: images("mnist", True), ALL),
    "fashion tops": (lambda: images("fashion-mnist", True, [0, 2, 4, 6], 350), QUICK),
    "mnist 3 5 8": (lambda: images("mnist", True, [3, 5, 8], 270), QUICK),
    "fashion": (lambda: images("fashion-mnist", False), ["naive Bayes", "kNN 1", "extra trees, leaves of 5", "RBF C=1"]),
    "mnist": (lambda: images("mnist", False), ["Bernoulli", "kNN 7", "ridge", "extra trees"]),
    "digits": (digits, ["naive Bayes", "kNN 1", "linear SVM", "extra trees", "RBF C=1"]),
    "adult": (adult, TABULAR),
    "made: 8 of 20": (lambda: made(n_features=20, n_informative=8, n_redundant=4, flip_y=0.05), TABULAR),
    "made: 4 classes": (lambda: made(n_features=16, n_informative=6, n_classes=4, n_clusters_per_class=2), TABULAR),
    "hastie": (hastie, ["naive Bayes", "extra trees", "RBF C=3 narrow", "kNN 7"]),
    "abalone": (abalone, list(NUMBERS)),
    "friedman": (friedman, list(NUMBERS)),
    "waves": (waves, list(NUMBERS)),
}


def curve(parts, make, least):
    most = min(len(part[1]) for part in parts)
    sizes = [n for n in LADDER if least <= n < most] + [most]
    if len(sizes) > 1 and sizes[-1] < 1.3 * sizes[-2]:
        sizes.pop(-2)
    scores = []
    for n in sizes:
        row = []
        for x, y, xt, yt in parts:
            model = make()
            row.append(round(float(model.fit(x[:n], y[:n]).score(xt, yt)), 5))
        scores.append(row)
    return sizes, scores


def main():
    kept = json.loads(out.read_text())["curves"] if out.exists() else []
    known = {(c["set"], c["method"]) for c in kept}
    start = time.process_time()
    for name, (load, methods) in SETS.items():
        numbers = name in ("abalone", "friedman", "waves")
        missing = [m for m in methods if (name, m) not in known]
        parts = load() if missing else None
        for method in missing:
            sizes, scores = curve(
                parts, (NUMBERS if numbers else METHODS)[method], 20 if method == "LDA" else 10)
            kept.append({
                "set": name, "method": method, "task": "regression" if numbers else "classification",
                "classes": 0 if numbers else len(np.unique(parts[0][1])), "tested": len(parts[0][3]),
                "sizes": sizes, "scores": scores})
            lines = ",\n".join(json.dumps(c) for c in kept)
            out.write_text('{ "curves": [\n' + lines + "\n] }\n")
            print(f"{time.process_time() - start:6.0f} s {name}, {method}:", sizes, np.mean(scores, 1).round(3), file=sys.stderr, flush=True)


main()
