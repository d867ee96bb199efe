import { useId, useState } from "preact/hooks";

export interface NumberFieldProps {
  readonly label: string;
  /** Leaves the label to screen readers, as in a matrix of numbers. */
  readonly isLabelHidden?: boolean;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | "any";
  readonly isWhole?: boolean;
  readonly disabled?: boolean;
  /** Why what was typed isn't taken, in the page's language. */
  readonly refusal: (typed: string) => string;
  readonly onChange: (value: number) => void;
}

/** A number to type. What isn't one, or lies outside, stays in the field, says why, and changes nothing. */
export function NumberField(props: NumberFieldProps) {
  const { label, isLabelHidden, value, min = -Infinity, max = Infinity, step = "any", disabled } = props;
  const id = useId();
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const isGood = (number: number) =>
    Number.isFinite(number) && number >= min && number <= max && (!props.isWhole || Number.isInteger(number));
  const isRefused = typed !== undefined && !isGood(read(typed));
  const take = (text: string) => {
    const number = read(text);
    setTyped(isGood(number) ? undefined : text);
    if (isGood(number)) props.onChange(number);
  };
  return (
    <div class="field">
      <label for={id} class={isLabelHidden ? "hidden" : undefined}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        value={typed ?? String(value)}
        disabled={disabled}
        aria-invalid={isRefused}
        aria-describedby={isRefused ? `${id}-why` : undefined}
        onInput={(event) => take(event.currentTarget.value)}
        onKeyDown={(event) => {
          const turn = { ArrowUp: 1, ArrowDown: -1 }[event.key];
          if (!turn || step === "any" || isRefused) return;
          event.preventDefault();
          take(String(rounded(value + turn * step)));
        }}
        onBlur={() => setTyped(undefined)}
      />
      {isRefused && (
        <p id={`${id}-why`} class="refusal" role="alert">
          {props.refusal(typed)}
        </p>
      )}
    </div>
  );
}

/** A Japanese keyboard may give full-width digits; they are numbers too. */
function read(text: string): number {
  const narrow = text.normalize("NFKC").replaceAll("−", "-").trim();
  return narrow === "" ? Number.NaN : Number(narrow);
}

/** Without the last digits that adding steps leaves: 0.1 + 0.2 is 0.3 here. */
const rounded = (value: number) => Number(value.toPrecision(12));
