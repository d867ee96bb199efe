"""References of Gaussian mixtures by scikit-learn, run to its last gain without regularization.

    python3 packages/stats/scripts/mixture/gaussian_mixture.py
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture

random = np.random.default_rng(12)
rows = np.round(
    np.concatenate(
        [
            random.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], 80),
            random.multivariate_normal([4, 1], [[0.5, -0.3], [-0.3, 1.5]], 60),
        ]
    ),
    3,
)
fixture = {"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "rows": rows.tolist(), "fits": []}
for name, kind in [("full", "full"), ("diagonal", "diag"), ("spherical", "spherical")]:
    model = GaussianMixture(2, covariance_type=kind, tol=1e-15, reg_covar=0, max_iter=20000, n_init=10, random_state=1)
    model.fit(rows)
    order = np.argsort(model.means_[:, 0])
    fixture["fits"].append(
        {
            "covariance": name,
            "logLikelihood": float(model.score(rows) * len(rows)),
            "bic": float(model.bic(rows)),
            "weights": model.weights_[order].tolist(),
            "means": model.means_[order].tolist(),
        }
    )
path = pathlib.Path(__file__).parents[2] / "src/mixture/gaussianMixture.fixture.json"
path.write_text(json.dumps(fixture) + "\n")
