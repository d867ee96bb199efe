import { NumberField } from "../../controls/NumberField.js";
import { text, written } from "../messages/messages.js";
import type { Limit } from "../setup/limits.js";
import { phase } from "../signals.js";

export interface QuantityProps {
  readonly label: string;
  readonly value: number;
  readonly limit: Limit;
  readonly step?: number | "any";
  readonly onChange: (value: number) => void;
}

/** A number of the set-up within its bounds, which can't change while it is trained with. */
export function Quantity({
  label,
  value,
  limit: { least, most, isWhole = false },
  step,
  onChange,
}: QuantityProps) {
  const shown = (bound: number) => (Number.isInteger(bound) ? written(bound) : String(bound));
  return (
    <NumberField
      label={label}
      value={value}
      min={least}
      max={most}
      step={step ?? (isWhole ? 1 : "any")}
      isWhole={isWhole}
      disabled={phase.value === "running"}
      refusal={() => text().number.refusal(shown(least), shown(most), isWhole)}
      onChange={onChange}
    />
  );
}
