import type { ValueSpec } from "@mebae/tensor/backend";
import type { Dispatch, GpuFacts, GpuKernel } from "../kernel.js";
import { elementOfLane, type Lanes, lanesOf } from "../wgsl/lanes.js";
import { ShaderModule } from "../wgsl/module.js";

type Attributes = { readonly axis: number; readonly reverse: boolean; readonly exclusive: boolean };

/** Invocations of a workgroup, and how many elements in a row each adds up itself. */
const size = 256;
const own = 4;

/** A scan of lanes: where it reads and writes, each bound in the module it is given. */
interface Scan {
  readonly label: string;
  readonly lanes: number;
  readonly length: number;
  readonly dtype: "float32" | "int32";
  readonly exclusive: boolean;
  readonly read: (module: ShaderModule) => (lane: string, k: string) => string;
  readonly write: (module: ShaderModule) => (lane: string, k: string, value: string) => string;
}

/**
 * Tiles of 1024 elements are scanned in a workgroup's memory. Of longer lanes the sums of the tiles come first, which are
 * scanned in the same way, and where each tile starts from is added: elements are read twice and written once.
 */
export const cumulativeSumKernel: GpuKernel<Attributes> = {
  prepare: (facts, [x], output, { axis, reverse, exclusive }) => {
    const lanes = lanesOf(x!.shape, axis);
    const scratch: number[] = [];
    const dispatches = scan(facts, scratch, {
      label: "cumulativeSum",
      lanes: lanes.count,
      length: lanes.length,
      dtype: output.dtype === "int32" ? "int32" : "float32",
      exclusive,
      read: (module) => {
        const from = module.input(0, x!);
        return (lane, k) => `let i = ${elementFrom(lanes, lane, k, reverse)}; let x = ${from.at("i")};`;
      },
      write: (module) => writeTo(module, output, lanes, reverse),
    });
    return { dispatches, scratch };
  },
};

function elementFrom(lanes: Lanes, lane: string, k: string, reverse: boolean): string {
  return elementOfLane(lanes, lane, reverse ? `(${lanes.length - 1}u - ${k})` : k);
}

function writeTo(module: ShaderModule, output: ValueSpec, lanes: Lanes, reverse: boolean) {
  const out = module.output(output);
  return (lane: string, k: string, value: string) => out.store(elementFrom(lanes, lane, k, reverse), value);
}

function scan(facts: GpuFacts, scratch: number[], task: Scan): Dispatch[] {
  const tiles = Math.ceil(task.length / (size * own));
  if (tiles === 1) return [scanTiles(facts, task)];
  const { lanes, dtype, label } = task;
  const groups = lanes * tiles;
  const [sums, starts] = [scratch.length, scratch.length + 1];
  scratch.push(groups * 4, groups * 4);
  const above = scan(facts, scratch, {
    label: `${label}: tiles`,
    lanes,
    length: tiles,
    dtype,
    exclusive: true,
    read: (module) => {
      const from = module.scratch(sums, dtype, groups, false);
      return (lane, k) => `let x = ${from.load(`(${lane} * ${tiles}u + ${k})`)};`;
    },
    write: (module) => {
      const out = module.scratch(starts, dtype, groups, true);
      return (lane, k, value) => out.store(`(${lane} * ${tiles}u + ${k})`, value);
    },
  });
  return [scanTiles(facts, task, { sums }), ...above, scanTiles(facts, task, { starts })];
}

/** The scan of each tile, from where it starts; or with `sums` only the sum of each. */
function scanTiles(
  facts: GpuFacts,
  { label, lanes, length, dtype, exclusive, read, write }: Scan,
  { sums, starts }: { sums?: number; starts?: number } = {},
): Dispatch {
  let team = 1;
  while (team < size && team * own < length) team *= 2;
  const together = size / team;
  const tiles = Math.ceil(length / (team * own));
  const module = new ShaderModule(facts, sums === undefined ? label : `${label}: sums`);
  const type = dtype === "int32" ? "i32" : "f32";
  const load = read(module);
  const from = starts === undefined ? undefined : module.scratch(starts, dtype, lanes * tiles, false);
  module.declare(`var<workgroup> totals: array<${type}, ${size}>;`);
  const each = (body: string) => `for (var k = first; k < end; k++) {
    ${load("lane", "k")}
    ${body}
  }`;
  const last = () => {
    if (sums !== undefined) {
      const out = module.scratch(sums, dtype, lanes * tiles, true);
      return `if (member == ${team - 1}u && lane < ${lanes}u) { ${out.store("tile", "totals[local]")} }`;
    }
    const store = write(module)("lane", "k", "running");
    const body = exclusive ? `${store}\n    running += x;` : `running += x;\n    ${store}`;
    return `if (lane >= ${lanes}u) { return; }
  var running = ${from ? from.load("tile") : `${type}()`};
  if (member > 0u) { running += totals[local - 1u]; }
  ${each(body)}`;
  };
  return module.workgroups(
    Math.ceil((lanes * tiles) / together),
    size,
    `let tile = workgroupNumber * ${together}u + local / ${team}u;
  let member = local % ${team}u;
  let lane = tile / ${tiles}u;
  let first = (tile % ${tiles}u * ${team}u + member) * ${own}u;
  let end = select(0u, min(first + ${own}u, ${length}u), lane < ${lanes}u);
  var total = ${type}();
  ${each("total += x;")}
  totals[local] = total;
  for (var step = 1u; step < ${team}u; step *= 2u) {
    workgroupBarrier();
    if (member >= step) { total += totals[local - step]; }
    workgroupBarrier();
    totals[local] = total;
  }
  workgroupBarrier();
  ${last()}`,
  );
}
