import { MebaeError, mul, onesLike, scope, type Tensor, tensor } from "@mebae/tensor";
import { onProcessor } from "../../engine/device.js";
import type { Crossing } from "../crossing.js";
import type { LayerId } from "../setup.js";
import { relu, sigmoid } from "./activations.js";
import { affine } from "./affine.js";
import { batchNorm } from "./batchNorm.js";
import type { Build, Built, Tensors } from "./built.js";
import { slope } from "./differences.js";
import { multiply } from "./multiply.js";
import { softmaxWithLoss } from "./softmaxWithLoss.js";

const builds: Readonly<Record<LayerId, Build>> = {
  multiply,
  affine,
  relu,
  sigmoid,
  softmaxWithLoss,
  batchNorm,
};

export type Named = Readonly<Record<string, Crossing>>;
/** What came out, by the formulas' names, or the sentence with which the layer refused what went in. */
export type Answer = { readonly values: Named } | { readonly refusal: string };

/** How far the layer's gradients are from finite differences. */
export interface Check {
  /** How many partial derivatives were compared. */
  readonly compared: number;
  /** The largest |gradient - difference|, relative to the largest gradient where that is above 1. */
  readonly error: number;
  /** Where the two lie furthest apart. */
  readonly worst: { readonly name: string; readonly element: number };
  readonly gradient: number;
  readonly difference: number;
}

/** Computes for this room, in the worker: in float64 on the processor, whatever the page's device is. */
export const backwardEngine = {
  /** `forward(x)`, then `backward(dy)`. */
  run: (layer: LayerId, given: Named): Answer =>
    onBuilt(layer, given, (built, tensors) => ({ values: crossings(both(built, tensors)) })),

  /** Compares every gradient with central differences of the same layer. Undefined where `run` is refused. */
  check(layer: LayerId, given: Named): Check | undefined {
    const found = onBuilt(layer, given, (built, tensors) => compare(layer, given, built, tensors));
    return "refusal" in found ? undefined : found;
  },
};

/** Runs `work` on a layer of these tensors, and frees them all. */
function onBuilt<T>(
  layer: LayerId,
  given: Named,
  work: (built: Built, tensors: Tensors) => T,
): T | { refusal: string } {
  try {
    return onProcessor(() =>
      scope(() => {
        const tensors = Object.fromEntries(Object.entries(given).map(([name, one]) => [name, make(one)]));
        const built = builds[layer](tensors);
        try {
          return work(built, tensors);
        } finally {
          built.layer.dispose();
        }
      }),
    );
  } catch (error) {
    if (error instanceof MebaeError) return { refusal: error.message };
    throw error;
  }
}

function make({ shape, numbers, isLabels }: Crossing): Tensor {
  return isLabels
    ? tensor(Int32Array.from(numbers), { shape })
    : tensor(Float64Array.from(numbers), { shape, dtype: "float64" });
}

const crossings = (tensors: Tensors): Named =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, one]) => [name, { shape: one.shape, numbers: [...one.dataSync()] }]),
  );

/** The output, the gradients, and what lies between. */
function both(built: Built, tensors: Tensors): Tensors {
  const { layer, input, inputs, parameters, output } = built;
  const dy = tensors[`d${output}`]!;
  const y = layer.forward(input, { training: true });
  const back = layer.backward(dy) as Tensor | readonly Tensor[];
  const dxs = Array.isArray(back) ? (back as readonly Tensor[]) : [back as Tensor];
  const ofInputs = inputs.map((name, i) => [`d${name}`, dxs[i]!] as const);
  const ofParameters = [...layer.gradients].map(([path, dW]) => [`d${parameters[path]!}`, dW] as const);
  return {
    [output]: y,
    ...Object.fromEntries([...ofInputs, ...ofParameters]),
    ...built.inside?.(dy),
  };
}

function compare(layer: LayerId, given: Named, built: Built, tensors: Tensors): Check {
  const found = both(built, tensors);
  const weights = mul(onesLike(found[built.output]!), tensors[`d${built.output}`]!).dataSync();
  const forward = (name: string, moved: Float64Array) =>
    scope(() => {
      const one = builds[layer]({ ...tensors, [name]: tensor(moved, { shape: given[name]!.shape }) });
      const y = one.layer.forward(one.input, { training: true }).dataSync();
      one.layer.dispose();
      return y;
    });
  let [compared, scale] = [0, 1];
  let worst = { name: "", element: 0, gradient: 0, difference: 0, apart: -1 };
  for (const name of [...built.inputs, ...Object.values(built.parameters)]) {
    const gradients = found[`d${name}`]!.dataSync();
    const point = Float64Array.from(given[name]!.numbers);
    for (const [element, gradient] of gradients.entries()) {
      const at = (h: number) => forward(name, point.with(element, point[element]! + h));
      const difference = slope(at, weights);
      // What isn't a number must not pass for agreement.
      const apart = Number.isNaN(gradient - difference) ? Infinity : Math.abs(gradient - difference);
      if (apart > worst.apart) worst = { name: `d${name}`, element, gradient, difference, apart };
      scale = Math.max(scale, Math.abs(gradient));
      compared++;
    }
  }
  const { name, element, gradient, difference, apart } = worst;
  return { compared, error: apart / scale, worst: { name, element }, gradient, difference };
}
