import { describe, expect, test } from "vitest";
import { expectClose } from "../testing/expectClose.js";
import { linearRegression } from "./linear.js";
import reference from "./models.fixture.json";

const { penguins } = reference;
const { bill_length_mm, body_mass_g, flipper_length_mm } = penguins.columns;

describe("linear", () => {
  const found = linearRegression({ x: { bill_length_mm, flipper_length_mm }, y: body_mass_g });

  test("σ by both names, t with its degrees of freedom", () => {
    const squares = found.residuals.reduce((sum, rest) => sum + rest * rest, 0);
    expect(found.degreesOfFreedom).toBe(330);
    expectClose(found.maximumLikelihoodDeviation, Math.sqrt(squares / 333), 1e-13, "by maximum likelihood");
    expectClose(found.residualStandardDeviation, Math.sqrt(squares / 330), 1e-13, "unbiased");
    const sigma = found.maximumLikelihoodDeviation;
    expectClose(
      found.logLikelihood,
      -333 * (Math.log(sigma) + 0.5 * Math.log(2 * Math.PI) + 0.5),
      1e-13,
      "log-likelihood",
    );
    expect(found.k).toBe(4);
    // P(|t| > 2.228...) = 0.05 of 10 degrees of freedom: a straight line through 12 points.
    const y = [0.3, 1.9, 1.2, 3.4, 3.3, 5.8, 5.1, 7.5, 7.2, 9.4, 9.1, 11.6];
    const line = linearRegression({ x: y.map((_, i) => [i]), y });
    const { low, high } = line.confidenceIntervals({ method: "wald" }).x1!;
    expectClose((high - low) / 2 / line.standardErrors.x1!, 2.228138851986274, 1e-12, "t of 10");
  });

  test("profile intervals are where the likelihood has dropped", () => {
    const { low } = found.confidenceIntervals({ level: 0.9 }).bill_length_mm!;
    const rest = linearRegression({
      x: { flipper_length_mm },
      y: body_mass_g.map((mass, i) => mass - low * bill_length_mm[i]!),
    });
    expect(2 * (found.logLikelihood - rest.logLikelihood)).toBeCloseTo(1.6448536269514722 ** 2, 9);
  });

  test("an exact fit is degenerate", () => {
    const exact = linearRegression({ x: [[1], [2], [3], [4]], y: [0.1, 0.3, 0.5, 0.7] });
    expect(exact.status.kind).toBe("degenerate");
    expect(exact.coefficients.x1).toBeCloseTo(0.2, 15);
    const saturated = linearRegression({ x: [[1], [2]], y: [3, 7] });
    expect(saturated.status.kind).toBe("degenerate");
    expect(saturated.coefficients.x1).toBe(4);
  });
});
