/** WebAssembly's instructions that generated code uses, by their names in the specification. */
const plain = {
  "i32.eqz": 0x45,
  "i32.eq": 0x46,
  "i32.ne": 0x47,
  "i32.lt_s": 0x48,
  "i32.lt_u": 0x49,
  "i32.le_s": 0x4c,
  "i32.le_u": 0x4d,
  "i32.ge_u": 0x4f,
  "f32.eq": 0x5b,
  "f32.ne": 0x5c,
  "f32.lt": 0x5d,
  "f32.le": 0x5f,
  "f64.eq": 0x61,
  "f64.ne": 0x62,
  "f64.lt": 0x63,
  "f64.le": 0x65,
  "i32.add": 0x6a,
  "i32.sub": 0x6b,
  "i32.mul": 0x6c,
  "i32.div_s": 0x6d,
  "i32.div_u": 0x6e,
  "i32.rem_u": 0x70,
  "i32.and": 0x71,
  "i32.or": 0x72,
  "i32.xor": 0x73,
  "i32.shl": 0x74,
  "i32.shr_s": 0x75,
  "i32.shr_u": 0x76,
  "f32.abs": 0x8b,
  "f32.neg": 0x8c,
  "f32.ceil": 0x8d,
  "f32.floor": 0x8e,
  "f32.trunc": 0x8f,
  "f32.nearest": 0x90,
  "f32.sqrt": 0x91,
  "f32.add": 0x92,
  "f32.sub": 0x93,
  "f32.mul": 0x94,
  "f32.div": 0x95,
  "f32.min": 0x96,
  "f32.max": 0x97,
  "f64.abs": 0x99,
  "f64.neg": 0x9a,
  "f64.ceil": 0x9b,
  "f64.floor": 0x9c,
  "f64.trunc": 0x9d,
  "f64.nearest": 0x9e,
  "f64.sqrt": 0x9f,
  "f64.add": 0xa0,
  "f64.sub": 0xa1,
  "f64.mul": 0xa2,
  "f64.div": 0xa3,
  "f64.min": 0xa4,
  "f64.max": 0xa5,
  "f32.convert_i32_s": 0xb2,
  "f32.convert_i32_u": 0xb3,
  "f32.demote_f64": 0xb6,
  "f64.convert_i32_s": 0xb7,
  "f64.convert_i32_u": 0xb8,
  "f64.promote_f32": 0xbb,
  "i32.reinterpret_f32": 0xbc,
  "f32.reinterpret_i32": 0xbe,
  drop: 0x1a,
  select: 0x1b,
} as const;

const saturating = {
  "i32.trunc_sat_f32_s": 0x00,
  "i32.trunc_sat_f32_u": 0x01,
  "i32.trunc_sat_f64_s": 0x02,
  "i32.trunc_sat_f64_u": 0x03,
} as const;

