const point = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const comma = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/;
const infinite = /^[+-]?(?:inf|infinity|∞)$/i;

export type DecimalMark = "." | ",";

/**
 * The number that a cell writes in decimal notation, `±Infinity` for a spelled or overflowing infinity, or
 * `undefined` for anything else: no hexadecimal, no thousands marks, no units.
 */
export function parseNumber(text: string, decimal: DecimalMark = "."): number | undefined {
  if (decimal === "." ? point.test(text) : comma.test(text))
    return Number(decimal === "." ? text : text.replace(",", "."));
  if (infinite.test(text)) return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return undefined;
}
