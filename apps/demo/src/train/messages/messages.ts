import { language, type Messages, say } from "../../language/language.js";
import { percent as percentOf } from "../../language/numbers.js";
import { raised } from "../../language/raised.js";
import type { Refusal } from "../report.js";
import { en } from "./en.js";
import { ja } from "./ja.js";
import type { TrainText } from "./text.js";

const messages: Messages<TrainText> = { en, ja };

/** What this room says, in the page's language. */
export const text = (): TrainText => say(messages);

/** Why something was refused: in the page's language where it is the page's own reason, else a sentence of the packages. */
export const reasonOf = (refused: Refusal | string): string =>
  typeof refused === "string" ? refused : say(refused);

/** A number as the language writes it. */
export const written = (value: number, digits = 0): string =>
  value.toLocaleString(language.value, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A loss or another figure: three digits that count, or so many; two of a very large one. */
export function figure(value: number | undefined, digits = 3): string {
  if (value === undefined || Number.isNaN(value)) return text().figures.none;
  if (Math.abs(value) < 1e6)
    return value.toLocaleString(language.value, { maximumSignificantDigits: digits });
  const [mantissa, exponent] = value.toExponential(1).split("e");
  return `${mantissa} × 10${raised(Number(exponent))}`;
}

export const percent = (share: number | undefined): string =>
  share === undefined || Number.isNaN(share) ? text().figures.none : percentOf(share);

/** 75 is "1 min 15 s". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return text().figures.none;
  const unit = (value: number, name: "minute" | "second") =>
    value.toLocaleString(language.value, { style: "unit", unit: name, unitDisplay: "short" });
  const whole = Math.ceil(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes > 0 ? `${unit(minutes, "minute")} ${unit(whole % 60, "second")}` : unit(whole, "second");
}

/** A shape between layers: "8 × 24 × 24". */
export const shapeText = (shape: readonly number[]): string => shape.join(" × ");
