import { raised } from "../language/raised.js";

/** Whole numbers below this are written out. */
const long = 1e6;

const isScientific = (size: number) => size !== 0 && (size < 1e-3 || size >= long);

/** What is left of a number on the page: four digits, three beside a power of ten, whole numbers whole. */
function rounded(number: number): number {
  const size = Math.abs(number);
  if (Number.isInteger(number) && size < long) return number;
  return Number(number.toPrecision(isScientific(size) ? 3 : 4));
}

/** A number in few characters, with a true minus sign, and a power of ten where it is very large or small. */
export function shown(number: number): string {
  if (Number.isNaN(number)) return "NaN";
  if (!Number.isFinite(number)) return number > 0 ? "∞" : "−∞";
  const left = rounded(number);
  const text = isScientific(Math.abs(left)) ? scientific(left) : String(left);
  return text.replace("-", "−");
}

/** 1.2e-5 as 1.2·10⁻⁵. */
function scientific(number: number): string {
  const [digits, exponent] = number.toExponential().split("e") as [string, string];
  return `${digits}·10${raised(Number(exponent))}`;
}

/** Whether `shown` says all of it. */
export const isExact = (number: number): boolean => rounded(number) === number;

/** The indices of a cell, counted from one: ₁₂. */
export const lowered = (...places: readonly number[]): string =>
  places.map((place) => "₁₂₃₄₅₆₇₈₉"[place]!).join("");
