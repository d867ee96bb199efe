import { useId } from "preact/hooks";

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number | "any";
  /** The value in words, beside the label and for screen readers. Default: the number. */
  readonly shown?: string;
  readonly disabled?: boolean;
  readonly onInput: (value: number) => void;
}

/** A labelled slider with its value beside it. */
export function Slider({ label, value, min, max, step, shown, disabled, onInput }: SliderProps) {
  const id = useId();
  const text = shown ?? String(value);
  return (
    <div class="field slider">
      <label for={id}>{label}</label>
      <output for={id}>{text}</output>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={disabled}
        aria-valuetext={text}
        onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
