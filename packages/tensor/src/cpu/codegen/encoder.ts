import type { CpuMachine } from "../kernel.js";
import { signed, unsigned } from "./leb128.js";
import {
  alignmentOf,
  codeOf,
  type Instruction,
  type LaneInstruction,
  type LaneMemoryInstruction,
  type MemoryInstruction,
} from "./opcodes.js";

export type ValueType = "i32" | "f32" | "f64" | "v128";

const typeCodes: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };

/** The bytes of a float, least significant first. */
function floatBytes(value: number, width: 4 | 8): number[] {
  const view = new DataView(new ArrayBuffer(width));
  if (width === 4) view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return [...new Uint8Array(view.buffer)];
}

/** A function under construction: instructions in order, and locals as they are asked for. */
export class FunctionBody {
  readonly #code: number[] = [];
  readonly #locals: ValueType[] = [];
  readonly #scratch = new Map<string, number>();
  /** Functions of the host that it calls, with their numbers of arguments. */
  readonly imports = new Map<string, number>();

  constructor(readonly parameters: readonly ValueType[]) {}

  /** A new local, 0 at first. */
  local(type: ValueType): number {
    this.#locals.push(type);
    return this.parameters.length + this.#locals.length - 1;
  }

  /** A local that others of the same type and name share: for values that don't outlive one instruction. */
  scratch(type: ValueType, name = ""): number {
    const key = `${type} ${name}`;
    let index = this.#scratch.get(key);
    if (index === undefined) this.#scratch.set(key, (index = this.local(type)));
    return index;
  }

  /** Calls the host's function `math.NAME` of so many float64 arguments, which gives a float64. */
  call(name: string, count: number): this {
    if (!this.imports.has(name)) this.imports.set(name, count);
    return this.#push(0x10, ...unsigned([...this.imports.keys()].indexOf(name)));
  }

  op(...names: Instruction[]): this {
    for (const name of names) this.#write(name);
    return this;
  }

  memory(name: MemoryInstruction, offset = 0): this {
    return this.#write(name, alignmentOf(name), ...unsigned(offset));
  }

  laneMemory(name: LaneMemoryInstruction, lane: number, offset = 0): this {
    return this.#write(name, alignmentOf(name), ...unsigned(offset), lane);
  }

  lane(name: LaneInstruction, lane: number): this {
    return this.#write(name, lane);
  }

  get(...locals: number[]): this {
    for (const local of locals) this.#push(0x20, ...unsigned(local));
    return this;
  }

  set(local: number): this {
    return this.#push(0x21, ...unsigned(local));
  }

  tee(local: number): this {
    return this.#push(0x22, ...unsigned(local));
  }

  i32(value: number): this {
    return this.#push(0x41, ...signed(value));
  }

  f32(value: number): this {
    return this.#push(0x43, ...floatBytes(value, 4));
  }

  f64(value: number): this {
    return this.#push(0x44, ...floatBytes(value, 8));
  }

  /** A vector whose every lane is the number. */
  vector(value: number, lane: "i32" | "f32" | "f64"): this {
    let bytes = floatBytes(value, lane === "f64" ? 8 : 4);
    if (lane === "i32") bytes = [...new Uint8Array(new Int32Array([value]).buffer)];
    return this.#push(0xfd, 0x0c, ...bytes, ...bytes, ...(lane === "f64" ? [] : [...bytes, ...bytes]));
  }

  /** Picks bytes of two vectors, 0-15 of the first and 16-31 of the second. */
  shuffle(bytes: readonly number[]): this {
    return this.#push(0xfd, 0x0d, ...bytes);
  }

  /** Runs `body` while the condition, which `test` leaves on the stack, isn't 0. */
  while(test: () => void, body: () => void): this {
    this.#push(0x02, 0x40, 0x03, 0x40);
    test();
    this.#push(0x45, 0x0d, 1);
    body();
    return this.#push(0x0c, 0, 0x0b, 0x0b);
  }

  /** Runs one of two branches, by the number on the stack; they leave a value of `type`, or nothing. */
  if(type: ValueType | undefined, then: () => void, otherwise?: () => void): this {
    this.#push(0x04, type ? typeCodes[type] : 0x40);
    then();
    if (otherwise) {
      this.#push(0x05);
      otherwise();
    }
    return this.#push(0x0b);
  }

  /** Adds to an i32 local what `amount` leaves on the stack. */
  increase(local: number, amount: () => void): this {
    this.get(local);
    amount();
    return this.op("i32.add").set(local);
  }

  bytes(): number[] {
    const groups: { type: ValueType; count: number }[] = [];
    for (const type of this.#locals) {
      const last = groups.at(-1);
      if (last?.type === type) last.count++;
      else groups.push({ type, count: 1 });
    }
    const locals = groups.flatMap(({ type, count }) => [...unsigned(count), typeCodes[type]]);
    return unsigned(groups.length).concat(locals, this.#code, 0x0b);
  }

  #write(name: string, ...immediates: number[]): this {
    return this.#push(...codeOf(name), ...immediates);
  }

  #push(...bytes: number[]): this {
    for (const byte of bytes) this.#code.push(byte);
    return this;
  }
}

const maximumPages = 65536;

/**
 * A module that exports one function, `run`, on a memory imported as `env.memory`.
 * @param shared Whether that memory is shared between threads.
 */
export function encodeModule(run: FunctionBody, shared = false): Uint8Array<ArrayBuffer> {
  const text = (name: string) => [...unsigned(name.length), ...new TextEncoder().encode(name)];
  const section = (id: number, items: readonly (readonly number[])[]) => {
    const content = unsigned(items.length);
    for (const item of items) for (const byte of item) content.push(byte);
    return [id, ...unsigned(content.length)].concat(content);
  };
  const type = (parameters: readonly ValueType[], results: readonly ValueType[]) => [
    0x60,
    ...unsigned(parameters.length),
    ...parameters.map((parameter) => typeCodes[parameter]),
    results.length,
    ...results.map((result) => typeCodes[result]),
  ];
  const limits = shared ? [3, 1, ...unsigned(maximumPages)] : [0, 1];
  const imports = [...run.imports].map(([name, count]) => [...text("math"), ...text(name), 0, count]);
  const code = run.bytes();
  return Uint8Array.from(
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00].concat(
      // Type 0 is that of `run`, 1 and 2 those of functions of one and two numbers.
      section(1, [type(run.parameters, []), type(["f64"], ["f64"]), type(["f64", "f64"], ["f64"])]),
      section(2, [...imports, [...text("env"), ...text("memory"), 2, ...limits]]),
      section(3, [[0]]),
      section(7, [[...text("run"), 0, ...unsigned(imports.length)]]),
      section(10, [unsigned(code.length).concat(code)]),
    ),
  );
}

/** Whether a machine's memory is shared between threads, which a module's import must say. */
export function isShared({ memory }: CpuMachine): boolean {
  // By its name: a test runner's globals may not be those that the memory was made with.
  return Object.prototype.toString.call(memory.buffer) === "[object SharedArrayBuffer]";
}
