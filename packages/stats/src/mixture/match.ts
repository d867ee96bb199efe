/**
 * Which component of another fit each component of a first one is: the assignment whose components claim the most rows in common,
 * Σ wᵢ·rⱼ(xᵢ)·r′ₗ(xᵢ), which asks neither for a unit nor for means that differ. Only components of one family are matched.
 * @param responsibilities of the first fit, component by component
 * @param family which family each component is of
 */
export function matchComponents(
  responsibilities: readonly Float64Array[],
  others: readonly Float64Array[],
  weights: Float64Array,
  family: readonly unknown[] = responsibilities.map(() => undefined),
): number[] {
  const never = weights.reduce((sum, weight) => sum + weight, 1) * responsibilities.length;
  const costs = responsibilities.map((own, j) =>
    others.map((other, l) => {
      if (family[j] !== family[l]) return never;
      return -weights.reduce((sum, weight, i) => sum + weight * own[i]! * other[i]!, 0);
    }),
  );
  return cheapestAssignment(costs);
}

/**
 * The column of each row, each taken once, with the least sum of costs: the Hungarian method (Kuhn 1955), row after row by the
 * shortest path of exchanges (Jonker & Volgenant 1987).
 */
export function cheapestAssignment(costs: readonly (readonly number[])[]): number[] {
  const size = costs.length;
  const [rowPrices, columnPrices] = [new Float64Array(size), new Float64Array(size + 1)];
  // Column `size` stands for the row that is placed next.
  const rowOf = Array<number>(size + 1).fill(-1);
  for (let row = 0; row < size; row++) {
    rowOf[size] = row;
    const distance = new Float64Array(size).fill(Infinity);
    const from = Array<number>(size).fill(size);
    const seen = new Set<number>();
    let column = size;
    while (rowOf[column]! >= 0) {
      seen.add(column);
      const at = rowOf[column]!;
      let nearest = -1;
      for (let next = 0; next < size; next++) {
        if (seen.has(next)) continue;
        const reduced = costs[at]![next]! - rowPrices[at]! - columnPrices[next]!;
        if (reduced < distance[next]!) [distance[next], from[next]] = [reduced, column];
        if (nearest < 0 || distance[next]! < distance[nearest]!) nearest = next;
      }
      const step = distance[nearest]!;
      for (const taken of seen) {
        rowPrices[rowOf[taken]!]! += step;
        columnPrices[taken]! -= step;
      }
      for (let next = 0; next < size; next++) if (!seen.has(next)) distance[next]! -= step;
      column = nearest;
    }
    for (; column !== size; column = from[column]!) rowOf[column] = rowOf[from[column]!]!;
  }
  const columnOf = Array<number>(size);
  for (let column = 0; column < size; column++) columnOf[rowOf[column]!] = column;
  return columnOf;
}
