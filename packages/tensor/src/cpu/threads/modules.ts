import type { Allocator } from "../allocator.js";
import { chainWord, publishedWord } from "./layout.js";
import { functionsOf } from "./moduleReader.js";

interface Shareable {
  /** The key that it was instantiated by, and the export's name. */
  readonly name: string;
  readonly module: Module;
  readonly position: number;
}

interface Module {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly functions: number;
  /** The number of its first function, once it is published. */
  first?: number;
}

/**
 * The functions that workers can run. A module's bytes go into the shared memory, at the end of a chain of links that
 * workers follow by themselves, when one of its functions is shared for the first time: no message is sent, and a worker
 * that sleeps or starts later misses nothing.
 */
export class Modules {
  readonly #functions = new Map<WebAssembly.ExportValue, Shareable>();
  #count = 0;
  #last = chainWord * 4;

  /** @param heap Where modules lie, for good. */
  constructor(
    readonly memory: WebAssembly.Memory,
    readonly heap: Allocator,
  ) {}

  add(key: string, bytes: Uint8Array<ArrayBuffer>, exports: WebAssembly.Exports): void {
    const names = Object.keys(exports).filter((name) => typeof exports[name] === "function");
    const module = { bytes, functions: names.length };
    functionsOf(exports).forEach((run, position) => {
      this.#functions.set(run, { name: `${key} ${names[position]}`, module, position });
    });
  }

  /** The number by which workers know a function; undefined where they can't run it, or no room is left to hand it to them. */
  numberOf(run: WebAssembly.ExportValue): number | undefined {
    const found = this.#functions.get(run);
    if (!found) return undefined;
    const first = found.module.first ?? this.#publish(found.module);
    return first === undefined ? undefined : first + found.position;
  }

  nameOf(run: WebAssembly.ExportValue): string {
    return this.#functions.get(run)!.name;
  }

  #publish(module: Module): number | undefined {
    const { bytes } = module;
    let link: number;
    try {
      link = this.heap.allocate(8 + bytes.length);
    } catch {
      // This may be the middle of a program, which one thread can end as well.
      return undefined;
    }
    const view = new DataView(this.memory.buffer);
    view.setUint32(link, 0, true);
    view.setUint32(link + 4, bytes.length, true);
    new Uint8Array(this.memory.buffer, link + 8).set(bytes);
    view.setUint32(this.#last, link, true);
    Atomics.add(new Int32Array(this.memory.buffer), publishedWord, 1);
    this.#last = link;
    module.first = this.#count;
    this.#count += module.functions;
    return module.first;
  }
}
