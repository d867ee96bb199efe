import { expect, test } from "vitest";
import { cases, formula, fraction, index, power, root } from "./formula.js";

test("names are slanted, signs are operators, a hat stands above its letter", () => {
  const made = formula("dx = 2 · x̂ Σ max");
  expect(made.text).toBe("dx = 2 · x̂ Σ max");
  expect(made.parts.map((part) => (typeof part === "string" ? part : part.tag))).toEqual([
    "mi",
    "mo",
    "mn",
    "mo",
    "mover",
    "mo",
    "mi",
  ]);
});

test("reads as one line too", () => {
  const deviation = root(formula(power("σ", "2"), "+ ε"));
  expect(formula("y =", fraction("x − μ", deviation)).text).toBe("y = (x − μ) / √(σ^2 + ε)");
  expect(power("W", "⊤").text).toBe("W^⊤");
  expect(index("x", "k").text).toBe("x_k");
  expect(cases(["dy", "x > 0"], ["0", "x ≤ 0"]).text).toBe("dy (x > 0), 0 (x ≤ 0)");
});
