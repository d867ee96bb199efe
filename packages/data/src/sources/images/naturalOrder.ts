/**
 * Orders names as people number them: "9" before "10", else by code points. Made of the names alone, never of a language,
 * so that it is the same on every machine.
 */
export function naturalOrder(a: string, b: string): number {
  const [left, right] = [pieces(a), pieces(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = comparePieces(left[i]!, right[i]!);
    if (order !== 0) return order;
  }
  return left.length - right.length || compare(a, b);
}

const pieces = (name: string) => name.match(/\d+|\D+/g) ?? [];
const isNumber = (piece: string) => piece >= "0" && piece < ":";

function comparePieces(a: string, b: string): number {
  if (!isNumber(a) || !isNumber(b)) return compare(a, b);
  // By length and then by digit: a file's number may have more digits than a float64 holds.
  const [left, right] = [a.replace(/^0+/, ""), b.replace(/^0+/, "")];
  return left.length - right.length || compare(left, right);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
