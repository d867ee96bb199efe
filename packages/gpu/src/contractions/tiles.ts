import type { Dispatch } from "../kernel.js";
import type { ShaderModule } from "../wgsl/module.js";
import type { Writer } from "./outputs.js";
import { type Tile, type TilePlan, tileCount, tileDepth } from "./plan.js";
import { guarded, multiplyAdd, type Product, range } from "./product.js";

/** Rows of tiles that are worked on together, so that the columns' operand is found in the second cache. */
const band = 8;

const component = (i: number) => "xyzw"[i & 3]!;

/**
 * The dispatch of a product in tiles. Each step of the depth goes through workgroup memory, in two buffers: while one is
 * multiplied, each invocation has its loads for the other under way, and one barrier a step is enough.
 *
 * A vector in workgroup memory holds one depth of four lines that lie `side` apart, the lines of one invocation. So an
 * invocation reads its operands as vectors, loads and stores coalesce for any strides and offsets, and vectors are
 * written whole (WGSL lets a write of a component touch the others). Vector g of depth k stands at g xor (k mod 8):
 * neighbours along the depth, and neighbours along the lines, fall into different banks.
 */
export function tiledDispatch(
  module: ShaderModule,
  product: Product,
  plan: TilePlan,
  writer: Writer,
): Dispatch {
  const { tile, slices, sliceDepth } = plan;
  const { type } = product;
  const step = tileDepth(tile);
  const a = side(product, tile, "A");
  const b = side(product, tile, "B");
  for (const { name, vectors } of [a, b])
    module.declare(`var<workgroup> panel${name}: array<vec4<${type}>, ${2 * step * vectors}>;`);
  const sums = range(tile.rows).flatMap((i) => range(tile.columns / 4).map((v) => `sum${i}_${v}`));
  const body = `${place(product, tile, slices)}
  let first = slice * ${sliceDepth}u;
  let end = min(first + ${sliceDepth}u, ${product.depth}u);
  let steps = (end - first + ${step - 1}u) / ${step}u;
${threadPlace(tile)}
${a.begin}
${b.begin}
${sums.map((sum) => `  var ${sum} = vec4<${type}>();`).join("\n")}
${[a, b].flatMap(({ registers }) => registers.map((name) => `  var ${name} = vec4<${type}>();`)).join("\n")}
  for (var step = 0u; step <= steps; step++) {
    if (step < steps) {
      let start = first + step * ${step}u;
${a.fetch}
${b.fetch}
    }
    if (step > 0u) {
      let atA = ((step - 1u) & 1u) * ${step * a.vectors}u;
      let atB = ((step - 1u) & 1u) * ${step * b.vectors}u;
      for (var k = 0u; k < ${step}u; k += 2u) {
${multiplyStep(type, tile, "k")}
${multiplyStep(type, tile, "(k + 1u)")}
      }
    }
    if (step < steps) {
      let atA = (step & 1u) * ${step * a.vectors}u;
      let atB = (step & 1u) * ${step * b.vectors}u;
${a.commit}
${b.commit}
    }
    workgroupBarrier();
  }
${stores(product, tile, writer)}`;
  return module.workgroups(tileCount(product, tile) * slices, tile.side ** 2, body);
}

/** Which tile of which matrix, and which slice of the depth, a workgroup has. */
function place({ rows, columns }: Product, tile: Tile, slices: number): string {
  const across = Math.ceil(columns / (tile.side * tile.columns));
  const down = Math.ceil(rows / (tile.side * tile.rows));
  return `let slice = workgroupNumber % ${slices}u;
  let tileNumber = (workgroupNumber / ${slices}u) % ${across * down}u;
  let batch = workgroupNumber / ${slices * across * down}u;
  let bandStart = tileNumber / ${band * across}u * ${band}u;
  let bandRows = min(${band}u, ${down}u - bandStart);
  let inBand = tileNumber % ${band * across}u;
  let firstRow = (bandStart + inBand % bandRows) * ${tile.side * tile.rows}u;
  let firstColumn = inBand / bandRows * ${tile.side * tile.columns}u;`;
}

/** An invocation's place in its tile: 32 successive ones are 8 columns wide, so that they read few vectors and write whole sectors. */
function threadPlace({ side }: Tile): string {
  return side === 8
    ? "  let x = local & 7u;\n  let y = local >> 3u;"
    : "  let x = (local & 7u) | ((local >> 2u) & 8u);\n  let y = ((local >> 3u) & 3u) | ((local >> 4u) & 12u);";
}

