/** A square kernel matrix, of which a problem takes some rows. */
export interface Kernel {
  readonly values: Float32Array;
  readonly side: number;
}

/** f(x) = Σ coefficients·K(rows, x) - offset. */
export interface Machine {
  /** Rows of the kernel whose coefficient isn't 0: the support vectors. */
  readonly rows: Int32Array;
  readonly coefficients: Float64Array;
  readonly offset: number;
}

/** How far the optimality conditions may be violated: LIBSVM's ε. */
const tolerance = 1e-3;
/** Stands for a curvature that isn't positive: LIBSVM's τ. */
const leastCurvature = 1e-12;

/**
 * Support vector classification of rows with signs y = ±1, by sequential minimal optimization with second-order working
 * sets (Fan, Chen & Lin 2005, "Working set selection using second order information for training SVM"):
 *   minimal: ½αᵀQα - Σα,   0 ≤ α ≤ C,   yᵀα = 0,   Qᵢⱼ = yᵢyⱼK(i, j)
 * @param cost C
 */
export function* supportVectors(
  { values, side }: Kernel,
  rows: Int32Array,
  y: Int8Array,
  cost: number,
): Generator<undefined, Machine, void> {
  const n = rows.length;
  const alpha = new Float64Array(n);
  const gradient = new Float64Array(n).fill(-1);
  const k = (i: number, j: number) => values[rows[i]! * side + rows[j]!]!;
  /** Whether α may move so that y·α grows, or falls. */
  const canRise = (t: number) => (y[t]! > 0 ? alpha[t]! < cost : alpha[t]! > 0);
  const canFall = (t: number) => (y[t]! > 0 ? alpha[t]! > 0 : alpha[t]! < cost);
  for (let iteration = 0; iteration < Math.max(1e6, 100 * n); iteration++) {
    let i = -1;
    let highest = -Infinity;
    for (let t = 0; t < n; t++)
      if (canRise(t) && -y[t]! * gradient[t]! >= highest) highest = -y[(i = t)]! * gradient[t]!;
    if (i < 0) break;
    let j = -1;
    let lowest = Infinity;
    let best = Infinity;
    const own = rows[i]! * side;
    for (let t = 0; t < n; t++) {
      if (!canFall(t)) continue;
      const slope = -y[t]! * gradient[t]!;
      lowest = Math.min(lowest, slope);
      const difference = highest - slope;
      if (difference <= 0) continue;
      // K(i, i) = K(t, t) = 1.
      const curvature = 2 - 2 * values[own + rows[t]!]!;
      const gain = -(difference * difference) / (curvature > 0 ? curvature : leastCurvature);
      if (gain < best) [best, j] = [gain, t];
    }
    if (j < 0 || highest - lowest < tolerance) break;
    step(i, j, highest);
    if (iteration % 1024 === 1023) yield undefined;
  }
  return machineOf(rows, y, alpha, gradient, cost);

  /** Moves αᵢ and αⱼ along yᵀα = 0 to the minimum, or to the box's edge. */
  function step(i: number, j: number, slope: number): void {
    const curvature = 2 - 2 * k(i, j);
    const wanted = (slope + y[j]! * gradient[j]!) / (curvature > 0 ? curvature : leastCurvature);
    const roomI = y[i]! > 0 ? cost - alpha[i]! : alpha[i]!;
    const roomJ = y[j]! > 0 ? alpha[j]! : cost - alpha[j]!;
    const length = Math.min(wanted, roomI, roomJ);
    // At an edge α is the edge itself, or rounding would leave it movable for ever.
    alpha[i] = length === roomI ? (y[i]! > 0 ? cost : 0) : alpha[i]! + y[i]! * length;
    alpha[j] = length === roomJ ? (y[j]! > 0 ? 0 : cost) : alpha[j]! - y[j]! * length;
    const [rowI, rowJ] = [rows[i]! * side, rows[j]! * side];
    for (let t = 0; t < n; t++)
      gradient[t]! += y[t]! * length * (values[rowI + rows[t]!]! - values[rowJ + rows[t]!]!);
  }
}

/** The offset is the mean of y·∇ over free α; where there are none, the middle of what the bounds allow. */
function machineOf(
  rows: Int32Array,
  y: Int8Array,
  alpha: Float64Array,
  gradient: Float64Array,
  cost: number,
): Machine {
  let [free, sum, upper, lower] = [0, 0, Infinity, -Infinity];
  const support: number[] = [];
  for (let t = 0; t < rows.length; t++) {
    const slope = y[t]! * gradient[t]!;
    if (alpha[t]! > 0) support.push(t);
    if (alpha[t]! > 0 && alpha[t]! < cost) {
      free++;
      sum += slope;
    } else if (alpha[t]! > 0 === y[t]! > 0) lower = Math.max(lower, slope);
    else upper = Math.min(upper, slope);
  }
  return {
    rows: Int32Array.from(support, (t) => rows[t]!),
    coefficients: Float64Array.from(support, (t) => y[t]! * alpha[t]!),
    offset: free > 0 ? sum / free : (upper + lower) / 2,
  };
}
