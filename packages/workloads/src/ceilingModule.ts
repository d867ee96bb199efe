/** Loops that do nothing but what a ceiling is made of, as a small WebAssembly module. */
export interface CeilingLoops {
  /** `turns` times a multiply-add on each of the accumulators. */
  madd(turns: number): number;
  /** a = b + s·c on float32 arrays at byte addresses a, b and c. */
  triad(a: number, b: number, c: number, bytes: number): void;
}

const op = {
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Const: 0x41,
  f32Const: 0x43,
  i32Sub: 0x6b,
  i32Add: 0x6a,
  i32LtU: 0x49,
  brIf: 0x0d,
  end: 0x0b,
} as const;
const i32 = 0x7f;
const f32 = 0x7d;
const v128 = 0x7b;
const load = (offset: number) => [0xfd, 0x00, 4, offset];
const store = (offset: number) => [0xfd, 0x0b, 4, offset];
const splat = [0xfd, 0x13];
const firstLane = [0xfd, 0x1f, 0];
const multiply = [0xfd, 0xe6, 0x01];
const plus = [0xfd, 0xe4, 0x01];
const relaxedMadd = [0xfd, 0x85, 0x02];
const loop = (...body: number[]) => [0x03, 0x40, ...body, op.end];
const get = (local: number) => [op.localGet, local];
const set = (local: number) => [op.localSet, local];
/** A 32-bit constant; both loops need small ones only. */
const constant = (value: number) => [op.i32Const, value];
const float = (value: number) => [op.f32Const, ...new Uint8Array(new Float32Array([value]).buffer)];

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}

const vector = (items: readonly (readonly number[])[]) => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: readonly number[]) => [id, ...unsigned(content.length), ...content];
const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];

/** A function's body with `locals` vectors after its parameters. */
function body(locals: number, code: readonly number[]): number[] {
  const content = [1, locals, v128, ...code, op.end];
  return [...unsigned(content.length), ...content];
}

/** acc ← acc + x·y for every accumulator, with ½ for x·y: it ends at 2²³, where it stays an ordinary number. */
function maddBody(accumulators: number, fused: boolean): number[] {
  const [x, y, first] = [1, 2, 3];
  const all = Array.from({ length: accumulators }, (_, i) => first + i);
  const turn = (acc: number) =>
    fused
      ? [...get(x), ...get(y), ...get(acc), ...relaxedMadd, ...set(acc)]
      : [...get(x), ...get(y), ...multiply, ...get(acc), ...plus, ...set(acc)];
  return body(accumulators + 2, [
    ...[...float(0.5), ...splat, ...set(x), ...float(1), ...splat, ...set(y)],
    ...loop(...all.flatMap(turn), ...get(0), ...constant(1), op.i32Sub, op.localTee, 0, op.brIf, 0),
    ...get(first),
    ...all.slice(1).flatMap((acc) => [...get(acc), ...plus]),
    ...firstLane,
  ]);
}

/** Four vectors a turn; the parameters are a, b, c and the end of a. */
function triadBody(): number[] {
  const [a, b, c, end, s] = [0, 1, 2, 3, 4];
  const vectors = [0, 16, 32, 48].flatMap((offset) => [
    ...[...get(a), ...get(b), ...load(offset), ...get(s), ...get(c), ...load(offset)],
    ...[...multiply, ...plus, ...store(offset)],
  ]);
  // 64 as signed LEB128.
  const step = (local: number) => [...get(local), op.i32Const, 0xc0, 0x00, op.i32Add, ...set(local)];
  return body(1, [
    ...[...float(0.5), ...splat, ...set(s)],
    ...loop(...vectors, ...step(a), ...step(b), ...step(c), ...get(a), ...get(end), op.i32LtU, op.brIf, 0),
  ]);
}

function encode(accumulators: number, pages: number, fused: boolean): Uint8Array<ArrayBuffer> {
  const signatures = vector([
    [0x60, 1, i32, 1, f32],
    [0x60, 4, i32, i32, i32, i32, 0],
  ]);
  const exported = vector([
    [...name("madd"), 0, 0],
    [...name("triad"), 0, 1],
  ]);
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, signatures),
    ...section(3, [2, 0, 1]),
    ...section(5, [1, 0, ...unsigned(pages)]),
    ...section(7, exported),
    ...section(10, vector([maddBody(accumulators, fused), triadBody()])),
  ]);
}

/** The loops over memory of `bytes`; with fused multiply-adds where the host has them. */
export function ceilingModule(accumulators: number, bytes: number): CeilingLoops {
  const pages = Math.ceil(bytes / 65536);
  const fused = encode(accumulators, pages, true);
  const module = WebAssembly.validate(fused) ? fused : encode(accumulators, pages, false);
  const { madd, triad } = new WebAssembly.Instance(new WebAssembly.Module(module)).exports as unknown as {
    madd: CeilingLoops["madd"];
    triad: (a: number, b: number, c: number, end: number) => void;
  };
  return { madd, triad: (a, b, c, length) => triad(a, b, c, a + length) };
}
