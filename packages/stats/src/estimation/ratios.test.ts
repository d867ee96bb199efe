import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Beta } from "../distributions/beta.js";
import { F } from "../distributions/f.js";
import { VonMises } from "../distributions/vonMises.js";
import { fit } from "../fit/fit.js";
import { StreamFit } from "../fit/stream.js";
import { Likelihood } from "../likelihood/likelihood.js";
import type { DistributionRecord } from "../record.js";
import { Sample } from "../sample.js";
import { expectClose } from "../testing/expectClose.js";
import { FObjective } from "./fObjective.js";

describe("beta", () => {
  test("of equal values is degenerate, and of 0 or 1 refused by index", () => {
    expect(fit(Beta, [0.3, 0.3, 0.3]).status.kind).toBe("degenerate");
    expect(() => fit(Beta, [0.3, 0, 0.5])).toThrow(
      "expected value [1] to be a number above 0 and below 1, got 0",
    );
    expect(() => fit(Beta, [0.3, 0.1, 1])).toThrow("expected value [2]");
  });

  test("of nearly equal values has the digits of their differences", () => {
    // α+β is m(1-m)/s² to the order of the spread: for a tenth of the spread a hundred times more.
    const total = (spread: number) => {
      const { alpha, beta } = fit(Beta, [0.5 - spread, 0.5, 0.5 + spread]).parameters;
      expectClose(alpha, beta, 1e-13, "beta");
      return alpha + beta;
    };
    for (const power of [10, 20, 30])
      expectClose(total(2 ** -power) * 2 ** (-2 * power), 0.375, 5 * 2 ** -power, `2^-${power}`);
  });

  test("holds at its ends what the formula says", () => {
    expect(Beta({ alpha: 1, beta: 3 }).pdf(0)).toBeCloseTo(3, 14);
    expect([Beta({ alpha: 0.5, beta: 3 }).pdf(0), Beta({ alpha: 2, beta: 3 }).pdf(0)]).toEqual([Infinity, 0]);
    expect(Beta({ alpha: 3, beta: 1 }).pdf(1)).toBeCloseTo(3, 14);
  });

  test("in a stream equals the whole", () => {
    const data = Beta({ alpha: 30, beta: 4 }).sample(new Key(1), 2000);
    const stream = new StreamFit(Beta).add(data.subarray(0, 700)).add(data.subarray(700));
    const whole = fit(Beta, data).parameters;
    expectClose(stream.estimate().parameters.alpha, whole.alpha, 1e-12, "alpha");
    expectClose(stream.estimate().parameters.beta, whole.beta, 1e-12, "beta");
  });
});

describe("F", () => {
  test("the objective's derivatives are the density's", () => {
    const data = F({ numeratorDegreesOfFreedom: 5, denominatorDegreesOfFreedom: 9 }).sample(new Key(2), 40);
    const [first, second] = [4.4, 11];
    const { gradient, hessian } = new FObjective(new Sample(data)).hessian(
      Float64Array.of(Math.log(first), Math.log(second)),
    );
    const record = F.record as unknown as DistributionRecord;
    const by = ["numeratorDegreesOfFreedom", "denominatorDegreesOfFreedom"];
    const exact = new Likelihood(record, { exact: { values: data } }, by).expand({
      numeratorDegreesOfFreedom: first,
      denominatorDegreesOfFreedom: second,
    });
    const units = [first, second];
    for (let i = 0; i < 2; i++) {
      expectClose(gradient[i]!, -exact.gradient[i]! * units[i]!, 1e-11, `slope ${i}`);
      for (let j = 0; j < 2; j++) {
        const own = i === j ? exact.gradient[i]! * units[i]! : 0;
        expectClose(
          hessian[2 * i + j]!,
          -exact.hessian[2 * i + j]! * units[i]! * units[j]! - own,
          1e-11,
          `${i}, ${j}`,
        );
      }
    }
  });

  test("goes to a limit and says so, the same one for 1/x", () => {
    const data = [0.2, 0.5, 0.9, 1.1, 1.5, 1.7, 1.2];
    const result = fit(F, data);
    expect(result.status).toMatchObject({
      kind: "boundary",
      parameter: "denominatorDegreesOfFreedom",
      limit: Infinity,
    });
    const inverse = fit(
      F,
      data.map((x) => 1 / x),
    );
    expect(inverse.status).toMatchObject({
      kind: "boundary",
      parameter: "numeratorDegreesOfFreedom",
      limit: Infinity,
    });
    expectClose(
      inverse.parameters.denominatorDegreesOfFreedom,
      result.parameters.numeratorDegreesOfFreedom,
      1e-13,
      "ν",
    );
    // A gamma distribution of shape ν/2 and mean 1: its density falls with x as e^(-νx/2).
    const shape = result.parameters.numeratorDegreesOfFreedom / 2;
    const fall = result.distribution.logPdf(2) - result.distribution.logPdf(1) - (shape - 1) * Math.LN2;
    expectClose(fall, -shape, 1e-13, "the gamma limit");
    const nearly = { ...result.parameters, denominatorDegreesOfFreedom: 1e6 };
    expect(
      F(nearly)
        .logPdf(data)
        .reduce((a, b) => a + b),
    ).toBeLessThan(result.logLikelihood);
  });

  test("of ones is degenerate, of twos isn't", () => {
    expect(fit(F, [1, 1, 1]).status.kind).toBe("degenerate");
    expect(fit(F, [2, 2, 2]).status).toMatchObject({
      kind: "boundary",
      parameter: "numeratorDegreesOfFreedom",
    });
  });
});

