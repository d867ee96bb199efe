"""References of the Dirichlet and multinomial distributions by mpmath with 50 digits: densities, entropies (the multinomial's by
enumeration), and the maximum likelihood of Dirichlet data by its score equations.

    python3 packages/stats/scripts/vectors/shares.py
"""
import itertools
import json
import pathlib

import mpmath as mp
import numpy as np

mp.mp.dps = 50


def dirichlet(concentration, rows):
    a = [mp.mpf(x) for x in concentration]
    total = sum(a)
    logs = []
    for row in rows:
        # Shares as float64 has them, divided by their sum, which is 1 to rounding.
        x = [mp.mpf(share) for share in row]
        x = [share / sum(x) for share in x]
        logs.append(float(mp.loggamma(total) + sum((p - 1) * mp.log(s) - mp.loggamma(p) for p, s in zip(a, x))))
    log_beta = sum(mp.loggamma(p) for p in a) - mp.loggamma(total)
    entropy = log_beta + (total - len(a)) * mp.digamma(total) - sum((p - 1) * mp.digamma(p) for p in a)
    return {"concentration": concentration, "rows": rows, "logPdf": logs, "entropy": float(entropy)}


def dirichlet_fit(concentration, n, seed):
    rows = np.random.default_rng(seed).dirichlet(concentration, n)
    data = [[mp.mpf(float(x)) for x in row] for row in rows]
    k = len(concentration)
    means = [sum(mp.log(row[j]) for row in data) / n for j in range(k)]
    score = lambda *a: [mp.digamma(sum(a)) - mp.digamma(a[j]) + means[j] for j in range(k)]
    solution = mp.findroot(score, [mp.mpf(x) for x in concentration], tol=1e-35)
    total = sum(solution)
    information = mp.matrix(k, k)
    for i in range(k):
        for j in range(k):
            information[i, j] = n * ((mp.polygamma(1, solution[i]) if i == j else 0) - mp.polygamma(1, total))
    covariance = information**-1
    likelihood = n * (
        mp.loggamma(total) + sum((solution[j] - 1) * means[j] - mp.loggamma(solution[j]) for j in range(k))
    )
    return {
        "rows": rows.tolist(),
        "concentration": [float(x) for x in solution],
        "logLikelihood": float(likelihood),
        "standardErrors": [float(mp.sqrt(covariance[j, j])) for j in range(k)],
        "covariance01": float(covariance[0, 1]),
    }


def multinomial(trials, probabilities, rows, entropy):
    p = [mp.mpf(x) for x in probabilities]
    p = [x / sum(p) for x in p]
    log = lambda row: mp.loggamma(trials + 1) + sum(
        x * mp.log(q) - mp.loggamma(x + 1) for x, q in zip(row, p) if x > 0
    )
    fixture = {
        "trials": trials,
        "probabilities": probabilities,
        "rows": rows,
        "logPdf": [float(log(row)) for row in rows],
    }
    if entropy:
        heads = itertools.product(range(trials + 1), repeat=len(p) - 1)
        all_rows = [[*head, trials - sum(head)] for head in heads if sum(head) <= trials]
        fixture["entropy"] = float(-sum(mp.exp(log(row)) * log(row) for row in all_rows))
    return fixture


fixture = {
    "versions": {"mpmath": mp.__version__, "numpy": np.__version__},
    "dirichlet": [
        dirichlet([2.5, 0.5, 4.0], [[0.25, 0.25, 0.5], [0.9375, 2**-50, 0.0625 - 2**-50], [0.125, 0.75, 0.125]]),
        dirichlet([1e-8, 1.0, 3.0], [[0.25, 0.25, 0.5], [2**-900, 0.5, 0.5]]),
        dirichlet([1e8, 2e8, 1e8], [[0.25, 0.5, 0.25], [0.25 + 2**-16, 0.5, 0.25 - 2**-16]]),
    ],
    "fits": [dirichlet_fit([2.0, 0.7, 5.0], 60, 1), dirichlet_fit([0.2, 0.1], 25, 2), dirichlet_fit([400.0, 900.0, 300.0], 30, 3)],
    "multinomial": [
        multinomial(5, [0.5, 0.3, 0.2], [[5, 0, 0], [2, 2, 1], [0, 1, 4]], True),
        multinomial(12, [0.1, 0.6, 0.05, 0.25], [[1, 7, 0, 4], [12, 0, 0, 0]], True),
        multinomial(3_000_000, [0.25, 0.5, 0.25], [[750_000, 1_500_000, 750_000], [751_000, 1_498_000, 751_000]], False),
    ],
}
path = pathlib.Path(__file__).parents[2] / "src/vectors/shares.fixture.json"
path.write_text(json.dumps(fixture, indent=1) + "\n")
