import type { Objective } from "@mebae/optimizers";
import type { CalibrationData } from "./calibrationData.js";

/**
 * The penalized negative log-likelihood of vector scaling at (w, b), with u_c = w_c·z_c + b_c and p = softmax(u):
 *   ∂/∂u_c = p_c - y_c,   ∂²/∂u_c∂u_d = p_c(δ_cd - p_d),   ∂u_c/∂w_c = z_c,   ∂u_c/∂b_c = 1
 * which makes it convex, and strictly so by the penalty.
 */
export function vectorObjective(
  { logs, labels, classes }: CalibrationData,
  centre: Float64Array,
  penalty: number,
): Objective {
  const size = 2 * classes;
  const at = (x: Float64Array) => {
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    let value = 0;
    for (let i = 0; i < labels.length; i++) {
      const z = logs.subarray(i * classes, (i + 1) * classes);
      const { probabilities, logTotal } = softmaxOf(z, x);
      const y = labels[i]!;
      value += logTotal - (x[y]! * z[y]! + x[classes + y]!);
      for (let c = 0; c < classes; c++) {
        const residual = probabilities[c]! - (c === y ? 1 : 0);
        gradient[c]! += residual * z[c]!;
        gradient[classes + c]! += residual;
      }
      addCurvature(hessian, probabilities, z);
    }
    for (let j = 0; j < size; j++) {
      const away = x[j]! - centre[j]!;
      value += (penalty / 2) * away * away;
      gradient[j]! += penalty * away;
      hessian[j * size + j]! += penalty;
    }
    return { value, gradient, hessian };
  };
  return { value: (x) => at(x).value, gradient: at, hessian: at };
}

function softmaxOf(z: Float64Array, x: Float64Array) {
  const u = z.map((value, c) => x[c]! * value + x[z.length + c]!);
  const largest = u.reduce((a, b) => Math.max(a, b));
  const weights = u.map((value) => Math.exp(value - largest));
  const total = weights.reduce((a, b) => a + b);
  return { probabilities: weights.map((weight) => weight / total), logTotal: largest + Math.log(total) };
}

function addCurvature(hessian: Float64Array, p: Float64Array, z: Float64Array): void {
  const classes = p.length;
  const size = 2 * classes;
  for (let c = 0; c < classes; c++) {
    for (let d = 0; d < classes; d++) {
      const curvature = p[c]! * ((c === d ? 1 : 0) - p[d]!);
      hessian[c * size + d]! += curvature * z[c]! * z[d]!;
      hessian[c * size + classes + d]! += curvature * z[c]!;
      hessian[(classes + c) * size + d]! += curvature * z[d]!;
      hessian[(classes + c) * size + classes + d]! += curvature;
    }
  }
}
