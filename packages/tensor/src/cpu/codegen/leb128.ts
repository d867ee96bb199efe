/** LEB128, as WebAssembly writes counts and indices. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  do {
    const low = value % 128;
    value = Math.floor(value / 128);
    bytes.push(value > 0 ? low | 0x80 : low);
  } while (value > 0);
  return bytes;
}

/** Signed LEB128 of an int32, as WebAssembly writes constants. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  for (value |= 0; ; ) {
    const low = value & 0x7f;
    value >>= 7;
    if ((value === 0 && low < 0x40) || (value === -1 && low >= 0x40)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}
