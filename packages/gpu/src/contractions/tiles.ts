import type { Dispatch } from "../kernel.js";
import { range } from "../wgsl/indexing.js";
import type { ShaderModule } from "../wgsl/module.js";
import type { Writer } from "./outputs.js";
import { stepDepth, type Tile, type TilePlan, tileCount } from "./plan.js";
import { guarded, multiplyAdd, type Product } from "./product.js";

/** Rows of tiles that are worked on together, so that the columns' operand is found in the second cache. */
const band = 8;

const component = (i: number) => "xyzw"[i & 3]!;

/**
 * The dispatch of a product in tiles. Each step of the depth goes through workgroup memory: while one is multiplied, each
 * invocation has its loads for the next under way. (Two buffers need one barrier a step instead of two, and took up to 1.6
 * times as long: with half the workgroups a multiprocessor has less to do while some of them wait.)
 *
 * A vector in workgroup memory holds one depth of four lines, the lines of one invocation: an invocation reads its operands
 * as vectors, loads and stores coalesce for any strides and offsets, and vectors are written whole (WGSL lets a write of a
 * component touch the others). With a place more a depth than there are vectors, neighbours along the depth, and neighbours
 * along the lines, fall into different banks. The memory is an array of arrays: places are constants of a step, and the
 * checks of bounds that WebGPU adds don't depend on the depth (a flat array took 20 % longer).
 */
export function tiledDispatch(
  module: ShaderModule,
  product: Product,
  plan: TilePlan,
  writer: Writer,
): Dispatch {
  const { tile, slices, sliceDepth } = plan;
  const { type } = product;
  const { isSoftware } = module.facts;
  const step = isSoftware ? stepDepth / 2 : stepDepth;
  const a = side(product, tile, step, "A");
  const b = side(product, tile, step, "B");
  for (const { name, vectors } of [a, b])
    module.declare(`var<workgroup> panel${name}: array<array<vec4<${type}>, ${vectors + 1}>, ${step}>;`);
  const sums = range(tile.rows).flatMap((i) => range(tile.columns / 4).map((v) => `sum${i}_${v}`));
  const zeros = [...sums, ...a.registers, ...b.registers].map((name) => `  var ${name} = vec4<${type}>();`);
  const body = `${place(product, tile, slices)}
  let first = slice * ${sliceDepth}u;
  let end = min(first + ${sliceDepth}u, ${product.depth}u);
  let steps = (end - first + ${step - 1}u) / ${step}u;
${threadPlace(tile)}
${a.begin}
${b.begin}
${zeros.join("\n")}
${steps(a, b, step, multiplySteps(type, tile, step, isSoftware))}
${stores(product, tile, writer)}`;
  return module.workgroups(tileCount(product, tile) * slices, tile.down * tile.across, body);
}

/** The loop over the steps of the depth: the loads of one go with the multiplications of the one before. */
function steps(a: Side, b: Side, depth: number, multiply: string): string {
  return `  for (var step = 0u; step <= steps; step++) {
    if (step < steps) {
      let start = first + step * ${depth}u;
${a.fetch}
${b.fetch}
    }
    if (step > 0u) {
${multiply}
    }
    workgroupBarrier();
    if (step < steps) {
${a.commit}
${b.commit}
    }
    workgroupBarrier();
  }`;
}

/** Which tile of which matrix, and which slice of the depth, a workgroup has. */
function place(product: Product, tile: Tile, slices: number): string {
  const across = Math.ceil(product.columns / (tile.across * tile.columns));
  const down = Math.ceil(product.rows / (tile.down * tile.rows));
  return `let slice = workgroupNumber % ${slices}u;
  let tileNumber = (workgroupNumber / ${slices}u) % ${across * down}u;
  let batch = workgroupNumber / ${slices * across * down}u;
  let bandStart = tileNumber / ${band * across}u * ${band}u;
  let bandRows = min(${band}u, ${down}u - bandStart);
  let inBand = tileNumber % ${band * across}u;
  let firstRow = (bandStart + inBand % bandRows) * ${tile.down * tile.rows}u;
  let firstColumn = inBand / bandRows * ${tile.across * tile.columns}u;`;
}

