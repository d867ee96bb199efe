import { useRef } from "preact/hooks";
import { shapeText, text } from "../messages/messages.js";
import { type LayerChoice, layerKinds } from "../setup/layers.js";
import { fitted, phase } from "../signals.js";
import { Misfit } from "./Misfit.js";
import { Quantity } from "./Quantity.js";

export interface LayerRowProps {
  readonly layer: LayerChoice;
  readonly place: number;
  readonly layers: readonly LayerChoice[];
  readonly onChange: (layers: readonly LayerChoice[]) => void;
}

/** One layer: its numbers, what comes out of it, and buttons that move and remove it. */
export function LayerRow({ layer, place, layers, onChange }: LayerRowProps) {
  const { layers: words } = text();
  const row = useRef<HTMLLIElement>(null);
  const fit = fitted.value;
  const output = fit?.inputs[place + 1];
  const misfit = fit?.misfit?.layer === place ? fit.misfit : undefined;
  const fields = Object.entries(layerKinds[layer.type].fields);
  const setValue = (name: string, value: number) =>
    onChange(layers.with(place, { ...layer, values: { ...layer.values, [name]: value } }));
  return (
    <li ref={row} class={misfit ? "misfit" : undefined}>
      <div class="head">
        <span>
          <span class="name">{words.names[layer.type]}</span>{" "}
          {output && <span class="shape">→ {shapeText(output)}</span>}
        </span>
        <Buttons place={place} layers={layers} onChange={onChange} row={() => row.current} />
      </div>
      {fields.length > 0 && (
        <div class="fields">
          {fields.map(([name, limit]) => (
            <Quantity
              key={name}
              label={words.fields[name] ?? name}
              value={layer.values[name]!}
              limit={limit}
              step={limit.step}
              onChange={(value) => setValue(name, value)}
            />
          ))}
        </div>
      )}
      {misfit && <Misfit misfit={misfit} layers={layers} onChange={onChange} />}
    </li>
  );
}

interface ButtonsProps extends Omit<LayerRowProps, "layer"> {
  readonly row: () => HTMLLIElement | null;
}

function Buttons({ place, layers, onChange, row }: ButtonsProps) {
  const { layers: words } = text();
  const name = `${words.names[layers[place]!.type]} ${place + 1}`;
  const disabled = phase.value === "running";
  const move = (to: number, button: string) => {
    const moved = layers.with(place, layers[to]!).with(to, layers[place]!);
    const list = row()?.parentElement;
    onChange(moved);
    // The keyboard stays on the layer that it moved: its row is another one now.
    requestAnimationFrame(() => focusIn(list, to, button));
  };
  const remove = () => {
    const list = row()?.parentElement;
    onChange(layers.toSpliced(place, 1));
    requestAnimationFrame(() => focusIn(list, Math.min(place, layers.length - 2), "remove"));
  };
  return (
    <span class="buttons">
      <button
        type="button"
        class="quiet up"
        aria-label={words.up(name)}
        disabled={disabled || place === 0}
        onClick={() => move(place - 1, "up")}
      >
        ↑
      </button>
      <button
        type="button"
        class="quiet down"
        aria-label={words.down(name)}
        disabled={disabled || place === layers.length - 1}
        onClick={() => move(place + 1, "down")}
      >
        ↓
      </button>
      <button
        type="button"
        class="quiet remove"
        aria-label={words.remove(name)}
        disabled={disabled}
        onClick={remove}
      >
        ✕
      </button>
    </span>
  );
}

/** Focuses a button of the layer at `place`, or a neighbour that isn't disabled. The first row is the input's. */
function focusIn(list: Element | null | undefined, place: number, button: string): void {
  const row = list?.children[place + 1];
  const found =
    row?.querySelector<HTMLElement>(`.${button}:not(:disabled)`) ??
    row?.querySelector<HTMLElement>(".buttons button:not(:disabled)");
  found?.focus();
}