describe("von Mises", () => {
  test("whole turns make no difference", () => {
    const data = VonMises({ mean: 3, concentration: 2 }).sample(new Key(3), 500);
    const turned = data.map((x, i) => x + 2 * Math.PI * ((i % 5) - 2));
    const [plain, other] = [fit(VonMises, data), fit(VonMises, turned)];
    expectClose(other.parameters.mean, plain.parameters.mean, 1e-13, "mean");
    expectClose(other.parameters.concentration, plain.parameters.concentration, 1e-13, "concentration");
    expectClose(other.logLikelihood, plain.logLikelihood, 1e-13, "log-likelihood");
    expect(Math.abs(plain.parameters.concentration - 2)).toBeLessThan(4 * plain.standardErrors.concentration);
  });

  test("directions that cancel have no mean, equal ones no concentration", () => {
    const uniform = fit(VonMises, [0, Math.PI / 2, Math.PI, -Math.PI / 2]);
    expect(uniform.status).toMatchObject({ kind: "boundary", parameter: "concentration", limit: 0 });
    expect(uniform.logLikelihood).toBeCloseTo(-4 * Math.log(2 * Math.PI), 13);
    for (const data of [[1], [1, 1 + 2 * Math.PI, 1]]) {
      const equal = fit(VonMises, data);
      expect(equal.status.kind).toBe("degenerate");
      expect(equal.parameters.mean).toBeCloseTo(1, 15);
    }
  });

  test("in a stream equals the whole, also far from 0 and nearly equal", () => {
    for (const concentration of [0.5, 30, 1e10]) {
      const data = VonMises({ mean: 3.1, concentration }).sample(new Key(4), 900);
      const stream = new StreamFit(VonMises).add(data.subarray(0, 200)).add(data.subarray(200));
      const whole = fit(VonMises, data).parameters;
      expectClose(stream.estimate().parameters.concentration, whole.concentration, 1e-10, "concentration");
      expectClose(stream.estimate().parameters.mean, whole.mean, 1e-13, "mean");
    }
  });
});

test.each([
  [Beta, Beta({ alpha: 2, beta: 5 }).sample(new Key(8), 300)],
  [F, F({ numeratorDegreesOfFreedom: 6, denominatorDegreesOfFreedom: 9 }).sample(new Key(8), 300)],
  [VonMises, VonMises({ mean: 0.3, concentration: 4 }).sample(new Key(8), 300)],
] as const)("a search by Newton's steps agrees: %o", (family, data) => {
  const own = fit(family as typeof Beta, data);
  const searched = fit(family as typeof Beta, data, {
    start: (family as typeof Beta).record.start(new Sample(data), {}),
  });
  expect(searched.status.kind).toBe("converged");
  for (const [name, value] of Object.entries(own.parameters))
    expectClose(searched.parameters[name as "alpha"], value, 1e-9, name);
});
