"""SciPy's fits behind standard streams: a JSON request a line in, a JSON reply a line out.

Request: {"file": float64 values, "name": ..., "fixed": {...} or "bounds": {...}, "repeats": n}
Reply: {"milliseconds": [...], "parameters": [...], "logLikelihood": l} or {"error": ...}
"""

import json
import sys
import time
import warnings

import numpy
import scipy
from scipy import stats

warnings.filterwarnings("ignore")


def fit_once(request, values):
    distribution = getattr(stats, request["name"])
    if "bounds" in request:
        return tuple(stats.fit(distribution, values, request["bounds"]).params)
    return tuple(distribution.fit(values, **request.get("fixed", {})))


def answer(request):
    values = numpy.fromfile(request["file"])
    times = []
    for _ in range(request["repeats"]):
        start = time.perf_counter()
        parameters = fit_once(request, values)
        times.append(1e3 * (time.perf_counter() - start))
    distribution = getattr(stats, request["name"])
    log_density = distribution.logpmf if "bounds" in request else distribution.logpdf
    total = float(numpy.sum(log_density(values, *parameters)))
    return {"milliseconds": times, "parameters": [float(p) for p in parameters], "logLikelihood": total}


print(json.dumps({"scipy": scipy.__version__, "numpy": numpy.__version__}), flush=True)
for line in sys.stdin:
    try:
        print(json.dumps(answer(json.loads(line))), flush=True)
    except Exception as error:
        print(json.dumps({"error": repr(error)}), flush=True)
