import { readFileBytes } from "@mebae/data/node";
import { builtInLayers, type Layer, layerFromJSON, Sequential } from "@mebae/layers";
import { DataError, scope, zeros } from "@mebae/tensor";

/** The architecture in a JSON file, as a function of a seed: each fold begins with weights of its own. */
export async function networkFile(path: string): Promise<(seed: number) => Sequential> {
  const text = new TextDecoder().decode(await readFileBytes(path));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new DataError(
      `${path}: expected JSON, found: ${(cause as Error).message}`,
      { file: path },
      { cause },
    );
  }
  // A model folder's model.json is taken too: its architecture, without its weights.
  const { seed: _, ...architecture } = ((json as { architecture?: object } | null)?.architecture ?? json) as {
    seed?: number;
  };
  return (seed) => build(architecture, path, seed);
}

function build(architecture: unknown, path: string, seed: number): Sequential {
  let layer: Layer;
  try {
    layer = layerFromJSON(architecture, builtInLayers);
  } catch (cause) {
    throw new DataError(`${path}: ${(cause as Error).message}`, { file: path }, { cause });
  }
  const layers = layer instanceof Sequential ? layer.layers : [layer];
  return new Sequential([...layers], { seed });
}

/** @throws DataError unless the network takes such examples and gives `outputs` numbers for each. */
export function checkNetwork(
  network: Sequential,
  inputShape: readonly number[],
  outputs: number,
  path: string,
): void {
  let found: readonly number[];
  try {
    found = scope(() => network.forward(zeros([1, ...inputShape])).shape);
  } catch (cause) {
    throw new DataError(
      `${path}: the network doesn't fit the data: ${(cause as Error).message}`,
      { file: path },
      { cause },
    );
  }
  if (found.length === 2 && found[1] === outputs) return;
  throw new DataError(
    `${path}: the network doesn't fit the data: expected ${outputs} outputs, found shape [${found.slice(1)}]`,
    { file: path },
  );
}
