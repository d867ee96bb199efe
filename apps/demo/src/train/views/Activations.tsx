import { follow } from "../actions.js";
import { figure, percent, shapeText, text } from "../messages/messages.js";
import type { ActivationsView, Tiles } from "../report.js";
import { TileView } from "./TileView.js";

/** A phone has room for half as many channels side by side. */
const isWide = matchMedia("(min-width: 40rem)").matches;

const isRow = ({ height, width }: Tiles) => height * width === 1;

const shown = (value: string | number) => (typeof value === "number" ? figure(value, 4) : value);

/** One held-out example, and what each layer makes of it. */
export function Activations({ activations }: { readonly activations: ActivationsView }) {
  const { views: words } = text();
  const { example, examples, name, expected, predicted, share, input, layers } = activations;
  return (
    <figure class="chart activations">
      <figcaption>
        <span class="title">{words.activations}</span>
        <span class="row">
          <button
            type="button"
            aria-label={words.previous}
            onClick={() => follow((example + examples - 1) % examples)}
          >
            ←
          </button>
          <span>{words.example(example + 1, examples, name)}</span>
          <button type="button" aria-label={words.next} onClick={() => follow((example + 1) % examples)}>
            →
          </button>
        </span>
      </figcaption>
      <p>
        {words.answer(
          shown(expected),
          `${shown(predicted)}${share === undefined ? "" : ` (${percent(share)})`}`,
        )}
      </p>
      <ol class="stages">
        {input && (
          <li>
            <span class="name">{words.inputImage}</span>
            <TileView tiles={input} columns={1} tileWidth={5} label={words.inputImage} />
          </li>
        )}
        {layers.map((layer, place) => (
          <li key={place}>
            <span class="name">
              {layer.name} <span class="shape">{shapeText(layer.shape)}</span>
            </span>
            <TileView
              tiles={layer.tiles}
              columns={isRow(layer.tiles) ? 32 : isWide ? 16 : 8}
              tileWidth={isRow(layer.tiles) ? 1 : 3}
              label={words.activationOf(layer.name, shapeText(layer.shape))}
            />
          </li>
        ))}
      </ol>
    </figure>
  );
}
