import { batchNorm, batchStatistics } from "./norms.js";
import { affine, type Oracle, type Plain } from "./plain.js";

export type Variables = (path: string) => Plain;

/** The variables of a layer inside another. */
export const inside =
  (variable: Variables, path: string): Variables =>
  (name) =>
    variable(`${path}.${name}`);

/** An Affine by the path of its variables; "" for the layer itself. */
export function affineAt(x: Plain, variable: Variables, path = ""): Plain {
  const name = (field: string) => (path === "" ? field : `${path}.${field}`);
  return affine(x, variable(name("weight")), variable(name("bias")));
}

export const batchNormOf =
  (epsilon?: number): Oracle =>
  ([x], variable) => {
    const running = { mean: variable("runningMean"), variance: variable("runningVariance") };
    return batchNorm(x!, running, variable, epsilon);
  };

export const batchNormInTraining =
  (epsilon?: number): Oracle =>
  ([x], variable) =>
    batchNorm(x!, batchStatistics(x!), variable, epsilon);
