import { describe, expect, test } from "vitest";
import { unfuse } from "../../scripts/unfuse.mjs";
import { fuseMultiplyAdds } from "./fuseMultiplyAdds.js";

interface Floats {
  readonly name: string;
  readonly type: number;
  readonly splat: number;
  readonly madd: readonly number[];
  readonly extract: number;
  /** 1 + 2ε is a number of this type, 1 + ε² is none. */
  readonly epsilon: number;
}

const float32: Floats = {
  name: "f32x4",
  type: 0x7d,
  splat: 0x13,
  madd: [0xfd, 0x85, 2],
  extract: 0x1f,
  epsilon: 2 ** -12,
};
const float64: Floats = {
  name: "f64x2",
  type: 0x7c,
  splat: 0x14,
  madd: [0xfd, 0x87, 2],
  extract: 0x21,
  epsilon: 2 ** -27,
};

/** (module (func (export "f") (param a b c) (result r)): the first lane of `instruction` on vectors of a, b and c. */
function moduleWith(
  { type, splat, extract }: Floats,
  instruction: readonly number[],
): Uint8Array<ArrayBuffer> {
  const operand = (i: number) => [0x20, i, 0xfd, splat];
  const code = [...operand(0), ...operand(1), ...operand(2), ...instruction, 0xfd, extract, 0, 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[0x01, 0x08, 0x01, 0x60, 3, type, type, type, 1, type],
    ...[0x03, 0x02, 0x01, 0x00],
    ...[0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00],
    ...[0x0a, code.length + 3, 0x01, code.length + 1, 0x00, ...code],
  ]);
}

type F = (a: number, b: number, c: number) => number;
const load = (bytes: Uint8Array<ArrayBuffer>) =>
  new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports["f"] as F;
const holds = (bytes: Uint8Array, part: readonly number[]) => [...bytes].join().includes(`,${part.join()},`);

describe.each([float32, float64])("$name", (floats) => {
  // (1 + ε)² - (1 + 2ε) is ε², which is lost where the product is rounded.
  const { epsilon } = floats;
  const lost = (f: F) => f(1 + epsilon, 1 + epsilon, -(1 + 2 * epsilon));

  test("unfused, a product is rounded before the sum", () => {
    const unfused = unfuse(moduleWith(floats, floats.madd));
    expect(holds(unfused, floats.madd)).toBe(false);
    expect(lost(load(unfused))).toBe(0);
    expect(load(unfused)(3, 5, 7)).toBe(22);
  });

  test("fused again, it is the host's own instruction", () => {
    const fused = unfuse(moduleWith(floats, floats.madd));
    fuseMultiplyAdds(fused);
    expect(holds(fused, floats.madd)).toBe(true);
    expect(lost(load(fused))).toBe(lost(load(moduleWith(floats, floats.madd))));
    expect(load(fused)(3, 5, 7)).toBe(22);
  });
});

test("another relaxed instruction has no rule, and the kernels aren't built", () => {
  const negated = moduleWith(float32, [0xfd, 0x86, 2]);
  expect(() => unfuse(negated)).toThrow("unfuse: no rule for the instruction fd 86 02");
});
