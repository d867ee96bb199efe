import type { Form } from "../crossing.js";
import type { Formula } from "../formula/formula.js";
import type { Cell, LayerId, Matrix, Values } from "../setup.js";

/** A piece of a calculation: text, or a number of the picture. */
export type Piece = string | Cell;

/** A matrix that a person gives. */
export interface Given {
  readonly name: string;
  /** Default: a matrix. */
  readonly form?: Form;
  /** Whether its gradient is shown. Default true. */
  readonly hasGradient?: boolean;
  /** What can't be added or removed by itself. */
  readonly fixed?: "shape" | "columns";
  readonly step?: number;
}

/** What the page knows of a layer: its picture, its words and its worked example. All other numbers come from the worker. */
export interface LayerPage {
  readonly id: LayerId;
  readonly title: string;
  /** What stands in the node of the graph. */
  readonly operation: string;
  readonly inputs: readonly Given[];
  readonly output: Given;
  /** The output's gradient, which a person gives too. */
  readonly upstream: Given;
  /** A value that is shown before the output. */
  readonly between?: Given;
  /** What happens inside, in rows: forward, backward, and at inference. */
  readonly inside?: readonly (readonly Given[])[];
  readonly example: Values;
  /** Numbers that show the slip which the note beside the picture warns of. */
  readonly trial: Values;
  /** The shapes that fit x. */
  readonly shapes: (values: Values) => Readonly<Record<string, readonly [number, number]>>;
  /** Numbers to begin with; `draw` gives one. */
  readonly random?: (values: Values, draw: () => number) => Values;
  readonly forward: readonly Formula[];
  readonly backward: readonly Formula[];
  /** From which numbers this one is made. */
  readonly derive: (cell: Cell, values: Values) => readonly Piece[] | undefined;
}

export const rowsOf = (matrix: Matrix): number => matrix.length;
export const columnsOf = (matrix: Matrix): number => matrix[0]!.length;

/** The number of `name` that stands at this place when it is stretched, as broadcasting does. */
export function stretched(values: Values, name: string, row: number, column: number): Cell {
  const matrix = values[name]!;
  return {
    name,
    row: rowsOf(matrix) === 1 ? 0 : row,
    column: columnsOf(matrix) === 1 ? 0 : column,
  };
}

export const numberAt = (values: Values, { name, row, column }: Cell): number => values[name]![row]![column]!;

/** Terms with a sign between them. */
export function joined(terms: readonly (readonly Piece[])[], sign = " + "): Piece[] {
  return terms.flatMap((term, i) => (i === 0 ? term : [sign, ...term]));
}

/** 0, 1, … below `count`. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
