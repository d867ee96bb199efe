import { at, fill, type Plain, sum } from "./plain.js";

export interface AttentionSettings {
  readonly heads: number;
  readonly causal?: boolean;
  readonly bias?: boolean;
}

/** Attention of query [n, l, size] to a memory [n, m, size], from which keys and values come. */
export function attention(
  query: Plain,
  memory: Plain,
  variable: (name: string) => Plain,
  { heads, causal = false, bias = true }: AttentionSettings,
): Plain {
  const [n, queries, size] = query.shape as readonly [number, number, number];
  const keys = memory.shape[1]!;
  const width = size / heads;
  const weight = variable("projectionWeight");
  const project = (x: Plain, part: number) =>
    fill(x.shape, (i, l, k) => {
      const row = part * size + k;
      const shift = bias ? at(variable("projectionBias"), row) : 0;
      return sum(size, (f) => at(weight, row, f) * at(x, i, l, f)) + shift;
    });
  const [q, k, v] = [project(query, 0), project(memory, 1), project(memory, 2)];
  const likeness = (i: number, head: number, l: number, m: number) => {
    const dot = sum(width, (f) => at(q, i, l, head * width + f) * at(k, i, m, head * width + f));
    return Math.exp(dot / Math.sqrt(width));
  };
  const joined = fill([n, queries, size], (i, l, column) => {
    const head = Math.floor(column / width);
    const seen = causal ? Math.min(l + 1, keys) : keys;
    const total = sum(seen, (m) => likeness(i, head, l, m));
    return sum(seen, (m) => likeness(i, head, l, m) * at(v, i, m, column)) / total;
  });
  const output = variable("outputWeight");
  return fill([n, queries, size], (i, l, row) => {
    const shift = bias ? at(variable("outputBias"), row) : 0;
    return sum(size, (f) => at(output, row, f) * at(joined, i, l, f)) + shift;
  });
}
