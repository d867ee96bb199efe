/** Parameters of several numbers: nested lists and records of them. */
export type Nested = number | readonly Nested[] | { readonly [name: string]: Nested };

/** The numbers, in order, with what leads to each: "mean[0]", "components[1].rate". */
export function flatten(nested: Nested, path = ""): { readonly names: string[]; readonly numbers: number[] } {
  if (typeof nested === "number") return { names: [path], numbers: [nested] };
  const parts = Array.isArray(nested)
    ? nested.map((entry, i) => flatten(entry, `${path}[${i}]`))
    : Object.entries(nested).map(([name, entry]) => flatten(entry, path ? `${path}.${name}` : name));
  return { names: parts.flatMap(({ names }) => names), numbers: parts.flatMap(({ numbers }) => numbers) };
}

/** Something in the place of each number. */
export function shapedLike(nested: Nested, inPlace: readonly unknown[]): unknown {
  let place = 0;
  const fill = (like: Nested): unknown => {
    if (typeof like === "number") return inPlace[place++]!;
    if (Array.isArray(like)) return like.map(fill);
    return Object.fromEntries(Object.entries(like).map(([name, entry]) => [name, fill(entry)]));
  };
  return fill(nested);
}
