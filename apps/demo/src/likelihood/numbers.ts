import { raised } from "../language/raised.js";

const withMinus = (text: string) => text.replace("-", "−");

/** A number for reading, of that many digits: 0.04217, −12.5, 3.1 × 10⁻⁷. */
export function shown(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  // What rounding leaves of a zero is none of a person's business.
  if (size < 1e-9) return "0";
  if (size < 1e-3 || size >= 1e6) {
    const [mantissa, exponent] = value.toExponential(Math.min(digits - 1, 2)).split("e");
    return withMinus(`${mantissa} × 10${raised(Number(exponent))}`);
  }
  const text = size >= 10 ** digits ? String(Math.round(value)) : value.toPrecision(digits);
  return withMinus(text.includes(".") ? text.replace(/\.?0+$/, "") : text);
}

/** e^log for reading, however small or large: 2.31 × 10⁻⁶¹⁷. */
export function shownPower(log: number): string {
  if (!Number.isFinite(log)) return log === -Infinity ? "0" : shown(log);
  const decimal = log / Math.LN10;
  if (decimal > -3 && decimal < 5) return shown(Math.exp(log), 3);
  let exponent = Math.floor(decimal);
  let mantissa = (10 ** (decimal - exponent)).toFixed(2);
  if (mantissa === "10.00") [mantissa, exponent] = ["1.00", exponent + 1];
  return `${mantissa} × 10${raised(exponent)}`;
}

/** A step of 1, 2 or 5 times a power of ten: the least that is no smaller. */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((one) => one * power >= least * (1 - 1e-9))!;
  return Number((factor * power).toPrecision(3));
}

/** Round numbers within a range, about as many as asked. */
export function ticksOf([low, high]: readonly [number, number], count: number): number[] {
  const step = niceStep((high - low) / count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** To the nearest multiple of a step, without the last digits that multiplying leaves. */
export const snapped = (value: number, step: number) =>
  Number((Math.round(value / step) * step).toPrecision(12));
