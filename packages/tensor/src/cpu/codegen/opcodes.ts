// WebAssembly's instructions that generated code uses. A line is a type and its instructions, as the specification names
// them, each with its code in hexadecimal unless that is the one after the code before. As text they take half of what an
// object takes in a bundle; TypeScript reads the names from it all the same.

import { unsigned } from "./leb128.js";

const plain = `
i32. eqz=45 eq ne lt_s lt_u le_s=4c le_u ge_u=4f add=6a sub mul div_s div_u rem_u=70 and or xor shl shr_s shr_u
i32. reinterpret_f32=bc
f32. eq=5b ne lt le=5f abs=8b neg ceil floor trunc nearest sqrt add sub mul div min max
f32. convert_i32_s=b2 convert_i32_u demote_f64=b6 reinterpret_i32=be
f64. eq=61 ne lt le=65 abs=99 neg ceil floor trunc nearest sqrt add sub mul div min max
f64. convert_i32_s=b7 convert_i32_u promote_f32=bb
 drop=1a select`;

const saturating = `
i32. trunc_sat_f32_s=0 trunc_sat_f32_u trunc_sat_f64_s trunc_sat_f64_u`;

const vector = `
i32x4. splat=11 eq=37 ne lt_s lt_u le_s=3d le_u abs=a0 neg shl=ab shr_s shr_u add sub=b1 mul=b5 min_s min_u max_s max_u
i32x4. extend_low_i16x8_u=a9 trunc_sat_f32x4_s=f8 trunc_sat_f32x4_u trunc_sat_f64x2_s_zero=fc trunc_sat_f64x2_u_zero
i64x2. splat=12 extend_low_i32x4_s=c7
f32x4. splat=13 eq=41 ne lt le=45 ceil=67 floor trunc nearest abs=e0 neg sqrt=e3 add sub mul div min max pmin pmax
f32x4. demote_f64x2_zero=5e convert_i32x4_s=fa convert_i32x4_u
f64x2. splat=14 eq=47 ne lt le=4b ceil=74 floor trunc=7a nearest=94 abs=ec neg sqrt=ef add sub mul div min max pmin pmax
f64x2. promote_low_f32x4=5f convert_low_i32x4_s=fe convert_low_i32x4_u
v128. not=4d and andnot or xor bitselect
i8x16. all_true=63 narrow_i16x8_u=66
i16x8. narrow_i32x4_u=86 extend_low_i8x16_u=89
f32x4. relaxed_madd=105
f64x2. relaxed_madd=107
i32x4. relaxed_laneselect=10b
i64x2. relaxed_laneselect=10c`;

/** Instructions that take an alignment and an offset. */
const memory = `
i32. load=28 load8_u=2d load16_u=2f store=36 store8=3a
f32. load=2a store=38
f64. load=2b store=39`;

const vectorMemory = `
v128. load=0 store=b load32_zero=5c load64_zero`;

/** Instructions that take an alignment, an offset and a lane. */
const laneMemory = `
v128. load8_lane=54 load32_lane=56 load64_lane store8_lane store16_lane store32_lane store64_lane`;

/** Instructions that take a lane. */
const lane = `
i32x4. extract_lane=1b replace_lane
f32x4. extract_lane=1f replace_lane
f64x2. extract_lane=21 replace_lane`;

type Name<Word> = Word extends `${infer Bare}=${string}` ? Bare : Word;
type Names<Words> = Words extends `${infer Word} ${infer Rest}` ? Name<Word> | Names<Rest> : Name<Words>;
type Line<Text> = Text extends `${infer Type} ${infer Words}` ? `${Type}${Names<Words> & string}` : never;
type Table<Text> = Text extends `${infer First}\n${infer Rest}` ? Line<First> | Table<Rest> : Line<Text>;

export type Instruction = Table<typeof plain> | Table<typeof saturating> | Table<typeof vector>;
export type MemoryInstruction = Table<typeof memory> | Table<typeof vectorMemory>;
export type LaneMemoryInstruction = Table<typeof laneMemory>;
export type LaneInstruction = Table<typeof lane>;

function table(): Map<string, readonly number[]> {
  const codes = new Map<string, readonly number[]>();
  const read = (text: string, ...prefix: number[]) => {
    for (const line of text.split("\n")) {
      const [type, ...words] = line.split(" ");
      let code = 0;
      for (const word of words) {
        const [name, stated] = word.split("=");
        code = stated ? Number.parseInt(stated, 16) : code + 1;
        codes.set(`${type}${name}`, [...prefix, ...(prefix.length > 0 ? unsigned(code) : [code])]);
      }
    }
  };
  read(plain + memory);
  read(saturating, 0xfc);
  read(vector + vectorMemory + laneMemory + lane, 0xfd);
  return codes;
}

let codes: Map<string, readonly number[]> | undefined;

/** The bytes that an instruction begins with; the names above are all there are. */
export function codeOf(name: string): readonly number[] {
  codes ??= table();
  return codes.get(name)!;
}

/** How an access is aligned, as a power of two: by its width in bits, the last number in its name. */
export function alignmentOf(name: MemoryInstruction | LaneMemoryInstruction): number {
  return Math.log2(Number(/(\d+)\D*$/.exec(name)![1]) / 8);
}
