/** Mean of -log softmax(y/T)[label] over the rows of `outputs`, n × classes. */
export function logLossAt(
  outputs: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  temperature: number,
): number {
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    const at = i * classes;
    let largest = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, outputs[at + c]!);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp((outputs[at + c]! - largest) / temperature);
    total += Math.log(sum) - (outputs[at + labels[i]!]! - largest) / temperature;
  }
  return total / labels.length;
}

const golden = (Math.sqrt(5) - 1) / 2;

/**
 * The temperature T between 1e-3 and 10 at which softmax(y/T) gives the labels the smallest log-loss (Guo et al. 2017), by golden
 * section in log T: the loss is convex in 1/T, so that it has one valley.
 */
export function sharpest(outputs: ArrayLike<number>, labels: ArrayLike<number>, classes: number): number {
  const loss = (logT: number) => logLossAt(outputs, labels, classes, Math.exp(logT));
  let [low, high] = [Math.log(1e-3), Math.log(10)];
  while (high - low > 1e-3) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (loss(a) < loss(b)) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}