/** What the invocations do for one operand: texts of the shader. */
interface Side {
  readonly name: string;
  /** Vectors of one depth in workgroup memory. */
  readonly vectors: number;
  readonly registers: readonly string[];
  /** Once. */
  readonly begin: string;
  /** From the buffer into registers, from the depth `start` on. */
  readonly fetch: string;
  /** From registers into workgroup memory. */
  readonly commit: string;
}

function side(product: Product, tile: Tile, name: "A" | "B"): Side {
  const [loader, count, perThread, first] =
    name === "A"
      ? ([product.a, product.rows, tile.rows, "firstRow"] as const)
      : ([product.b, product.columns, tile.columns, "firstColumn"] as const);
  const step = tileDepth(tile);
  const vectors = (tile.side * perThread) / 4;
  // Where the operand has fewer vectors than there are invocations, the last ones load nothing.
  const busy = Math.min(step * vectors, tile.side ** 2);
  const guard = (text: string) =>
    busy < tile.side ** 2 ? `      if (local < ${busy}u) {\n${text}\n      }` : text;
  const [depth, group] =
    loader.along === "depth"
      ? [`local % ${step}u`, `local / ${step}u`]
      : [`local / ${vectors}u`, `local % ${vectors}u`];
  const lines = range(4).map((j) => `line${name} + ${j * tile.side}u`);
  const begin = [
    `  let depth${name} = ${depth};`,
    `  let group${name} = ${group};`,
    `  let line${name} = ${first} + group${name} / ${tile.side}u * ${4 * tile.side}u + group${name} % ${tile.side}u;`,
    ...lines.map((line, j) => loader.line("batch", line, `${name}${j}`)),
  ];
  const inside = count % (tile.side * perThread) === 0 ? undefined : (j: number) => `${lines[j]} < ${count}u`;
  const within = product.depth % step === 0 ? undefined : `k${name} < end`;
  const fetched = `      let k${name} = start + depth${name};
${loader.depth(`k${name}`, name)}
      next${name} = vec4<${product.type}>(${range(4)
        .map((j) => guarded(loader, `${name}${j}`, name, [inside?.(j), within]))
        .join(", ")});`;
  return {
    name,
    vectors,
    registers: [`next${name}`],
    begin: begin.join("\n"),
    fetch: guard(fetched),
    commit: guard(
      `      panel${name}[at${name} + depth${name} * ${vectors}u + (group${name} ^ (depth${name} & 7u))] = next${name};`,
    ),
  };
}

/** One depth of a step: rows·columns multiplications of an invocation. Two in a turn; more make code long, and drivers unroll. */
function multiplyStep(type: Product["type"], tile: Tile, k: string): string {
  const operand = (name: "A" | "B", perThread: number, place: string, letter: string) =>
    range(perThread / 4).map((v) => {
      const index = `${k} * ${(tile.side * perThread) / 4}u + ${v * tile.side}u + (${place} ^ (${k} & 7u))`;
      return `        let ${letter}${v} = panel${name}[at${name} + ${index}];`;
    });
  const products = range(tile.rows).flatMap((i) =>
    range(tile.columns / 4).map((v) => {
      const a = `vec4(a${i >> 2}.${component(i)})`;
      return `        sum${i}_${v} = ${multiplyAdd(type, a, `b${v}`, `sum${i}_${v}`)};`;
    }),
  );
  return `      {
${[...operand("A", tile.rows, "y", "a"), ...operand("B", tile.columns, "x", "b"), ...products].join("\n")}
      }`;
}

function stores({ rows, columns }: Product, tile: Tile, writer: Writer): string {
  const wholeRows = rows % (tile.side * tile.rows) === 0;
  const wholeColumns = columns % (tile.side * tile.columns) === 0;
  const column = (j: number) => `firstColumn + x + ${j * tile.side}u`;
  const lines = range(tile.columns).map((j) => writer.column(column(j), `${j}`));
  for (const i of range(tile.rows)) {
    const row = `firstRow + y + ${i * tile.side}u`;
    const written = range(tile.columns).map((j) => {
      const text = writer.write(`${i}`, `${j}`, `sum${i}_${j >> 2}.${component(j)}`);
      return wholeColumns ? `    ${text}` : `    if (${column(j)} < ${columns}u) { ${text} }`;
    });
    const all = [writer.row("batch", row, `${i}`), ...written].join("\n");
    lines.push(wholeRows ? `  {\n${all}\n  }` : `  if (${row} < ${rows}u) {\n${all}\n  }`);
  }
  return lines.join("\n");
}
