"""Fits by R's MASS, fitdistrplus and survival (fits.R), polished by Newton's steps on the score equations in 50 digits, since
optimizers stop early; `stopped` is how far from the root, in standard errors, each of them had.

    python3 packages/stats/scripts/r/polish.py
"""

import json
import subprocess
import sys
from pathlib import Path

import mpmath
from mpmath import log, mpf

here = Path(__file__).parent
sys.path.insert(0, str(here.parent / "distributions"))

import counts
import gammas
import locationScale
import positive
import ratios
from reference import maximum_of, number

families = {}
for module in (counts, gammas, locationScale, positive, ratios):
    families |= module.families


def term(family, low, high):
    """What one observation adds: log f(x), or log P(low < X ≤ high) where it isn't exact; None is infinite."""
    if low == high:
        return lambda *p: family["log_pdf"](mpf(low), *p)
    if high is None:
        return lambda *p: log(family["survival"](mpf(low), *p))
    if low is None:
        return lambda *p: log(family["cdf"](mpf(high), *p))
    return lambda *p: log(family["cdf"](mpf(high), *p) - family["cdf"](mpf(low), *p))


def polished(found):
    """R's fit with the root of its score equations in the place of its estimates."""
    family = families[found["family"]]
    lower, upper = [found.get(side, found.get("data")) for side in ("lower", "upper")]
    weights = [mpf(weight) for weight in found.get("weights", [1] * len(lower))]
    terms = [(weight, term(family, *bounds)) for weight, *bounds in zip(weights, lower, upper)]
    if "truncation" in found:
        terms.append((-sum(weights), term(family, found["truncation"]["low"], found["truncation"]["high"])))
    log_likelihood = lambda *p: mpmath.fsum(weight * part(*p) for weight, part in terms)
    start = [found["parameters"][name] for name in family["names"]]
    parameters, top, errors = maximum_of(log_likelihood, start)
    stopped = max(abs(p - s) / error for p, s, error in zip(parameters, start, errors))
    assert stopped < 0.02 and abs(top - found["logLikelihood"]) < 1e-4, (found, parameters, top)
    print(found["tool"], found["family"], mpmath.nstr(stopped, 2), flush=True)
    named = lambda values: dict(zip(family["names"], map(number, values)))
    return {
        **found,
        "parameters": named(parameters),
        "logLikelihood": number(top),
        "standardErrors": named(errors),
        "stopped": float(mpmath.nstr(stopped, 2)),
    }


output = subprocess.run(["Rscript", here / "fits.R"], check=True, capture_output=True, text=True).stdout
raw = json.loads(output)
content = {
    "versions": {**raw["versions"], "mpmath": mpmath.__version__},
    "fits": [polished(found) for found in raw["fits"]],
}
target = here.parent.parent / "src/fit/r.fixture.json"
target.write_text(json.dumps(content).replace("}, {", "},\n{") + "\n", encoding="utf-8")
print(target.name, target.stat().st_size, "bytes")
