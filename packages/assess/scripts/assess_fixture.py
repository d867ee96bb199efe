"""Writes src/assess.fixture.json from scikit-learn, SciPy and mpmath: python3 scripts/assess_fixture.py

Outcomes of an overconfident predictor, and what each library says of them. Where a library has no such function (ECE, APS,
AURC), the definition is written out in NumPy, by loops unlike those of the package.
"""

import json
from pathlib import Path

import mpmath
import numpy as np
import scipy
import sklearn
from scipy import optimize, special, stats
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss

mpmath.mp.dps = 40
rng = np.random.default_rng(5)
n, classes = 120, 4
logits = rng.normal(size=(n, classes)) * 1.5
labels = np.array([rng.choice(classes, p=special.softmax(row + [0.4, 0, 0, -0.4])) for row in logits])
# Overconfident by a factor of 1.7, in steps of 1/1000, so that some probabilities are equal and some 0.
raw = special.softmax(1.7 * logits, axis=1)
p = np.round(raw, 3)
p[np.arange(n), p.argmax(axis=1)] += 1 - p.sum(axis=1)
p = np.round(p, 3)
assert np.allclose(p.sum(axis=1), 1) and (p >= 0).all() and (p == 0).any()
floor = 1e-6
z = np.log(np.maximum(p, floor))
onehot = np.eye(classes)[labels]


def nll(q):
    return float(-np.mean(np.log(q[np.arange(n), labels])))


def ece(said, came, bins=15):
    total = 0.0
    for b in range(bins):
        inside = (said > b / bins) & (said <= (b + 1) / bins) | ((said == 0) & (b == 0))
        if inside.any():
            total += inside.mean() * abs(came[inside].mean() - said[inside].mean())
    return float(total)


def temperature():
    found = optimize.minimize_scalar(
        lambda t: nll(special.softmax(z / t, axis=1)), bounds=(0.05, 20), method="bounded", options={"xatol": 1e-12})
    return float(found.x)


def vector(t, penalty=1.0):
    def loss(x):
        u = x[:classes] * z + x[classes:]
        fit = special.logsumexp(u, axis=1) - u[np.arange(n), labels]
        return fit.sum() + penalty / 2 * (((x[:classes] - 1 / t) ** 2).sum() + (x[classes:] ** 2).sum())

    start = np.r_[np.full(classes, 1 / t), np.zeros(classes)]
    return [float(v) for v in optimize.minimize(loss, start, method="BFGS", options={"gtol": 1e-9}).x]


def isotonic():
    least = 1 / (n + 2)
    q = np.stack([
        IsotonicRegression(y_min=least, y_max=1 - least, out_of_bounds="clip").fit(p[:, c], labels == c).predict(p[:, c])
        for c in range(classes)], axis=1)
    between = [[float(v) for v in IsotonicRegression(y_min=least, y_max=1 - least, out_of_bounds="clip")
               .fit(p[:, c], labels == c).predict(np.linspace(0, 1, 21))] for c in range(classes)]
    return {"applied": np.round(q / q.sum(axis=1, keepdims=True), 14).ravel().tolist(), "between": between}


def aps(row, u):
    order = sorted(range(classes), key=lambda c: (-row[c], c))
    return [float(sum(row[d] for d in order[:order.index(c)]) + u * row[c]) for c in range(classes)]


def risk_coverage():
    said = p.max(axis=1)
    wrong = (p.argmax(axis=1) != labels).astype(float)
    # The mean over all orders of equally sure examples: each takes their group's mean loss.
    levelled = np.array([wrong[said == s].mean() for s in said])
    order = np.argsort(-said, kind="stable")
    risks = np.cumsum(levelled[order]) / np.arange(1, n + 1)
    best = np.cumsum(np.sort(wrong)) / np.arange(1, n + 1)
    return {"area": float(risks.mean()), "excessArea": float(risks.mean() - best.mean()),
            "accuracyAt": [[c, float(1 - risks[int(np.ceil(round(c * n, 9))) - 1])] for c in (1, 0.9, 0.5, 0.25)]}


def beta_quantile(q, a, b):
    """By mpmath: the root of the regularized incomplete beta function."""
    guess = float(stats.beta.ppf(float(q), a, b))
    return float(mpmath.findroot(lambda x: mpmath.betainc(a, b, 0, x, regularized=True) - mpmath.mpf(q), guess, tol=1e-50, verify=False))


def coverage_law(size, alpha):
    k = int(np.ceil(round((size + 1) * (1 - alpha), 9)))
    return [size, alpha, k, k / (size + 1), beta_quantile("0.025", k, size + 1 - k), beta_quantile("0.975", k, size + 1 - k)]


def proportions():
    rows = []
    for s, m in ((0, 10), (1, 10), (7, 20), (20, 20), (498, 1000), (3, 100000)):
        for level in (0.9, 0.95):
            exact = stats.binomtest(s, m).proportion_ci(level, "exact")
            score = stats.binomtest(s, m).proportion_ci(level, "wilson")
            rows.append([s, m, level, *map(float, (exact.low, exact.high, score.low, score.high))])
    return rows


t = temperature()
top = p.argmax(axis=1)
content = {
    "versions": {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__,
                 "mpmath": mpmath.__version__},
    "classes": classes,
    "probabilities": p.ravel().tolist(),
    "labels": labels.tolist(),
    "floor": floor,
    "logLoss": float(log_loss(labels, special.softmax(z, axis=1))),
    "brier": float(brier_score_loss(labels, p, labels=range(classes), scale_by_half=False)),
    "ece": ece(p.max(axis=1), top == labels),
    "classwiseEce": float(np.mean([ece(p[:, c], labels == c) for c in range(classes)])),
    "temperature": t,
    "temperatureNll": nll(special.softmax(z / t, axis=1)),
    "vector": vector(t),
    "isotonic": isotonic(),
    "aps": [[i, u, aps(p[i], u)] for i, u in ((0, 1.0), (1, 0.3), (2, 0.0), (3, 0.75))],
    "riskCoverage": risk_coverage(),
    "coverageLaws": [coverage_law(*each) for each in
                     ((50, 0.1), (100, 0.1), (200, 0.1), (500, 0.1), (1000, 0.1), (100, 0.05), (1000, 0.05), (99, 0.29))],
    "proportions": proportions(),
}
target = Path(__file__).parent.parent / "src/assess.fixture.json"
target.write_text(json.dumps(content).replace('], "', '],\n"').replace('}, "', '},\n"') + "\n", encoding="utf-8")
print(target.stat().st_size, "bytes")
print({k: content[k] for k in ("ece", "brier", "temperature", "vector", "riskCoverage")})
