import { follow } from "../actions.js";
import { shapeText, text } from "../messages/messages.js";
import type { ActivationsView } from "../report.js";
import { TileView } from "./TileView.js";

/** One held-out example, and what each layer makes of it. */
export function Activations({ activations }: { readonly activations: ActivationsView }) {
  const { views: words } = text();
  const { example, examples, name, expected, predicted, input, layers } = activations;
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
      <p>{words.answer(expected, predicted)}</p>
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
              columns={layer.tiles.height === 1 ? 32 : 8}
              tileWidth={layer.tiles.height === 1 ? 0.8 : 3}
              label={words.activationOf(layer.name, shapeText(layer.shape))}
            />
          </li>
        ))}
      </ol>
    </figure>
  );
}
