import { BackendError } from "../errors.js";
import { Allocator, type HeapReport } from "./allocator.js";
import type { CpuMachine, Work } from "./kernel.js";
import { decodeModule } from "./moduleText.js";

const pageBytes = 65536;
/** 4 GiB, what 32-bit pointers reach. */
const maximumPages = 65536;
/** Below it no pointer is valid. */
const heapStart = 1024;
/** Vector loads may run over the end of the last block by this much. */
const slackBytes = 1024;

/** A module's relaxed and plain variants as text, as scripts/build-kernels.mjs writes them. */
export interface KernelModule {
  readonly plain: string;
  readonly relaxed: string;
}

/** The CPU engine's memory with its heap, and the instances that share it. */
export class Machine implements CpuMachine {
  readonly memory: WebAssembly.Memory;
  readonly relaxedSimd = hasRelaxedSimd();
  readonly maximumThreads = 1;
  readonly #allocator: Allocator;
  readonly #instances = new Map<string, WebAssembly.Exports>();
  #bytes: Uint8Array<ArrayBuffer>;

  /** @param maximum Bytes that the memory may grow to; 4 GiB by default. */
  constructor(maximum = maximumPages * pageBytes) {
    if (typeof WebAssembly === "undefined") throw new BackendError("cpu: this host has no WebAssembly");
    const limit = Math.min(maximumPages, Math.ceil(maximum / pageBytes));
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: maximumPages });
    this.#bytes = new Uint8Array(this.memory.buffer);
    this.#allocator = new Allocator(heapStart, (bytes) => this.#grow(bytes + slackBytes, limit));
  }

  /** The whole memory; a fresh view after each growth, which detaches the old one. */
  get bytes(): Uint8Array<ArrayBuffer> {
    if (this.#bytes.buffer !== this.memory.buffer) this.#bytes = new Uint8Array(this.memory.buffer);
    return this.#bytes;
  }

  allocate(bytes: number): number {
    return this.#allocator.allocate(bytes);
  }

  free(pointer: number): void {
    this.#allocator.free(pointer);
  }

  share(run: WebAssembly.ExportValue, args: number[], { range, count, thread }: Work): void {
    args[range] = 0;
    args[range + 1] = count;
    if (thread !== undefined) args[thread] = 0;
    (run as (...args: number[]) => void)(...args);
  }

  report(): HeapReport {
    return this.#allocator.report();
  }

  instantiate(
    key: string,
    bytes: () => Uint8Array<ArrayBuffer>,
    math: WebAssembly.ModuleImports = {},
  ): WebAssembly.Exports {
    let exports = this.#instances.get(key);
    if (!exports) {
      const module = new WebAssembly.Module(bytes());
      exports = new WebAssembly.Instance(module, { env: { memory: this.memory }, math }).exports;
      this.#instances.set(key, exports);
    }
    return exports;
  }

  /** Grows by a quarter at least, so that a growing program doesn't grow the memory at each step. */
  #grow(bytes: number, limit: number): number | undefined {
    const pages = this.memory.buffer.byteLength / pageBytes;
    const wanted = Math.ceil(bytes / pageBytes);
    if (wanted > limit) return undefined;
    const generous = Math.min(limit, Math.max(wanted, Math.ceil(pages * 1.25), 64));
    for (const target of [generous, wanted]) {
      if (target <= pages) continue;
      try {
        this.memory.grow(target - pages);
        break;
      } catch {
        if (target === wanted) return undefined;
      }
    }
    return this.memory.buffer.byteLength - slackBytes;
  }
}

/** The exports of a hand-written module on a machine. */
export function kernelExports<E>(machine: CpuMachine, name: string, module: KernelModule): E {
  const bytes = () => decodeModule(machine.relaxedSimd ? module.relaxed : module.plain);
  return machine.instantiate(`kernels/${name}`, bytes) as E;
}

/** Whether the host validates a function that holds f32x4.relaxed_madd. */
function hasRelaxedSimd(): boolean {
  // (module (func (result v128) local.get 0 ×3, f32x4.relaxed_madd) with three v128 parameters)
  const probe = [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7b, 0x7b, 0x7b, 0x01, 0x7b],
    ...[0x03, 0x02, 0x01, 0x00],
    ...[0x0a, 0x0d, 0x01, 0x0b, 0x00, 0x20, 0x00, 0x20, 0x01, 0x20, 0x02, 0xfd, 0x85, 0x02, 0x0b],
  ];
  return WebAssembly.validate(new Uint8Array(probe));
}
