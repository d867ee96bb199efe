import { expect, test } from "vitest";
import { importSharedMemory } from "./importedMemory.js";

// (module (type (func (param i32))) (import "env" "memory" (memory 1 65536)) (func ...stores 7 at the address))
const bytes = () =>
  Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[0x01, 0x05, 0x01, 0x60, 0x01, 0x7f, 0x00],
    ...[0x02, 0x12, 0x01, 0x03, 0x65, 0x6e, 0x76, 0x06, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 0x02],
    ...[0x01, 0x01, 0x80, 0x80, 0x04],
    ...[0x03, 0x02, 0x01, 0x00],
    ...[0x07, 0x07, 0x01, 0x03, 0x72, 0x75, 0x6e, 0x00, 0x00],
    ...[0x0a, 0x0b, 0x01, 0x09, 0x00, 0x20, 0x00, 0x41, 0x07, 0x36, 0x02, 0x00, 0x0b],
  ]);

function store(code: Uint8Array<ArrayBuffer>, memory: WebAssembly.Memory): number {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
  (exports["run"] as (address: number) => void)(16);
  return new DataView(memory.buffer).getInt32(16, true);
}

const unshared = () => new WebAssembly.Memory({ initial: 1, maximum: 65536 });
const shared = () => new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });

test("a module that was compiled for an unshared memory runs on a shared one", () => {
  expect(store(bytes(), unshared())).toBe(7);
  expect(() => store(bytes(), shared())).toThrow(WebAssembly.LinkError);
  const code = bytes();
  importSharedMemory(code);
  expect(store(code, shared())).toBe(7);
  expect(() => store(code, unshared())).toThrow(WebAssembly.LinkError);
  // Only one byte differs, and a second time changes nothing.
  expect(code.filter((byte, i) => byte !== bytes()[i])).toHaveLength(1);
  const again = code.slice();
  importSharedMemory(again);
  expect(again).toEqual(code);
});
