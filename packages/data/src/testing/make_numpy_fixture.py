"""Writes numpy.fixture.json: .npy and .npz files of NumPy's own making, with what is in them.

Run with a Python that has NumPy: python3 packages/data/src/testing/make_numpy_fixture.py
"""

import base64
import io
import json
import os

import numpy as np


def npy(array, version=None):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version=version, allow_pickle=True)
    return base64.b64encode(buffer.getvalue()).decode()


def npz(save, **arrays):
    buffer = io.BytesIO()
    save(buffer, **arrays)
    return base64.b64encode(buffer.getvalue()).decode()


def plain(value):
    if isinstance(value, (float, np.floating)) and not np.isfinite(value):
        return str(value)
    return value


def entry(name, array, version=None):
    values = array.astype(int) if array.dtype == bool else array
    return {
        "name": name,
        "bytes": npy(array, version),
        "shape": list(array.shape),
        "values": [plain(value) for value in values.ravel(order="C").tolist()],
    }


def main():
    cube = np.arange(24).reshape(2, 3, 4)
    halves = np.array([0, -0.0, 1, -2.5, 65504, 2**-24, 3 * 2**-24, 2**-14, np.inf, -np.inf, np.nan, 1 / 3], "f2")
    arrays = [
        entry(f"{order}{kind}", (cube - (0 if kind[0] == "u" else 7)).astype(f"{order}{kind}"))
        for kind in ["u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"]
        for order in "<>"
    ]
    arrays += [
        entry("bool", np.array([[True, False], [False, True]])),
        entry("halves", halves),
        entry("big-endian halves", halves.astype(">f2")),
        entry("floats", np.array([1e-310, -1e308, np.pi, np.nan, -np.inf])),
        entry("extremes of int32", np.array([-(2**31), 2**31 - 1], "i4")),
        entry("extremes of uint32", np.array([0, 2**32 - 1], "u4")),
        entry("safe int64", np.array([-(2**53) + 1, 2**53 - 1])),
        entry("a single value", np.array(3.5)),
        entry("no values", np.zeros((0, 3), "f4")),
        entry("fortran", np.asfortranarray(cube)),
        entry("big-endian fortran", np.asfortranarray(cube.astype(">f4"))),
        entry("fortran bytes", np.asfortranarray(cube.astype("u1"))),
        entry("version 2", cube, (2, 0)),
        entry("version 3", cube, (3, 0)),
        entry("texts", np.array([["cat", "größe"], ["", "木 🌱"]])),
        entry("big-endian texts", np.array(["cat", "dog"]).astype(">U3")),
        entry("fortran texts", np.asfortranarray(np.array([["a", "b"], ["c", "d"]]))),
    ]
    bytes_of_text = entry("byte texts", np.array(["cat", "ox"]))
    bytes_of_text["bytes"] = npy(np.array([b"cat", b"ox"]))
    refused = {
        "complex numbers": npy(np.array([1 + 2j])),
        "dates": npy(np.array(["2026-01-01"], "M8[D]")),
        "Python objects": npy(np.array([{}], dtype=object)),
        "records with fields": npy(np.zeros(2, dtype=[("a", "i4")])),
        "floats of another size": npy(np.zeros(2, np.longdouble)),
        "9007199254740992 as value 2": npy(np.array([0, 2**53])),
        "18446744073709552000 as value 1": npy(np.array([2**64 - 1], "u8")),
    }
    images = (np.arange(5 * 5 * 6 * 3) % 256).astype("u1").reshape(5, 5, 6, 3)
    labels = np.array([0, 2, 1, 2, 0])
    floats = np.linspace(-1, 1, 15).reshape(5, 3)
    archives = {
        "stored": npz(np.savez, x=images, y=labels),
        "deflated": npz(np.savez_compressed, images=images, labels=labels.astype("u1")),
        "parts": npz(np.savez, x_train=floats, y_train=labels, x_test=floats[:2], y_test=labels[:2]),
        "numbers": npz(np.savez, features=floats, target=floats[:, 0]),
        "names": npz(np.savez, X=floats, y=np.array(["oak", "elm", "oak", "ash", "elm"])),
        "others": npz(np.savez, a=floats, b=labels),
        "alone": npz(np.savez, a=floats),
        "prices": npz(np.savez, x=floats, y=labels * 250_000),
        "square": npz(np.savez, x=np.zeros((5, 3, 4, 3)), y=labels),
    }
    content = {"numpy": np.__version__, "arrays": [*arrays, bytes_of_text], "refused": refused, "archives": archives}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "numpy.fixture.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False)
        file.write("\n")


main()
