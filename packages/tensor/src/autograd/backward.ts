import { zerosLike } from "../creation.js";
import { ShapeError } from "../errors.js";
import { add } from "../ops/add.js";
import { sumTo } from "../ops/broadcasting.js";
import { type GradientContext, type GradientFunction, gradientOf } from "../ops/op.js";
import { scope } from "../scope.js";
import { formatShape, sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { Tape, TapeRecord } from "./tape.js";

/**
 * Runs a tape backwards from `output` with gradient `dy`, and returns the gradients by `inputs`: zeros where
 * an input wasn't used. They are handles of their own, owned by the scope around; everything between is freed.
 */
export function backward(tape: Tape, output: Tensor, dy: Tensor, inputs: readonly Tensor[]): Tensor[] {
  if (!sameShape(dy.shape, output.shape)) {
    throw new ShapeError(
      `backward: dy has shape ${formatShape(dy.shape)}, the output ${formatShape(output.shape)}`,
    );
  }
  return scope(() => {
    const gradients = new Map<number, Tensor>([[output.id, dy.alias()]]);
    for (let i = tape.records.length - 1; i >= 0; i--) {
      const record = tape.records[i]!;
      const gradient = gradients.get(record.output.id);
      if (!gradient) continue;
      propagate(tape, record, gradient, gradients);
      // Every use of this record's output came later on the tape, so its gradient is complete and spent.
      gradients.delete(record.output.id);
      gradient.dispose();
    }
    return inputs.map((input) => gradients.get(input.id)?.alias() ?? zerosLike(input));
  });
}

function propagate(tape: Tape, record: TapeRecord, dy: Tensor, gradients: Map<number, Tensor>): void {
  const { op, attributes, inputs, output } = record;
  const context: GradientContext = {
    x: inputs[0]!,
    y: inputs[1]!,
    z: inputs[2]!,
    inputs,
    output,
    attributes,
  };
  inputs.forEach((input, index) => {
    if (!tape.tracks(input)) return;
    const rule = gradientOf(op, index);
    if (!rule) return;
    const part = applyRule(rule, dy, context, input);
    const before = gradients.get(input.id);
    if (!before) {
      gradients.set(input.id, part);
      return;
    }
    gradients.set(input.id, add(before, part));
    before.dispose();
    part.dispose();
  });
}

/** A rule's result, summed to the input's shape, as a handle of its own. */
function applyRule(rule: GradientFunction, dy: Tensor, context: GradientContext, input: Tensor): Tensor {
  return scope(() => {
    const part = sumTo(rule(dy, context), input.shape);
    const borrowed = part === dy || part === context.output || context.inputs.includes(part);
    return borrowed ? part.alias() : part;
  });
}
