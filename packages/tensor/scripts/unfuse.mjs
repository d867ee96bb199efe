/**
 * Rewrites a module that was compiled with relaxed SIMD so that every host can run it. Each fused multiply-add (a, b, c
 * on the stack) becomes, with t one more local of its function,
 *
 *     local.set t   f32x4.mul   local.get t   f32x4.add
 *
 * and f64x2's alike. Where the host has the fused instruction, src/cpu/fuseMultiplyAdds.ts finds these ten bytes and puts
 * it back: one module serves both, where two would take 0.5 to 0.8 KB more of a bundle for each family of kernels.
 */
export function unfuse(bytes) {
  const reader = new Reader(bytes);
  reader.at = 8;
  const parts = [bytes.subarray(0, 8)];
  let parameters = [];
  let types = [];
  while (reader.at < bytes.length) {
    const start = reader.at;
    const id = reader.byte();
    const end = reader.number() + reader.at;
    if (id === 1) parameters = readTypes(reader);
    if (id === 3) types = reader.list(() => reader.number());
    if (id === 10) {
      const bodies = reader.list((index) =>
        rewrite(reader.bytesOf(reader.number()), parameters[types[index]]),
      );
      const content = [
        ...number(bodies.length),
        ...bodies.flatMap((body) => [...number(body.length), ...body]),
      ];
      parts.push(Uint8Array.from([id, ...number(content.length), ...content]));
    } else parts.push(bytes.subarray(start, end));
    reader.at = end;
  }
  const result = Buffer.concat(parts);
  if (!WebAssembly.validate(result)) throw new Error("unfuse: the rewritten module isn't valid");
  return result;
}

/** How many parameters each function type has. */
function readTypes(reader) {
  return reader.list(() => {
    reader.byte();
    const parameters = reader.list(() => reader.byte());
    reader.list(() => reader.byte());
    return parameters.length;
  });
}

const simd = 0xfd;
const v128 = 0x7b;
/** The second byte of each fused instruction, whose third is 2; the product's and the sum's, whose third is 1. */
const fused = new Map([
  [0x85, { multiply: 0xe6, add: 0xe4 }],
  [0x87, { multiply: 0xf2, add: 0xf0 }],
]);
/** Relaxed SIMD's instructions are those from fd 80 02 to fd 93 02. */
const isRelaxed = (a, b, c) => a === simd && b >= 0x80 && b <= 0x93 && c === 2;

/** A function's body, its locals and code. */
function rewrite(bytes, parameters) {
  const reader = new Reader(bytes);
  const locals = reader.list(() => [reader.number(), reader.byte()]);
  const added = locals.reduce((sum, [count]) => sum + count, parameters);
  const start = reader.at;
  const code = [];
  while (reader.at < bytes.length) {
    const [first, second, third] = bytes.subarray(reader.at, reader.at + 3);
    if (isRelaxed(first, second, third)) {
      const parts = fused.get(second);
      if (!parts) throw new Error(`unfuse: no rule for the instruction fd ${second.toString(16)} 02`);
      if (added > 127) throw new Error(`unfuse: a function has ${added} locals, and there is room for 127`);
      code.push(0x21, added, simd, parts.multiply, 1, 0x20, added, simd, parts.add, 1);
      reader.at += 3;
    } else code.push(reader.byte());
  }
  if (code.length === bytes.length - start) return bytes;
  locals.push([1, v128]);
  return [...number(locals.length), ...locals.flatMap(([count, type]) => [...number(count), type]), ...code];
}

/** An unsigned number as LEB128. */
function number(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}

class Reader {
  at = 0;

  constructor(bytes) {
    this.bytes = bytes;
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  bytesOf(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }

  list(item) {
    return Array.from({ length: this.number() }, (_, index) => item(index));
  }
}
