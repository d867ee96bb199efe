import type { SlidingWindows } from "@mebae/tensor/backend";

/** What the two axes are called in code. */
const names = ["row", "column"] as const;

/**
 * Statements that find which rows and columns of its plane the window numbered `i` covers, rows from `rowStart` to before
 * `rowEnd`, and `base`, the number of its plane's first element.
 */
export function windowBounds({ plane, size, stride, before, count }: SlidingWindows, i: string): string {
  const numbers = [`${i} / ${count[1]}u % ${count[0]}u`, `${i} % ${count[1]}u`];
  const bounds = names.map((name, axis) => {
    const start = `i32(${numbers[axis]} * ${stride[axis]}u) - ${before[axis]}`;
    return `  let ${name}First = ${start};
  let ${name}Start = u32(max(${name}First, 0));
  let ${name}End = u32(min(${name}First + ${size[axis]}, ${plane[axis]}));`;
  });
  return `${bounds.join("\n")}
  let base = ${i} / ${count[0] * count[1]}u * ${plane[0] * plane[1]}u;`;
}

/**
 * Statements that find which windows cover the element numbered `i`: of the windows' rows those from `rowStart` to before
 * `rowEnd`, and `base`, the number of its plane's first window.
 */
export function coveringWindows({ plane, size, stride, before, count }: SlidingWindows, i: string): string {
  const places = [`${i} / ${plane[1]}u % ${plane[0]}u`, `${i} % ${plane[1]}u`];
  const bounds = names.map((name, axis) => {
    const [n, step] = [size[axis]!, stride[axis]!];
    return `  let ${name}Place = ${places[axis]} + ${before[axis]}u;
  let ${name}Start = select(0u, (${name}Place + ${step}u - ${n}u) / ${step}u, ${name}Place >= ${n}u);
  let ${name}End = min(${name}Place / ${step}u + 1u, ${count[axis]}u);`;
  });
  return `${bounds.join("\n")}
  let base = ${i} / ${plane[0] * plane[1]}u * ${count[0] * count[1]}u;`;
}
