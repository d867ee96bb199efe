/** Numbers, as a mixture's functions take them. */
export type Numbers = number | readonly number[] | Float64Array;
export type MappedNumbers<V extends Numbers> = V extends number
  ? number
  : V extends Float64Array
    ? Float64Array
    : number[];

/** A function of arrays of any of them. */
export function mapNumbers<V extends Numbers>(
  x: V,
  f: (values: Float64Array) => Float64Array,
): MappedNumbers<V> {
  if (typeof x === "number") return f(Float64Array.of(x))[0] as MappedNumbers<V>;
  const values = f(Float64Array.from(x));
  return (x instanceof Float64Array ? values : Array.from(values)) as MappedNumbers<V>;
}
