"""Writes src/augmentation/testing/sampling.fixture.json: an image read at mapped points by SciPy's ndimage.

Run in packages/data, with numpy and scipy 1.17.1: python3 scripts/sampling_fixture.py
"""

import json

import numpy as np
from scipy.ndimage import map_coordinates

# What SciPy calls the borders of gridSample.
MODES = {"zero": "grid-constant", "edge": "nearest", "reflect": "mirror"}
MATRICES = {
    "turned": [0.866, -0.5, 3.1, 0.5, 0.866, -2.2, 0, 0, 1],
    "slanted and shrunk": [1.3, 0.2, -1.7, -0.1, 1.5, -2.4, 0, 0, 1],
    "far outside": [3.1, 0, -9.3, 0, 2.7, -7.9, 0, 0, 1],
    "tilted": [1.05, 0.1, -0.6, -0.2, 0.9, 1.3, 0.021, -0.034, 1],
    "tilted and turned": [0.7, -0.6, 4.2, 0.6, 0.8, -1.5, -0.03, 0.025, 1.1],
}

rng = np.random.default_rng(5)
image = np.round(rng.uniform(size=(7, 9)), 3)
rows, columns = np.mgrid[0:7, 0:9]
places = np.stack([rows.ravel(), columns.ravel(), np.ones(63)])
cases = []
for name, matrix in MATRICES.items():
    mapped = np.array(matrix).reshape(3, 3) @ places
    for border, mode in MODES.items():
        values = map_coordinates(image, mapped[:2] / mapped[2], order=1, mode=mode, cval=0.0)
        cases.append({"name": name, "border": border, "matrix": matrix, "expected": [round(v, 9) for v in values]})

with open("src/augmentation/testing/sampling.fixture.json", "w") as file:
    json.dump({"height": 7, "width": 9, "image": image.ravel().tolist(), "cases": cases}, file)
    file.write("\n")
