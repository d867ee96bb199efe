import { type DType, formatShape, type Shape, scope, type Tensor, zeros } from "@mebae/tensor";
import type { AnyLayer } from "./layer.js";
import { observe } from "./observe.js";
import { ownVariables, walk } from "./walk.js";

export interface SummaryOptions {
  /** The input's dtype; float32 by default, int32 for an Embedding. */
  readonly dtype?: DType;
}

export interface SummaryRow {
  readonly path: string;
  readonly type: string;
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  /** Trainable numbers of this layer itself. */
  readonly parameters: number;
  readonly multiplyAdds: number;
}

/** What a model is made of. `toString` gives it as a table. */
export class Summary {
  constructor(
    readonly rows: readonly SummaryRow[],
    /** Trainable numbers of the whole model, shared ones counted once. */
    readonly parameters: number,
    /** Saved numbers that are not trained. */
    readonly buffers: number,
  ) {}

  get multiplyAdds(): number {
    return this.rows.reduce((total, row) => total + row.multiplyAdds, 0);
  }

  toString(): string {
    const number = (n: number) => n.toLocaleString("en-US");
    const lines = [
      ["layer", "type", "output", "parameters", "multiply-adds"],
      ...this.rows.map((row) => [
        row.path,
        row.type,
        formatShape(row.outputShape),
        number(row.parameters),
        number(row.multiplyAdds),
      ]),
      ["total", "", "", number(this.parameters), number(this.multiplyAdds)],
    ];
    const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
    return lines
      .map((line) =>
        line
          .map((cell, column) => (column < 3 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
          .join("  ")
          .trimEnd(),
      )
      .join("\n");
  }
}

/** Runs the model on zeros and notes each layer that has variables of its own or no layers inside. */
export function summarize(
  model: AnyLayer,
  input: Shape | readonly Shape[],
  options: SummaryOptions,
): Summary {
  const variables = [...model.namedVariables().values()];
  const paths = new Map<object, string>([[model, ""]]);
  for (const [path, layer] of walk(model).layers) paths.set(layer, path);
  const rows: SummaryRow[] = [];
  const note = (layer: AnyLayer, inputs: readonly Tensor[], output: Tensor): void => {
    const own = ownVariables(layer);
    if (own.length === 0 && walk(layer).layers.size > 0) return;
    const inputShapes = inputs.map((x) => x.shape);
    rows.push({
      path: paths.get(layer) || layer.type,
      type: layer.type,
      inputShapes,
      outputShape: output.shape,
      parameters: count(own.filter((variable) => variable.trainable)),
      multiplyAdds: layer.multiplyAdds(inputShapes, output.shape),
    });
  };
  const shapes = (Array.isArray(input[0]) ? input : [input]) as readonly Shape[];
  observe(note, () =>
    scope(() => {
      const xs = shapes.map((shape) => zeros(shape, { dtype: options.dtype ?? "float32" }));
      model.forward((Array.isArray(input[0]) ? xs : xs[0]!) as never);
    }),
  );
  const trainable = variables.filter((variable) => variable.trainable);
  return new Summary(rows, count(trainable), count(variables) - count(trainable));
}

function count(variables: readonly { size: number }[]): number {
  return variables.reduce((total, { size }) => total + size, 0);
}
