import type { BufferContents } from "../backend.js";
import { BackendError } from "../errors.js";
import { Allocator, type HeapReport } from "./allocator.js";
import { fuseMultiplyAdds } from "./fuseMultiplyAdds.js";
import { importSharedMemory } from "./importedMemory.js";
import type { CpuMachine, Work } from "./kernel.js";
import { decodeModule } from "./moduleText.js";
import type { Profiler } from "./profile.js";
import { checkThreads, threadsOfEnvironment } from "./threads/count.js";
import { controlBytes } from "./threads/layout.js";
import { Pool } from "./threads/pool.js";
import { canShareMemory, type StartWorker } from "./threads/start.js";
import { Workspace } from "./workspace.js";

const pageBytes = 65536;
/** 4 GiB, what 32-bit pointers reach. */
const maximumPages = 65536;
/** Vector loads may run over the end of the last block by this much. */
const slackBytes = 1024;

/** How a CPU engine is set up. */
export interface CpuOptions {
  /** How many threads may share a kernel's work; "auto", what MEBAE_THREADS says or as many as the host runs at once. */
  readonly threads?: number | "auto";
  /** Whether kernels use relaxed SIMD (fused multiply-add) where the host has it; true by default. */
  readonly relaxedSimd?: boolean;
  /** Where the heap ends; 4 GiB by default. */
  readonly maximumBytes?: number;
  /** Starts a worker on the entry `@mebae/tensor/worker`, where the content security policy forbids inlined source. */
  readonly startWorker?: StartWorker;
  /** @internal Elements of work that are worth a second thread: tests cut small arrays with it. */
  readonly grain?: number;
}

/** Elements of simple work that a second thread is worth waking for: a few microseconds. */
const worthwhile = 16384;

/** The CPU engine's memory with its heap, the instances that share it, and the threads. */
export class Machine implements CpuMachine {
  readonly memory: WebAssembly.Memory;
  readonly relaxedSimd: boolean;
  readonly maximumThreads: number;
  readonly grain: number;
  /** Times the kernels of prepared programs while it is set. */
  profiler: Profiler | undefined;
  readonly workspace: Workspace;
  readonly #allocator: Allocator;
  readonly #instances = new Map<string, WebAssembly.Exports>();
  readonly #pool: Pool | undefined;
  #bytes: Uint8Array;

  constructor(options: CpuOptions = {}) {
    if (typeof WebAssembly === "undefined") throw new BackendError("cpu: this host has no WebAssembly");
    if (!hasVectors())
      throw new BackendError("cpu: this host's WebAssembly has no vector instructions (SIMD)");
    const { threads = threadsOfEnvironment(), maximumBytes = maximumPages * pageBytes } = options;
    const count = checkThreads(threads, "threads");
    const limit = Math.min(maximumPages, Math.ceil(maximumBytes / pageBytes));
    const shared = options.threads === 1 ? undefined : sharedMemory();
    this.memory = shared ?? new WebAssembly.Memory({ initial: 1, maximum: maximumPages });
    this.relaxedSimd = options.relaxedSimd !== false && hasVectors(relaxedMultiplyAdd);
    this.grain = options.grain ?? worthwhile;
    this.#bytes = new Uint8Array(this.memory.buffer);
    this.#allocator = new Allocator(controlBytes, (bytes) => this.#grow(bytes + slackBytes, limit));
    this.workspace = new Workspace(
      (bytes) => this.#allocator.allocate(bytes),
      (pointer) => this.free(pointer),
    );
    this.maximumThreads = shared ? count : 1;
    this.#pool = shared && new Pool(shared, this.#allocator, count, options.startWorker);
  }

  /** How many threads may share work, and how many do now. */
  get threads(): { readonly most: number; readonly joined: number } {
    return { most: this.#pool?.threads ?? 1, joined: this.#pool?.joined ?? 1 };
  }

  /** Changes how many threads may share work; where the memory isn't shared it stays one. */
  setThreads(count: number): void {
    if (this.#pool) this.#pool.threads = count;
  }

  /** Ends the workers. */
  dispose(): void {
    this.#pool?.dispose();
  }

  /** The whole memory; a fresh view after each growth. */
  get bytes(): Uint8Array {
    if (this.#bytes.buffer !== this.memory.buffer) this.#bytes = new Uint8Array(this.memory.buffer);
    return this.#bytes;
  }

  /** A block of the heap; where that is full, in the place of idle scratch memory. */
  allocate(bytes: number, contents?: BufferContents): number {
    try {
      return this.#allocator.allocate(bytes, contents);
    } catch (error) {
      if (!this.workspace.giveBack()) throw error;
      return this.#allocator.allocate(bytes, contents);
    }
  }

  free(pointer: number): void {
    this.#allocator.free(pointer);
  }

  share(run: WebAssembly.ExportValue, args: number[], work: Work): void {
    if (work.count > work.grain && this.#pool?.share(run, args, work)) return;
    const { range, count, thread } = work;
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
      const code = bytes();
      if (this.#pool) importSharedMemory(code);
      const module = new WebAssembly.Module(code);
      exports = new WebAssembly.Instance(module, { env: { memory: this.memory }, math }).exports;
      this.#instances.set(key, exports);
      // Functions of the host live in this thread only.
      if (WebAssembly.Module.imports(module).length === 1) this.#pool?.modules.add(key, code, exports);
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

/** A memory that threads share; undefined where the host has none, or none of this size. */
function sharedMemory(): WebAssembly.Memory | undefined {
  if (!canShareMemory()) return undefined;
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: maximumPages, shared: true });
  } catch {
    return undefined;
  }
}

/**
 * The exports of a hand-written module on a machine.
 * @param module The text that scripts/build-kernels.mjs makes of it.
 */
export function kernelExports<E>(machine: CpuMachine, name: string, module: string): E {
  const bytes = () => {
    const code = decodeModule(module);
    if (machine.relaxedSimd) fuseMultiplyAdds(code);
    return code;
  };
  return machine.instantiate(`kernels/${name}`, bytes) as E;
}

/** `local.get` of three vectors, and f32x4.relaxed_madd of them. */
const relaxedMultiplyAdd = [0x20, 0x00, 0x20, 0x01, 0x20, 0x02, 0xfd, 0x85, 0x02];

/** Whether the host validates a function from three vectors to one; by default one that returns its first. */
function hasVectors(instructions: readonly number[] = relaxedMultiplyAdd.slice(0, 2)): boolean {
  const body = [0x00, ...instructions, 0x0b];
  const probe = [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[0x01, 0x08, 0x01, 0x60, 0x03, 0x7b, 0x7b, 0x7b, 0x01, 0x7b],
    ...[0x03, 0x02, 0x01, 0x00],
    ...[0x0a, body.length + 2, 0x01, body.length, ...body],
  ];
  return WebAssembly.validate(new Uint8Array(probe));
}
