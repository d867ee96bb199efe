import type { Dispatch } from "../kernel.js";
import type { ShaderModule } from "../wgsl/module.js";
import type { Writer } from "./outputs.js";
import { type SkinnyPlan, skinnySize } from "./plan.js";
import { guarded, multiplyAdd, type Product, range } from "./product.js";

/** Sums of an invocation that go through workgroup memory at once: 16 KB of a workgroup. */
const atOnce = 16;

/** Depths of an invocation whose loads are under way together where it has few sums, which wouldn't keep memory busy. */
const unrolled = 4;

/**
 * The dispatch of a product with few rows or few columns: what it costs is reading the wide operand, once. Each invocation
 * sums every `spread`-th depth for its wide lines and all narrow ones; then the sums of the `spread` invocations of a line are
 * added through workgroup memory in a fixed order. (Subgroups would do with fewer barriers, but how long they are and which
 * invocations they hold isn't fixed, and the sums are added once a workgroup only.)
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
  const count = lines * least;
  module.declare(`var<workgroup> sums: array<${product.type}, ${skinnySize * Math.min(atOnce, count)}>;`);
  const [line, depth] =
    product[wide].along === "depth"
      ? [`local / ${skinnySize / lanes}u`, `local % ${skinnySize / lanes}u`]
      : [`local % ${lanes}u`, `local / ${lanes}u`];
  const body = `let slice = workgroupNumber % ${slices}u;
  let firstLine = workgroupNumber / ${slices}u % ${blocks}u * ${lanes * lines}u;
  let batch = workgroupNumber / ${slices * blocks}u;
  let first = slice * ${sliceDepth}u;
  let end = min(first + ${sliceDepth}u, ${product.depth}u);
  let lane = ${line};
  let share = ${depth};
${sumsOfInvocation(product, plan, many, least)}
${range(Math.ceil(count / atOnce))
  .map((part) => addAndWrite(plan, many, least, part, writer))
  .join("\n  workgroupBarrier();\n")}`;
  return module.workgroups(product.batch * blocks * slices, skinnySize, body);
}

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

/** Adds the shares of some of the sums of all invocations, and writes them. */
function addAndWrite(
  { wide, lanes, lines }: SkinnyPlan,
  many: number,
  least: number,
  part: number,
  writer: Writer,
): string {
  const spread = skinnySize / lanes;
  const numbers = range(lines * least).slice(part * atOnce, (part + 1) * atOnce);
  const [row, column] = wide === "a" ? ["line", "other"] : ["other", "line"];
  const put = numbers.map(
    (number, i) =>
      `  sums[(${i * spread}u + share) * ${lanes}u + lane] = sum${Math.floor(number / least)}_${number % least};`,
  );
  return `${put.join("\n")}
  workgroupBarrier();
  for (var e = local; e < ${numbers.length * lanes}u; e += ${skinnySize}u) {
    let number = e / ${lanes}u + ${part * atOnce}u;
    let line = firstLine + number / ${least}u * ${lanes}u + e % ${lanes}u;
    let other = number % ${least}u;
    if (line < ${many}u) {
      var sum = sums[e / ${lanes}u * ${skinnySize}u + e % ${lanes}u];
      for (var s = 1u; s < ${spread}u; s++) {
        sum += sums[(e / ${lanes}u * ${spread}u + s) * ${lanes}u + e % ${lanes}u];
      }
${writer.row("batch", row, "")}
${writer.column(column, "")}
      ${writer.write("", "", "sum")}
    }
  }`;
}
