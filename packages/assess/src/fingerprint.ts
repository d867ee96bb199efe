import { allOf, type Examples } from "@mebae/data";
import type { Learner } from "@mebae/training";

const offset = 0x811c9dc5;

/** FNV-1a (Fowler, Noll & Vo), 32 bits. */
function mixed(bits: number, byte: number): number {
  return Math.imul(bits ^ byte, 0x01000193) >>> 0;
}

/** 32 bits of numbers or texts, by FNV-1a on their letters. */
export function hash(values: ArrayLike<number | string>): number {
  let bits = offset;
  for (let i = 0; i < values.length; i++) {
    const text = String(values[i]);
    for (let letter = 0; letter < text.length; letter++) bits = mixed(bits, text.charCodeAt(letter));
    bits = mixed(bits, 0x2c);
  }
  return bits;
}

/** The same of bytes as they lie, for the features of many examples. */
function hashBytes({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array): number {
  return new Uint8Array(buffer, byteOffset, byteLength).reduce(mixed, offset);
}

/** Equal for equal examples, whatever differs: what is seen, what is right, which belong together or come first. */
export function identityOf(examples: Examples): readonly (string | number)[] {
  const { name, length, classes = [], expected, groups = [], times = [] } = examples;
  const all = allOf(examples);
  const { features } = examples.prepare(all).examples(all);
  const seen = [features.shape.join("×"), hashBytes(features.data)];
  return [name, length, ...seen, hash(classes), hash(expected), hash(groups), hash(times)];
}

/** A learner as a part of a file's name; learners of other names or other settings stay different. */
export function slug({ name, settings }: Learner): string {
  const called = encodeURIComponent(name.replaceAll(" ", "_")).replaceAll("*", "%2A");
  return settings === undefined ? called : `${called}-${hash([settings]).toString(16)}`;
}