const vector = {
  "i32x4.splat": 0x11,
  "i64x2.splat": 0x12,
  "f32x4.splat": 0x13,
  "f64x2.splat": 0x14,
  "i32x4.eq": 0x37,
  "i32x4.ne": 0x38,
  "i32x4.lt_s": 0x39,
  "i32x4.lt_u": 0x3a,
  "i32x4.le_s": 0x3d,
  "i32x4.le_u": 0x3e,
  "f32x4.eq": 0x41,
  "f32x4.ne": 0x42,
  "f32x4.lt": 0x43,
  "f32x4.le": 0x45,
  "f64x2.eq": 0x47,
  "f64x2.ne": 0x48,
  "f64x2.lt": 0x49,
  "f64x2.le": 0x4b,
  "v128.not": 0x4d,
  "v128.and": 0x4e,
  "v128.andnot": 0x4f,
  "v128.or": 0x50,
  "v128.xor": 0x51,
  "v128.bitselect": 0x52,
  "f32x4.demote_f64x2_zero": 0x5e,
  "f64x2.promote_low_f32x4": 0x5f,
  "i8x16.all_true": 0x63,
  "i8x16.narrow_i16x8_u": 0x66,
  "f32x4.ceil": 0x67,
  "f32x4.floor": 0x68,
  "f32x4.trunc": 0x69,
  "f32x4.nearest": 0x6a,
  "f64x2.ceil": 0x74,
  "f64x2.floor": 0x75,
  "f64x2.trunc": 0x7a,
  "i16x8.narrow_i32x4_u": 0x86,
  "i16x8.extend_low_i8x16_u": 0x89,
  "f64x2.nearest": 0x94,
  "i32x4.abs": 0xa0,
  "i32x4.neg": 0xa1,
  "i32x4.extend_low_i16x8_u": 0xa9,
  "i32x4.shl": 0xab,
  "i32x4.shr_s": 0xac,
  "i32x4.shr_u": 0xad,
  "i32x4.add": 0xae,
  "i32x4.sub": 0xb1,
  "i32x4.mul": 0xb5,
  "i32x4.min_s": 0xb6,
  "i32x4.min_u": 0xb7,
  "i32x4.max_s": 0xb8,
  "i32x4.max_u": 0xb9,
  "i64x2.extend_low_i32x4_s": 0xc7,
  "f32x4.abs": 0xe0,
  "f32x4.neg": 0xe1,
  "f32x4.sqrt": 0xe3,
  "f32x4.add": 0xe4,
  "f32x4.sub": 0xe5,
  "f32x4.mul": 0xe6,
  "f32x4.div": 0xe7,
  "f32x4.min": 0xe8,
  "f32x4.max": 0xe9,
  "f32x4.pmin": 0xea,
  "f32x4.pmax": 0xeb,
  "f64x2.abs": 0xec,
  "f64x2.neg": 0xed,
  "f64x2.sqrt": 0xef,
  "f64x2.add": 0xf0,
  "f64x2.sub": 0xf1,
  "f64x2.mul": 0xf2,
  "f64x2.div": 0xf3,
  "f64x2.min": 0xf4,
  "f64x2.max": 0xf5,
  "f64x2.pmin": 0xf6,
  "f64x2.pmax": 0xf7,
  "i32x4.trunc_sat_f32x4_s": 0xf8,
  "i32x4.trunc_sat_f32x4_u": 0xf9,
  "f32x4.convert_i32x4_s": 0xfa,
  "f32x4.convert_i32x4_u": 0xfb,
  "i32x4.trunc_sat_f64x2_s_zero": 0xfc,
  "i32x4.trunc_sat_f64x2_u_zero": 0xfd,
  "f64x2.convert_low_i32x4_s": 0xfe,
  "f64x2.convert_low_i32x4_u": 0xff,
  "f32x4.relaxed_madd": 0x105,
  "f64x2.relaxed_madd": 0x107,
  "i32x4.relaxed_laneselect": 0x10b,
  "i64x2.relaxed_laneselect": 0x10c,
} as const;

/** Instructions that take an alignment (as a power of two) and an offset. */
const memory = {
  "i32.load": [0x28, 2],
  "f32.load": [0x2a, 2],
  "f64.load": [0x2b, 3],
  "i32.load8_u": [0x2d, 0],
  "i32.load16_u": [0x2f, 1],
  "i32.store": [0x36, 2],
  "f32.store": [0x38, 2],
  "f64.store": [0x39, 3],
  "i32.store8": [0x3a, 0],
} as const;

const vectorMemory = {
  "v128.load": [0x00, 4],
  "v128.store": [0x0b, 4],
  "v128.load32_zero": [0x5c, 2],
  "v128.load64_zero": [0x5d, 3],
} as const;

/** Instructions that take an alignment, an offset and a lane. */
const laneMemory = {
  "v128.load8_lane": [0x54, 0],
  "v128.load32_lane": [0x56, 2],
  "v128.load64_lane": [0x57, 3],
  "v128.store8_lane": [0x58, 0],
  "v128.store16_lane": [0x59, 1],
  "v128.store32_lane": [0x5a, 2],
  "v128.store64_lane": [0x5b, 3],
} as const;

/** Instructions that take a lane. */
const lane = {
  "i32x4.extract_lane": 0x1b,
  "i32x4.replace_lane": 0x1c,
  "f32x4.extract_lane": 0x1f,
  "f32x4.replace_lane": 0x20,
  "f64x2.extract_lane": 0x21,
  "f64x2.replace_lane": 0x22,
} as const;

export type Instruction = keyof typeof plain | keyof typeof saturating | keyof typeof vector;
export type MemoryInstruction = keyof typeof memory | keyof typeof vectorMemory;
export type LaneMemoryInstruction = keyof typeof laneMemory;
export type LaneInstruction = keyof typeof lane;

/** Prefix, code and alignment of each; no prefix is undefined. */
interface Encoding {
  readonly prefix?: number;
  readonly code: number;
  readonly alignment: number;
}

function table(): Map<string, Encoding> {
  const entries = new Map<string, Encoding>();
  const add = (names: Readonly<Record<string, number | readonly [number, number]>>, prefix?: number) => {
    for (const [name, value] of Object.entries(names)) {
      const [code, alignment] = typeof value === "number" ? [value, 0] : value;
      entries.set(name, { prefix, code, alignment });
    }
  };
  add(plain);
  add(saturating, 0xfc);
  add(vector, 0xfd);
  add(memory);
  add(vectorMemory, 0xfd);
  add(laneMemory, 0xfd);
  add(lane, 0xfd);
  return entries;
}

let encodings: Map<string, Encoding> | undefined;

/** How an instruction is written; the names above are all there are. */
export function encodingOf(name: string): Encoding {
  encodings ??= table();
  return encodings.get(name)!;
}
