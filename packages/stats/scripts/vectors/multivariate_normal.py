"""References of the multivariate normal distribution by mpmath with 50 digits, an ill-conditioned covariance.

    python3 packages/stats/scripts/vectors/multivariate_normal.py
"""
import json
import pathlib

import mpmath as mp

mp.mp.dps = 50
mean = [1.0, -2.5, 1000.0]
covariance = [[4.0, 1.99, 30.0], [1.99, 1.0, 15.0], [30.0, 15.0, 250.0]]
rows = [[1.0, -2.5, 1000.0], [3.0, -1.0, 1020.0], [0.0, 0.0, 990.0], [50.0, -40.0, 3000.0]]

m = mp.matrix(mean)
c = mp.matrix(covariance)
inverse = c**-1
determinant = mp.det(c)
square = lambda x: ((mp.matrix(x) - m).T * inverse * (mp.matrix(x) - m))[0]
values = [1012.5, 2.25]
known = mp.matrix([[c[2, 2], c[2, 0]], [c[0, 2], c[0, 0]]]) ** -1
cross = mp.matrix([[c[1, 2], c[1, 0]]])
difference = mp.matrix([values[0] - m[2], values[1] - m[0]])
fixture = {
    "versions": {"mpmath": mp.__version__},
    "mean": mean,
    "covariance": covariance,
    "rows": rows,
    "logPdf": [float(-(3 * mp.log(2 * mp.pi) + mp.log(determinant) + square(x)) / 2) for x in rows],
    "mahalanobis": [float(mp.sqrt(square(x))) for x in rows],
    "entropy": float((3 * (1 + mp.log(2 * mp.pi)) + mp.log(determinant)) / 2),
    "conditional": {
        "values": values,
        "mean": float(m[1] + (cross * known * difference)[0]),
        "variance": float(c[1, 1] - (cross * known * cross.T)[0]),
    },
}
path = pathlib.Path(__file__).parents[2] / "src/vectors/multivariateNormal.fixture.json"
path.write_text(json.dumps(fixture, indent=1) + "\n")
