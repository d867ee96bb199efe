import { DataError } from "@mebae/tensor";
import type { AnyLayer, Layer } from "./layer.js";

/** A layer as plain data: its type and what its constructor takes. */
export interface LayerJSON {
  readonly type: string;
  readonly [option: string]: unknown;
}

/** A class whose layers can be made again from JSON. `read` makes the layers inside one. */
export interface LayerClass {
  readonly type: string;
  fromJSON(json: never, read: (json: LayerJSON) => Layer): AnyLayer;
}

/** The layer that `toJSON` described, with weights not yet loaded. DataError where no class has its type. */
export function layerFromJSON(json: unknown, classes: Iterable<LayerClass>): Layer {
  const byType = new Map<string, LayerClass>();
  for (const item of classes) byType.set(item.type, item);
  const read = (value: unknown): Layer => {
    const type = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
    if (typeof type !== "string") {
      throw new DataError(
        `layerFromJSON: expected a layer with a type, got ${JSON.stringify(value)?.slice(0, 80)}`,
      );
    }
    const found = byType.get(type);
    if (!found) {
      throw new DataError(
        `layerFromJSON: no class for "${type}" among ${[...byType.keys()].join(", ")}; pass it in classes`,
      );
    }
    return found.fromJSON(value as never, read) as Layer;
  };
  return read(json);
}
