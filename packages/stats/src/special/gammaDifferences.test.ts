import { expect, test } from "vitest";
import fixture from "./gammaDifferences.fixture.json" with { type: "json" };
import { digammaDifference, lgammaDifference, trigammaDifference } from "./gammaDifferences.js";
import { logBeta, logChoose } from "./logBeta.js";
import { logMinusDigamma, stirlingRest } from "./stirling.js";
import { mixedError, relativeError, Worst } from "./testing.js";

test("differences of log Γ, ψ and ψ' are mpmath's", () => {
  const worst = new Worst();
  for (const [a, n, logGamma, digamma, trigamma] of fixture.rows as [
    number,
    number,
    number,
    number,
    number,
  ][]) {
    // log Γ(a+n) - log Γ(a) crosses 0 where a+n and a lie on either side of 1.46.
    const unit = Math.max(Math.abs(logGamma), Math.min(1, Math.abs(n)));
    worst.see(Math.abs(lgammaDifference(a, n) - logGamma) / unit, "log Γ", a, n);
    worst.see(relativeError(digammaDifference(a, n), digamma), "ψ", a, n);
    worst.see(relativeError(trigammaDifference(a, n), trigamma), "ψ'", a, n);
  }
  expect(worst.error, String(worst.where)).toBeLessThan(5e-15);
  expect(lgammaDifference(-1, 3)).toBeNaN();
  expect(digammaDifference(1, -1)).toBeNaN();
});

test("log B and the log of binomial coefficients are mpmath's", () => {
  const worst = new Worst();
  for (const [a, b, log] of fixture.logBeta as [number, number, number][]) {
    worst.see(mixedError(logBeta(a, b), log), "logBeta", a, b);
    worst.see(mixedError(logBeta(b, a), log), "logBeta", b, a);
  }
  for (const [n, k, log] of fixture.logChoose as [number, number, number][])
    worst.see(mixedError(logChoose(n, k), log), "logChoose", n, k);
  expect(worst.error, String(worst.where)).toBeLessThan(5e-15);
  expect(logChoose(3, 4)).toBeNaN();
  expect(logBeta(0, 1)).toBeNaN();
});

test("Stirling's rest and log x - ψ(x) are mpmath's", () => {
  const worst = new Worst();
  for (const [x, rest, difference] of fixture.stirling as [number, number, number][]) {
    worst.see(relativeError(stirlingRest(x), rest), "rest", x);
    worst.see(relativeError(logMinusDigamma(x), difference), "log x - ψ(x)", x);
  }
  expect(worst.error, String(worst.where)).toBeLessThan(6e-15);
});
