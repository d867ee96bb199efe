import { fit, Gamma, logisticRegression, mle, NegativeBinomial, positive, StudentT } from "@mebae/stats";
import { Key, log, mul, sub } from "@mebae/tensor";
import { expect, test } from "vitest";

test("maximum likelihood in a page: closed forms, searches, intervals and goodness of fit", () => {
  const hours = Gamma({ shape: 2.5, scale: 30 }).sample(new Key(1), 300);
  const result = fit(Gamma, hours);
  expect(result.status.kind).toBe("converged");
  const { shape } = result.confidenceIntervals();
  expect(shape.low).toBeLessThan(2.5);
  expect(shape.high).toBeGreaterThan(2.5);
  expect(result.goodnessOfFit({ resamples: 49 }).andersonDarling!.pValue).toBeGreaterThan(0.02);
  expect(fit(StudentT, hours).logLikelihood).toBeLessThan(result.logLikelihood);
  expect(fit(NegativeBinomial, [2, 3, 2, 3, 2, 4]).status).toMatchObject({
    kind: "boundary",
    parameter: "size",
  });
});

test("a density of one's own, and a regression", () => {
  const { parameters } = mle({
    parameters: { rate: positive() },
    logDensity: (x, { rate }) => sub(log(rate), mul(rate, x)),
    data: [1, 2, 3, 6],
  });
  expect(parameters.rate).toBeCloseTo(1 / 3, 9);
  const x = [1, 2, 3, 4, 5, 6].map((value) => [value]);
  const regression = logisticRegression({ x, y: [0, 0, 1, 0, 1, 1], names: ["dose"] });
  expect(regression.status.kind).toBe("converged");
});
