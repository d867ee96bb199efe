/** A number in few characters: four digits, a true minus sign, a power of ten where it is very large or small. */
export function shown(number: number): string {
  if (Number.isNaN(number)) return "NaN";
  if (!Number.isFinite(number)) return number > 0 ? "∞" : "−∞";
  const size = Math.abs(number);
  const isLong = Number.isInteger(number) && size < 1e6;
  const rounded = isLong ? number : Number(number.toPrecision(4));
  const text = size !== 0 && (size < 1e-3 || size >= 1e6) ? scientific(number) : String(rounded);
  return text.replace("-", "−");
}

/** 1.2e-5 as 1.2·10⁻⁵. */
function scientific(number: number): string {
  const [digits, exponent] = number.toExponential(2).split("e") as [string, string];
  return `${Number(digits)}·10${raised(Number(exponent))}`;
}

const raised = (whole: number) =>
  String(whole).replace(/[-\d]/g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]!));

/** Whether `shown` says all of it. */
export const isExact = (number: number): boolean =>
  Number.isInteger(number) ? Math.abs(number) < 1e6 : Number(number.toPrecision(4)) === number;

/** The indices of a cell, counted from one: ₁₂. */
export const lowered = (...places: readonly number[]): string =>
  places.map((place) => "₁₂₃₄₅₆₇₈₉"[place]!).join("");