/** An invocation's place in its tile: 32 successive ones are 8 columns wide, so that they read few vectors and write whole sectors. */
function threadPlace({ down, across }: Tile): string {
  if (across <= 8) return `  let x = local % ${across}u;\n  let y = local / ${across}u;`;
  const high = down === 4 ? "" : ` + (local / ${4 * across}u) * 4u`;
  return `  let x = (local & 7u) + (local >> 5u) % ${across / 8}u * 8u;
  let y = ((local >> 3u) & 3u)${high};`;
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

function side(product: Product, tile: Tile, step: number, name: "A" | "B"): Side {
  const [loader, count, perThread, apart, first] =
    name === "A"
      ? ([product.a, product.rows, tile.rows, tile.down, "firstRow"] as const)
      : ([product.b, product.columns, tile.columns, tile.across, "firstColumn"] as const);
  const threads = tile.down * tile.across;
  const vectors = (apart * perThread) / 4;
  // Where the operand has fewer vectors than there are invocations, the last ones load nothing.
  const turns = range(Math.ceil((step * vectors) / threads));
  const guard = (text: string) =>
    step * vectors < threads ? `      if (local < ${step * vectors}u) {\n${text}\n      }` : text;
  // An invocation's vectors have one depth, or one group of lines, in common.
  const alongDepth = loader.along === "depth";
  const [depths, groups] = alongDepth ? [[0], turns] : [turns, [0]];
  const depthOf = (turn: number) => `${name}${alongDepth ? 0 : turn}`;
  const groupOf = (turn: number) => `${name}${alongDepth ? turn : 0}`;
  const [depth, group] = alongDepth
    ? [`local % ${step}u`, `local / ${step}u`]
    : [`local / ${vectors}u`, `local % ${vectors}u`];
  const begin = [
    ...depths.map((turn) => `  let depth${name}${turn} = ${depth} + ${(turn * threads) / vectors}u;`),
    ...groups.flatMap((turn) => [
      `  let group${name}${turn} = ${group} + ${(turn * threads) / step}u;`,
      `  let line${name}${turn} = ${first} + group${name}${turn} / ${apart}u * ${4 * apart}u + group${name}${turn} % ${apart}u;`,
      ...range(4).map((j) =>
        loader.line("batch", `line${name}${turn} + ${j * apart}u`, `${name}${turn}_${j}`),
      ),
    ]),
  ];
  const inside = (turn: number, j: number) =>
    count % (apart * perThread) === 0 ? undefined : `line${groupOf(turn)} + ${j * apart}u < ${count}u`;
  const within = (turn: number) => (product.depth % step === 0 ? undefined : `k${depthOf(turn)} < end`);
  const fetch = [
    ...depths.map(
      (turn) =>
        `      let k${name}${turn} = start + depth${name}${turn};\n${loader.depth(`k${name}${turn}`, `${name}${turn}`)}`,
    ),
    ...turns.map((turn) => {
      const values = range(4).map((j) =>
        guarded(loader, `${groupOf(turn)}_${j}`, depthOf(turn), [inside(turn, j), within(turn)]),
      );
      return `      next${name}${turn} = vec4<${product.type}>(${values.join(", ")});`;
    }),
  ];
  const commit = turns.map(
    (turn) => `      panel${name}[depth${depthOf(turn)}][group${groupOf(turn)}] = next${name}${turn};`,
  );
  return {
    name,
    vectors,
    registers: turns.map((turn) => `next${name}${turn}`),
    begin: begin.join("\n"),
    fetch: guard(fetch.join("\n")),
    commit: guard(commit.join("\n")),
  };
}

/** All depths of a step, one after another: in a loop each would take a fifth longer on a card. */
function multiplySteps(type: Product["type"], tile: Tile, depth: number, isSoftware: boolean): string {
  if (isSoftware)
    return `      for (var k = 0u; k < ${depth}u; k++) {\n${multiplyStep(type, tile, "k")}\n      }`;
  return range(depth)
    .map((k) => multiplyStep(type, tile, `${k}u`))
    .join("\n");
}

/** One depth of a step: rows·columns multiplications of an invocation. */
function multiplyStep(type: Product["type"], tile: Tile, k: string): string {
  const operand = (name: "A" | "B", perThread: number, place: string, apart: number, letter: string) =>
    range(perThread / 4).map(
      (v) => `        let ${letter}${v} = panel${name}[${k}][${place} + ${v * apart}u];`,
    );
  const products = range(tile.rows).flatMap((i) =>
    range(tile.columns / 4).map((v) => {
      const a = `vec4(a${i >> 2}.${component(i)})`;
      return `        sum${i}_${v} = ${multiplyAdd(type, a, `b${v}`, `sum${i}_${v}`)};`;
    }),
  );
  return `      {
${[...operand("A", tile.rows, "y", tile.down, "a"), ...operand("B", tile.columns, "x", tile.across, "b"), ...products].join("\n")}
      }`;
}

function stores({ rows, columns }: Product, tile: Tile, writer: Writer): string {
  const wholeRows = rows % (tile.down * tile.rows) === 0;
  const wholeColumns = columns % (tile.across * tile.columns) === 0;
  const column = (j: number) => `firstColumn + x + ${j * tile.across}u`;
  const lines = range(tile.columns).map((j) => writer.column(column(j), `${j}`));
  for (const i of range(tile.rows)) {
    const row = `firstRow + y + ${i * tile.down}u`;
    const written = range(tile.columns).map((j) => {
      const text = writer.write(`${i}`, `${j}`, `sum${i}_${j >> 2}.${component(j)}`);
      return wholeColumns ? `    ${text}` : `    if (${column(j)} < ${columns}u) { ${text} }`;
    });
    const all = [writer.row("batch", row, `${i}`), ...written].join("\n");
    lines.push(wholeRows ? `  {\n${all}\n  }` : `  if (${row} < ${rows}u) {\n${all}\n  }`);
  }
  return lines.join("\n");
}
