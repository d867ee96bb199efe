import { computed } from "@preact/signals";
import { shapeOf } from "./crossing.js";
import { formOf } from "./layers/index.js";
import { type LayerPage, numberAt, type Piece } from "./layers/layer.js";
import { isExact, lowered, shown } from "./numbers.js";
import type { Cell, Values } from "./setup.js";
import { looked, outcome } from "./state.js";

/** dx₁₂ of a matrix, γ₁ of a vector, L of a scalar. */
export function symbolOf(layer: LayerPage, cell: Cell, values: Values): string {
  const matrix = values[cell.name];
  const rank = matrix ? shapeOf(matrix, formOf(layer, cell.name, values)).length : 2;
  const { row, column } = cell;
  return cell.name + (rank === 2 ? lowered(row, column) : rank === 1 ? lowered(Math.max(row, column)) : "");
}

/** How a piece is written inside a calculation: a negative number in brackets where a sign stands beside it. */
export function pieceText(pieces: readonly Piece[], i: number, values: Values): string {
  const piece = pieces[i]!;
  if (typeof piece === "string") return piece;
  const text = shown(numberAt(values, piece));
  const [before, after] = [pieces[i - 1], pieces[i + 1]];
  const isBound = typeof before === "string" && !/[(,]$/.test(before);
  const isRaised = typeof after === "string" && after.startsWith("²");
  return text.startsWith("−") && (isBound || isRaised) ? `(${text})` : text;
}

export interface Derivation {
  readonly layer: LayerPage;
  readonly symbol: string;
  readonly pieces: readonly Piece[];
  readonly sign: "=" | "≈";
  readonly result: string;
  readonly values: Values;
}

/** The numbers among the pieces. */
const cellsOf = (pieces: readonly Piece[]): Cell[] =>
  pieces.flatMap((piece) => (typeof piece === "string" ? [] : [piece]));

/** How a number came about, where the layer tells. */
export function derivationOf(layer: LayerPage, cell: Cell, values: Values): Derivation | undefined {
  const number = values[cell.name]?.[cell.row]?.[cell.column];
  const pieces = number === undefined ? undefined : layer.derive(cell, values);
  if (number === undefined || !pieces) return undefined;
  const all = cellsOf(pieces).map((one) => numberAt(values, one));
  return {
    layer,
    symbol: symbolOf(layer, cell, values),
    pieces,
    sign: [...all, number].every(isExact) ? "=" : "≈",
    result: shown(number),
    values,
  };
}

/** The same in one line, for those who don't see the picture. */
export const textOf = ({ symbol, pieces, sign, result, values }: Derivation): string =>
  `${symbol} = ${pieces.map((_, i) => pieceText(pieces, i, values)).join("")} ${sign} ${result}`;

/** The derivation that is shown: of the number that was pointed at, else of the first gradient. */
export const shownDerivation = computed<(Derivation & { readonly cell: Cell }) | undefined>(() => {
  const now = outcome.value;
  if (!now || now.refusal !== undefined) return undefined;
  const first: Cell = { name: `d${now.layer.inputs[0]!.name}`, row: 0, column: 0 };
  for (const cell of [looked.value, first]) {
    const found = cell && derivationOf(now.layer, cell, now.values);
    if (found) return { ...found, cell };
  }
  return undefined;
});

export const keyOf = ({ name, row, column }: Cell): string => `${name} ${row} ${column}`;

/** The numbers that the shown one is made from. */
export const used = computed<ReadonlySet<string>>(
  () => new Set(cellsOf(shownDerivation.value?.pieces ?? []).map(keyOf)),
);

/** Whether a name belongs to the way back. */
export const isBackward = (name: string): boolean => /^d|^[①②③]/.test(name);
