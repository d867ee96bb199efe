import type { Distribution } from "../distribution.js";
import type { DistributionCases } from "../distributions/caseTypes.js";
import { expectation } from "../expectation.js";
import { parameterNames, termOf } from "../programs.js";
import { derivative } from "../symbolic/derivative.js";
import { Program } from "../symbolic/program.js";
import { expectClose } from "./expectClose.js";
import { fitted } from "./fitted.js";
import { test } from "./suite.js";

export function testMoments(d: Distribution, { kinks }: DistributionCases): void {
  test("moments equal integrals", () => {
    const { mean, standardDeviation } = d;
    const [one, first, second, third, fourth] = expectation(
      d,
      (x) => {
        const z = (x - mean) / standardDeviation;
        return [1, z, z ** 2, z ** 3, z ** 4];
      },
      kinks,
    ) as [number, number, number, number, number];
    expectClose(one, 1, 1e-10, "total probability");
    expectClose(first + 1, 1, 1e-9, "mean");
    expectClose(second, 1, 1e-8, "variance");
    expectClose(third + 1, d.skewness + 1, 1e-6, "skewness");
    expectClose(fourth, d.kurtosis + 3, 1e-6, "kurtosis");
  });
}

export function testEntropy(d: Distribution, { kinks }: DistributionCases): void {
  test("the entropy equals an integral", () => {
    const [entropy] = expectation(d, (x) => [d.pdf(x) === 0 ? 0 : -d.logPdf(x)], kinks);
    expectClose(entropy! + 1, d.entropy + 1, 1e-8, "entropy");
  });
}

export function testInformation(d: Distribution, { kinks }: DistributionCases): void {
  test("the score has mean zero, and its covariance is the information", () => {
    const names = fitted(d);
    const all = parameterNames(d.record);
    const term = termOf(d.record, "logPdf");
    const scores = names.map((name) => derivative(term, name));
    const seconds = scores.flatMap((score) => names.map((name) => derivative(score, name)));
    const program = new Program([...scores, ...seconds], ["x"], all);
    const numbers = all.map((name) => d.parameters[name]!);
    const k = names.length;
    // Second derivatives miss what kinks hold.
    const stated = d.record.kinked?.information(d.parameters);
    const means = expectation(
      d,
      (x) => {
        const values = program.each([Float64Array.of(x)], numbers).map((value) => value[0]!);
        const products = names.flatMap((_, i) => names.map((__, j) => values[i]! * values[j]!));
        return [...values, ...products];
      },
      kinks,
    );
    for (let i = 0; i < k; i++) {
      const unit = Math.sqrt(means[k + k * k + i * k + i]!);
      expectClose(means[i]! / unit + 1, 1, 1e-7, `mean score by ${names[i]}`);
      for (let j = 0; j < k; j++) {
        const scale = unit * Math.sqrt(means[k + k * k + j * k + j]!);
        expectClose(
          1 + (stated ? stated[i]![j]! : -means[k + i * k + j]!) / scale,
          1 + means[k + k * k + i * k + j]! / scale,
          1e-6,
          `information ${names[i]}, ${names[j]}`,
        );
      }
    }
  });
}
