/**
 * An operand of a product, element by element at a line (a row of A, a column of B) and a depth (the index that is summed
 * over), as texts. What depends on the line alone, or on the depth alone, is computed once for many elements. All numbers
 * in the texts are u32; sums and products may wrap.
 */
export interface Loader {
  /**
   * Along which of the two neighbours lie side by side in memory: invocations side by side read along it. So loads
   * coalesce wherever a value starts and whatever its other strides are, which loads of vectors of four don't.
   */
  readonly along: "lines" | "depth";
  /** Statements about a line of a batch; what they declare ends in `suffix`. */
  readonly line: (batch: string, line: string, suffix: string) => string;
  /** Statements about a depth. */
  readonly depth: (depth: string, suffix: string) => string;
  /** The element at a line and a depth, by the suffixes of their statements. */
  readonly value: (line: string, depth: string) => string;
}

/** Y[i, j] = Σ_k A[i, k]·B[k, j] for each of a batch. A convolution and its gradients are such products as well. */
export interface Product {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** What products are summed in. */
  readonly type: "f32" | "i32";
  readonly a: Loader;
  readonly b: Loader;
}

/** Numbers of a product: all that the choice of a plan depends on, so that results don't depend on the device. */
export type ProductSize = Pick<Product, "batch" | "rows" | "columns" | "depth">;

/** total + x·y as text. */
export function multiplyAdd(type: Product["type"], x: string, y: string, total: string): string {
  return type === "f32" ? `fma(${x}, ${y}, ${total})` : `${total} + ${x} * ${y}`;
}

/** An element, or 0 where one of the conditions fails. A read outside a buffer is harmless in WGSL. */
export function guarded(
  loader: Loader,
  line: string,
  depth: string,
  conditions: readonly (string | undefined)[],
): string {
  const all = conditions.filter((condition) => condition !== undefined);
  const value = loader.value(line, depth);
  return all.length === 0 ? value : `select(0, ${value}, ${all.join(" && ")})`;
}
