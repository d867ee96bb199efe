import { type Shape, sizeOf } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { u32 } from "../wgsl/indexing.js";
import { ShaderModule } from "../wgsl/module.js";

interface Attributes extends Record<string, unknown> {
  readonly layout: { readonly shape: Shape; readonly strides: readonly number[]; readonly offset: number };
}

/** An axis of the view, walked in the direction in which places grow. */
interface Axis {
  readonly axis: number;
  readonly size: number;
  readonly stride: number;
  readonly isTurned: boolean;
  /** How far the axes after it reach. */
  readonly reach: number;
}

function axesOf({ shape, strides }: Attributes["layout"]): Axis[] {
  const axes = shape.map((size, axis) => ({
    axis,
    size,
    stride: Math.abs(strides[axis]!),
    isTurned: strides[axis]! < 0,
  }));
  const sorted = axes.filter(({ size }) => size > 1).sort((a, b) => b.stride - a.stride);
  const reachAfter = (from: number) =>
    sorted.slice(from).reduce((total, { size, stride }) => total + (size - 1) * stride, 0);
  return sorted.map((axis, i) => ({ ...axis, reach: reachAfter(i + 1) }));
}

/**
 * Each place of the output adds up the view's elements that stand there. Their coordinates solve
 * Σ stride·coordinate = place: a loop an axis, the greatest stride outermost, over the coordinates from which the other
 * axes still reach the place. A view without overlap leaves one turn of each loop, sliding windows as many as overlap.
 */
export const addToViewKernel: GpuKernel<Attributes> = {
  prepare: (facts, [x], output, { layout }) => {
    const module = new ShaderModule(facts, "addToView");
    if (sizeOf(layout.shape) === 0) {
      const out = module.output(output);
      return { dispatches: [module.elements(out, () => ({ value: `${out.type.value}()` }))] };
    }
    const from = module.input(0, x!);
    const out = module.output(output);
    const axes = axesOf(layout);
    const lowest = layout.shape.reduce(
      (least, size, axis) => least + Math.min(0, (size - 1) * layout.strides[axis]!),
      layout.offset,
    );
    const coordinates = layout.shape.map((size, axis) => {
      const { isTurned } = axes.find((one) => one.axis === axis) ?? {};
      if (size === 1) return "0u";
      return isTurned ? `(${size - 1}u - k${axis})` : `k${axis}`;
    });
    const { value } = out.type;
    const sum = `total = total ${value === "bool" ? "||" : "+"} ${from.atCoordinates(coordinates)};`;
    const innermost = `if (rest${axes.length} == 0u) { ${sum} }`;
    const loops = axes.reduceRight((body, axis, depth) => loop(axis, depth, body), innermost);
    const dispatch = module.elements(out, (i) => ({
      statements: `  var total = ${value}();
  let rest0 = ${i} - ${u32(lowest)};
  if (${i} >= ${u32(lowest)}) {
${loops}
  }`,
      value: "total",
    }));
    return { dispatches: [dispatch] };
  },
};

function loop({ axis, size, stride, reach }: Axis, depth: number, body: string): string {
  const [rest, next, k] = [`rest${depth}`, `rest${depth + 1}`, `k${axis}`];
  if (stride === 0) {
    return `for (var ${k} = 0u; ${k} < ${size}u; ${k}++) {\nlet ${next} = ${rest};\n${body}\n}`;
  }
  // From the least coordinate that leaves no more than the other axes reach to the greatest that leaves 0 or more.
  const least = `select(0u, (${rest} - ${reach}u + ${stride - 1}u) / ${stride}u, ${rest} > ${reach}u)`;
  return `for (var ${k} = ${least}; ${k} <= min(${rest} / ${stride}u, ${size - 1}u); ${k}++) {
let ${next} = ${rest} - ${k} * ${stride}u;
${body}
}`;
}
