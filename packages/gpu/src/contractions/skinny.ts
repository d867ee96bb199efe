import type { Dispatch } from "../kernel.js";
import { range } from "../wgsl/indexing.js";
import { type LaneLayout, laneTree } from "../wgsl/laneTree.js";
import type { ShaderModule } from "../wgsl/module.js";
import type { Writer } from "./outputs.js";
import { type SkinnyPlan, skinnySize } from "./plan.js";
import { guarded, multiplyAdd, type Product } from "./product.js";

/** Sums of an invocation that go through workgroup memory at once: 10 KB of the 16 that every device has. */
const atOnce = 8;

/** Depths of an invocation whose loads are under way together where it has few sums, which wouldn't keep memory busy. */
const unrolled = 4;

/**
 * The dispatch of a product with few rows or few columns: what it costs is reading the wide operand, once. Each invocation
 * sums every `spread`-th depth for its wide lines and all narrow ones; then the sums of the `spread` invocations of a line are
 * added in a tree, by subgroups where they are neighbours.
 */
export function skinnyDispatch(
  module: ShaderModule,
  product: Product,
  plan: SkinnyPlan,
  writer: Writer,
): Dispatch {
  const { lanes, lines, slices, sliceDepth, wide } = plan;
  const many = wide === "a" ? product.rows : product.columns;
  const least = wide === "a" ? product.columns : product.rows;
  const blocks = Math.ceil(many / (lanes * lines));
  const spread = skinnySize / lanes;
  const along = product[wide].along === "depth";
  const [line, depth] = along
    ? [`local / ${spread}u`, `local % ${spread}u`]
    : [`local % ${lanes}u`, `local / ${lanes}u`];
  const layout = { lanes: spread, together: lanes, along, lane: "share", row: "lane" };
  const numbers = range(lines * least);
  const parts = range(Math.ceil(numbers.length / atOnce)).map((part) =>
    numbers.slice(part * atOnce, (part + 1) * atOnce),
  );
  const body = `let slice = workgroupNumber % ${slices}u;
  let firstLine = workgroupNumber / ${slices}u % ${blocks}u * ${lanes * lines}u;
  let batch = workgroupNumber / ${slices * blocks}u;
  let first = slice * ${sliceDepth}u;
  let end = min(first + ${sliceDepth}u, ${product.depth}u);
  let lane = ${line};
  let share = ${depth};
${sumsOfInvocation(product, plan, many, least)}
${parts.map((part) => `  ${addSums(module, product.type, layout, part, least)}`).join("\n  workgroupBarrier();\n")}
${numbers.map((number) => write(plan, many, least, number, writer)).join("\n")}`;
  return module.workgroups(product.batch * blocks * slices, skinnySize, body);
}

/** The variable of an invocation's sum, for one of its wide lines and a narrow one. */
const sumOf = (number: number, least: number) => `sum${Math.floor(number / least)}_${number % least}`;

/** Every share of the depth of an invocation, for its wide lines and all narrow ones. */
function sumsOfInvocation(
  product: Product,
  { wide, lanes, lines, sliceDepth }: SkinnyPlan,
  many: number,
  least: number,
): string {
  const { type } = product;
  const spread = skinnySize / lanes;
  const [wideLoader, narrowLoader] = wide === "a" ? [product.a, product.b] : [product.b, product.a];
  const turns = lines * least <= 4 ? unrolled : 1;
  const whole = [product.depth, sliceDepth].every((depth) => depth % (spread * turns) === 0);
  const within = (t: number) => (whole ? undefined : `k${t} < end`);
  const wideLine = (l: number) => `firstLine + lane + ${l * lanes}u`;
  const inside = (l: number) => (many % (lanes * lines) === 0 ? undefined : `${wideLine(l)} < ${many}u`);
  const loads = range(turns).map(
    (t) => `    let k${t} = k + ${t * spread}u;
${wideLoader.depth(`k${t}`, `Wide${t}`)}
${narrowLoader.depth(`k${t}`, `Narrow${t}`)}
${range(lines)
  .map((l) => `    let w${l}_${t} = ${guarded(wideLoader, `W${l}`, `Wide${t}`, [inside(l), within(t)])};`)
  .join("\n")}`,
  );
  const products = range(turns).flatMap((t) =>
    range(least).flatMap((n) => [
      `    let n${n}_${t} = ${guarded(narrowLoader, `N${n}`, `Narrow${t}`, [within(t)])};`,
      ...range(lines).map(
        (l) => `    sum${l}_${n} = ${multiplyAdd(type, `w${l}_${t}`, `n${n}_${t}`, `sum${l}_${n}`)};`,
      ),
    ]),
  );
  return `${range(lines)
    .map((l) => wideLoader.line("batch", wideLine(l), `W${l}`))
    .join("\n")}
${range(least)
  .map((n) => narrowLoader.line("batch", `${n}u`, `N${n}`))
  .join("\n")}
${range(lines)
  .flatMap((l) => range(least).map((n) => `  var sum${l}_${n} = ${type}();`))
  .join("\n")}
  for (var k = first + share; k < end; k += ${spread * turns}u) {
${[...loads, ...products].join("\n")}
  }`;
}

/** Adds the shares of some of the sums: all invocations of a line know several then, and the first one a single one. */
function addSums(
  module: ShaderModule,
  type: Product["type"],
  layout: LaneLayout,
  numbers: readonly number[],
  least: number,
): string {
  return laneTree(module, {
    layout,
    values: numbers.map((number) => ({ name: sumOf(number, least), type })),
    combine: (a, b) => ({ statements: "", values: a.map((x, k) => `${x} + ${b[k]}`) }),
    everywhere: numbers.length > 1,
    prefix: `tree${numbers[0]}_`,
    memory: 0,
  });
}

/** Writes a sum, by another of the line's invocations than the next one. */
function write(
  { wide, lanes, lines }: SkinnyPlan,
  many: number,
  least: number,
  number: number,
  writer: Writer,
): string {
  const line = `firstLine + lane + ${Math.floor(number / least) * lanes}u`;
  const other = `${number % least}u`;
  const [row, column] = wide === "a" ? [line, other] : [other, line];
  const inside = many % (lanes * lines) === 0 ? "" : ` && ${line} < ${many}u`;
  return `  if (share == ${number % (skinnySize / lanes)}u${inside}) {
${writer.row("batch", row, "")}
${writer.column(column, "")}
    ${writer.write("", "", sumOf(number, least))}
  }`;
}
