import {
  add,
  formatShape,
  logSoftmax,
  mul,
  neg,
  oneHot,
  ShapeError,
  scope,
  where as select,
  sum,
  type Tensor,
  tensor,
  UsageError,
} from "@mebae/tensor";
import { type LossOptions, reduce } from "./reduce.js";

export interface SoftmaxCrossEntropyOptions extends LossOptions {
  /** The share s of each target row that is spread over all classes: (1-s)·t + s/classes. 0 by default. */
  readonly labelSmoothing?: number;
  /** One weight per class; the mean over labelled rows is then weighted by the labels' weights. */
  readonly classWeights?: readonly number[];
}

/**
 * -Σ_c t_c log softmax(x)_c for each row, from logits x [n, classes] or [classes]. Targets are labels (int32 or uint8, [n]
 * or a scalar) or rows of probabilities of the logits' shape. By log-sum-exp, so it stays finite as long as differences of logits do;
 * a logit of -∞ hides a class that isn't the target.
 * Gradient: (softmax(x) - t)/n. Label smoothing after Szegedy et al. 2016, "Rethinking the Inception Architecture".
 * @throws ShapeError where targets don't fit; UsageError for a label outside the classes, naming its row.
 */
export function softmaxCrossEntropy(
  logits: Tensor,
  target: Tensor,
  options: SoftmaxCrossEntropyOptions = {},
): Tensor {
  const where = "softmaxCrossEntropy";
  const { labelSmoothing = 0, classWeights, reduction } = options;
  if (logits.rank !== 1 && logits.rank !== 2) {
    throw new ShapeError(
      `${where}: expected logits [n, classes] or [classes], got ${formatShape(logits.shape)}`,
    );
  }
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
    throw new UsageError(`${where}: expected a labelSmoothing from 0 to 1, got ${labelSmoothing}`);
  const classes = logits.shape.at(-1)!;
  if (classWeights && classWeights.length !== classes)
    throw new UsageError(`${where}: expected ${classes} class weights, got ${classWeights.length}`);
  return scope(() => {
    const logProbabilities = logSoftmax(logits);
    const { dtype, backend } = logProbabilities;
    const labelled = target.rank === logits.rank - 1;
    const rows = labelled ? labelRows(target, logits, classes, dtype) : target;
    const expected = formatShape(logits.shape);
    if (formatShape(rows.shape) !== expected)
      throw new ShapeError(
        `${where}: expected target ${expected}, or labels ${formatShape(logits.shape.slice(0, -1))}, got ${formatShape(target.shape)}`,
      );
    const weights = classWeights && tensor([...classWeights], { dtype, backend });
    const smooth = labelSmoothing > 0 ? add(mul(rows, 1 - labelSmoothing), labelSmoothing / classes) : rows;
    const weighted = weights ? mul(smooth, weights) : smooth;
    // A class that isn't the target counts nothing, also where its probability is 0: there the product would be NaN.
    const terms = select(weighted, mul(weighted, logProbabilities), 0);
    const losses = neg(sum(terms, { axes: -1 }));
    const total = weights && labelled ? sum(mul(rows, weights)) : undefined;
    return reduce(losses, where, reduction, total);
  });
}

function labelRows(labels: Tensor, logits: Tensor, classes: number, dtype: Tensor["dtype"]): Tensor {
  if (labels.dtype !== "int32" && labels.dtype !== "uint8") {
    throw new UsageError(`softmaxCrossEntropy: expected labels of int32 or uint8, got ${labels.dtype}`);
  }
  if (labels.rank === 1 && labels.shape[0] !== logits.shape[0]) {
    throw new ShapeError(
      `softmaxCrossEntropy: expected labels [${logits.shape[0]}] for logits ${formatShape(logits.shape)}, got ${formatShape(labels.shape)}`,
    );
  }
  return oneHot(labels, classes, dtype, "softmaxCrossEntropy");
}
