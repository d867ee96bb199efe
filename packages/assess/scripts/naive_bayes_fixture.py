"""Writes src/baselines/bayes/naiveBayes.fixture.json: a small table of numbers, categories and missing values, and what
scikit-learn's Gaussian, categorical and Bernoulli naive Bayes say of it together: sums of log-likelihoods.

    pip install scikit-learn==1.6.1
    python packages/assess/scripts/naive_bayes_fixture.py
"""

import json
import pathlib

import numpy as np
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, GaussianNB

random = np.random.default_rng(0)
ROWS, TRAINED = 90, 60
COLOURS = ("blue", "green", "red")

kind = np.arange(ROWS) % 3
size = np.round(random.normal(kind, 1.5), 3)
weight = np.round(random.normal(10 - kind, 2), 3)
missing = random.uniform(size=ROWS) < 0.1 + 0.1 * kind
colour = np.where(random.uniform(size=ROWS) < 0.5, kind, random.integers(0, 3, ROWS))
# One class never smokes, so that its probability comes from the smoothing alone.
smokes = (random.uniform(size=ROWS) < 0.4) & (kind != 1)

lines = ["size,weight,colour,smokes,kind"]
for i in range(ROWS):
    cells = ["" if missing[i] else size[i], weight[i], COLOURS[colour[i]], "yes" if smokes[i] else "no", "abc"[kind[i]]]
    lines.append(",".join(map(str, cells)))

train, test = slice(0, TRAINED), slice(TRAINED, ROWS)
filled = np.where(missing, np.median(size[train][~missing[train]]), size)
numbers = np.stack([filled, weight], 1)
levels = np.stack([colour, smokes], 1).astype(int)
flags = missing[:, None].astype(int)
parts = [(GaussianNB(), numbers), (CategoricalNB(), levels), (BernoulliNB(), flags)]
logs = sum(model.fit(x[train], kind[train]).predict_log_proba(x[test]) for model, x in parts)
logs -= (len(parts) - 1) * np.log(np.bincount(kind[train]) / TRAINED)
probabilities = np.exp(logs - logs.max(1, keepdims=True))
probabilities /= probabilities.sum(1, keepdims=True)

path = pathlib.Path(__file__).parents[1] / "src/baselines/bayes/naiveBayes.fixture.json"
result = {"csv": "\n".join(lines) + "\n", "trained": TRAINED}
result["probabilities"] = [float(f"{p:.10g}") for p in probabilities.ravel()]
path.write_text(json.dumps(result) + "\n")
