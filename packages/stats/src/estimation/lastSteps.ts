import { choleskyFactor, choleskySolve, type Minimum, type Objective } from "@mebae/optimizers";

/**
 * Newton's steps from a minimum's end, where the value's rounding may have hidden what the slopes still tell: until the decrement is
 * so small that its square, which the last step leaves, is nothing.
 */
export function lastSteps(objective: Objective, { x, gradient, hessian }: Minimum): Float64Array {
  let point = { gradient, hessian: hessian! };
  for (let round = 0; round < 4; round++) {
    const factor = choleskyFactor(point.hessian);
    if (!factor) break;
    const step = choleskySolve(factor, point.gradient);
    const decrement = Math.sqrt(step.reduce((sum, entry, i) => sum + entry * point.gradient[i]!, 0));
    if (!(decrement < 0.01)) break;
    x = x.map((entry, i) => entry - step[i]!);
    if (decrement < 1e-6) break;
    point = objective.hessian!(x);
  }
  return x;
}
