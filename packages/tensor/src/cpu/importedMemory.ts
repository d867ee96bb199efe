/** How a module's import of `env.memory` reads, up to the flags of its limits. */
const memoryImport = "\x03env\x06memory\x02";
const withMaximum = 1;
const sharedWithMaximum = 3;

/**
 * Makes a module that imports an unshared memory with a maximum import a shared one, in place: kernels are compiled once
 * for both. No other byte differs, since kernels use no atomic instructions.
 */
export function importSharedMemory(bytes: Uint8Array<ArrayBuffer>): void {
  const isHere = (start: number) =>
    [...memoryImport].every((letter, i) => bytes[start + i] === letter.charCodeAt(0));
  const flags = bytes.findIndex((byte, start) => byte === 3 && isHere(start)) + memoryImport.length;
  if (bytes[flags] === withMaximum) bytes[flags] = sharedWithMaximum;
}
