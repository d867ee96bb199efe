import { choleskyFactor, choleskySolve } from "@mebae/optimizers";
import { Generator, softmax, type Tensor, tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { fitKernelRidge } from "./fitKernelRidge.js";
import { leaveOneOut } from "./leaveOneOut.js";
import { randomPatches } from "./randomPatches.js";
import { logLossAt, sharpest } from "./temperature.js";

const random = new Generator(2);
const normals = (count: number) => Float64Array.from({ length: count }, () => random.normal());

/** exp(-½|xᵢ-xⱼ|²) of random points of the plane. */
function kernelOf(n: number): Float64Array {
  const points = normals(2 * n);
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return Math.exp(
      -((points[2 * i]! - points[2 * j]!) ** 2 + (points[2 * i + 1]! - points[2 * j + 1]!) ** 2) / 2,
    );
  });
}

describe("leave-one-out", () => {
  test.each<[string, number[] | undefined]>([
    ["row", undefined],
    ["group of neighbours", [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]],
    ["group, large or small, of rows that lie apart", [5, 2, 5, 5, 7, 2, 9, 5, 7, 5, 2, 5]],
  ])("equals fits without each %s, one by one", (_, groups) => {
    const [n, outputs, lambda] = [12, 2, 0.1];
    const kernel = kernelOf(n);
    const targets = normals(n * outputs);
    const options = { lambda, ...(groups && { groups }) };
    const { leftOut, coefficients } = leaveOneOut(kernel, targets, options)!;
    const all = Array.from({ length: n }, (_, i) => i);
    for (const row of all) {
      const rest = all.filter((i) => (groups ? groups[i] !== groups[row] : i !== row));
      const part = rest.flatMap((i) => rest.map((j) => kernel[i * n + j]! + (i === j ? lambda : 0)));
      const factor = choleskyFactor(part)!;
      for (let k = 0; k < outputs; k++) {
        const alpha = choleskySolve(
          factor,
          rest.map((i) => targets[i * outputs + k]!),
        );
        const expected = rest.reduce((sum, j, at) => sum + kernel[row * n + j]! * alpha[at]!, 0);
        expect(leftOut[row * outputs + k]).toBeCloseTo(expected, 10);
      }
    }
    // And α solves (K + λI)·α = Y.
    for (let i = 0; i < n; i++) {
      let sum = lambda * coefficients[i * outputs]!;
      for (let j = 0; j < n; j++) sum += kernel[i * n + j]! * coefficients[j * outputs]!;
      expect(sum).toBeCloseTo(targets[i * outputs]!, 10);
    }
  });

  test("says so where K + λI isn't positive definite", () => {
    expect(leaveOneOut(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 0), { lambda: 0.1 })).toBeUndefined();
  });
});

test("the sharpest temperature is where the log-loss has its valley", () => {
  const labels = Int32Array.from({ length: 200 }, () => random.integer(0, 3));
  const outputs = Float64Array.from({ length: 600 }, (_, at) => {
    return (labels[Math.floor(at / 3)] === at % 3 ? 0.4 : 0) + 0.3 * random.normal();
  });
  const temperature = sharpest(outputs, labels, 3);
  const loss = logLossAt(outputs, labels, 3, temperature);
  for (const factor of [0.9, 1.1, 0.5, 2])
    expect(logLossAt(outputs, labels, 3, factor * temperature)).toBeGreaterThan(loss);
});

describe("fitKernelRidge", () => {
  /** Two rings around the origin, which no line parts. */
  const rings = (n: number): { x: Tensor; labels: Int32Array } => {
    const labels = Int32Array.from({ length: n }, (_, i) => i % 2);
    const data = Float32Array.from({ length: 2 * n }, (_, at) => {
      const i = Math.floor(at / 2);
      const angle = 2.4 * i;
      return (1 + labels[i]!) * (at % 2 === 0 ? Math.cos(angle) : Math.sin(angle)) + random.normal(0, 0.1);
    });
    return { x: tensor(data, { shape: [n, 2] }), labels };
  };

  test("learns, and knows beforehand how well", async () => {
    const { x, labels } = rings(80);
    const fitted = await fitKernelRidge(x, labels, 2);
    const held = rings(400);
    const probabilities = softmax(fitted.layer.forward(held.x)).dataSync();
    let right = 0;
    let loss = 0;
    held.labels.forEach((label, i) => {
      if (probabilities[2 * i + label]! > 0.5) right++;
      loss -= Math.log(probabilities[2 * i + label]!) / held.labels.length;
    });
    expect(right / 400).toBeGreaterThan(0.97);
    expect(Math.abs(loss - fitted.loss)).toBeLessThan(0.05);
  });

  test("of many rows some choose, and all learn", async () => {
    const { x, labels } = rings(120);
    const whole = await fitKernelRidge(x, labels, 2);
    const options = { gammas: [whole.gamma], lambdas: [whole.lambda] };
    // With one candidate there is nothing to choose, so that the solutions are the same.
    const same = await fitKernelRidge(x, labels, 2, { ...options, choosing: 30 });
    expect(same.leftOut).toEqual(whole.leftOut);
    expect(same.layer.coefficients.value.dataSync()).toEqual(whole.layer.coefficients.value.dataSync());
    // A width that suits 12 rows needn't suit 120, but does far better than one that suits none.
    const few = await fitKernelRidge(x, labels, 2, { choosing: 12 });
    const narrow = await fitKernelRidge(x, labels, 2, { gammas: [300] });
    expect(few.leftOut).toHaveLength(240);
    expect(few.loss).toBeLessThan(0.5 * narrow.loss);
  });

  test("ends between two solutions where it is told to", async () => {
    const { x, labels } = rings(20);
    let asked = 0;
    const check = () => {
      if (++asked === 4) throw new Error("enough");
    };
    await expect(fitKernelRidge(x, labels, 2, { check })).rejects.toThrow("enough");
    expect(asked).toBe(4);
  });

  test("refuses labels of another number", async () => {
    await expect(fitKernelRidge(tensor([[1], [2]]), [0], 2)).rejects.toThrow(
      "fitKernelRidge: 2 examples need as many labels, not 1",
    );
  });
});

describe("randomPatches", () => {
  const images = tensor(
    Float32Array.from({ length: 20 * 2 * 12 * 12 }, (_, at) => Math.sin(at / 7) + random.normal(0, 0.5)),
    { shape: [20, 2, 12, 12] },
  );

  test("gives the same patches for the same seed, and others for another", async () => {
    const weight = async (seed: number) =>
      (await randomPatches(images, { count: 8, size: 3, samples: 500, seed })).weight.value.dataSync();
    expect(await weight(1)).toEqual(await weight(1));
    expect(await weight(1)).not.toEqual(await weight(2));
  });

  test("whitens: responses of a filter have the variance of whitened patches along it, which is 1", async () => {
    // Pools of one pixel and no threshold leave max(0, response), squared by undoing the root: half of a variance of 1.
    const options = { count: 40, size: 3, samples: 20_000, regularization: 1e-6, pool: 1, threshold: 0 };
    const y = (await randomPatches(images, options)).forward(images).dataSync();
    const mean = Array.from(y).reduce((sum, value) => sum + value ** 4, 0) / y.length;
    expect(mean).toBeGreaterThan(0.4);
    expect(mean).toBeLessThan(0.6);
  });

  test("refuses images smaller than a patch", async () => {
    await expect(randomPatches(images, { size: 13 })).rejects.toThrow(
      "randomPatches: images of 12 × 12 hold no patch of 13 × 13",
    );
  });
});
