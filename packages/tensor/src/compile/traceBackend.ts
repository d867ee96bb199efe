import type { Backend, BufferHandle, Program } from "../backend.js";
import { currentBackend } from "../current.js";
import type { DType, TypedArray } from "../dtype.js";
import { BackendError, UsageError } from "../errors.js";
import type { AnyOp } from "../ops/op.js";
import { TracedValue } from "./value.js";

/** Memory of a tensor that was made from numbers while tracing: dtype and shape are the tensor's. */
export class TracedUpload {
  data: TypedArray | undefined;
  value: TracedValue | undefined;
}

/**
 * Where symbolic tensors live: it stands for the backend on which the compiled function will run, and refuses whatever
 * needs a value.
 */
export class TraceBackend implements Backend {
  #real: Backend | undefined;
  #ended = false;

  /** The backend that the function's tensors are on; where it has none, the one in use. */
  get real(): Backend {
    return (this.#real ??= currentBackend());
  }

  /** Told of every tensor with a value that the function meets. */
  meet(backend: Backend, where: string): void {
    if (backend instanceof TraceBackend) backend.#refuse(undefined);
    this.#real ??= backend;
    if (backend !== this.#real) {
      throw new BackendError(
        `${where}: inputs are on the ${this.#real.name} and the ${backend.name} backend; move one with await t.to(backend)`,
      );
    }
  }

  /** From here its tensors are of no use. */
  end(): void {
    this.#ended = true;
  }

  get name(): string {
    return this.real.name;
  }
  get dtypes() {
    return this.real.dtypes;
  }
  get limits() {
    return this.real.limits;
  }

  allocate(): BufferHandle {
    if (this.#ended) this.#refuse(undefined);
    return new TracedUpload();
  }

  free(): void {}

  upload(handle: BufferHandle, data: TypedArray): void {
    (handle as TracedUpload).data = data.slice();
  }

  read(handle: BufferHandle): never {
    return this.#refuse(handle);
  }

  readSync(handle: BufferHandle): never {
    return this.#refuse(handle);
  }

  hasKernel(op: AnyOp, dtype: DType): boolean {
    return this.real.hasKernel(op, dtype);
  }

  prepare(): Program {
    return this.#refuse(undefined);
  }

  run(): void {
    this.#refuse(undefined);
  }

  async synchronize(): Promise<void> {
    this.#refuse(undefined);
  }

  #refuse(handle: BufferHandle): never {
    const what = handle instanceof TracedValue ? `the tensor ${handle}` : "a tensor of a compiled function";
    if (this.#ended) {
      throw new UsageError(
        `compile: ${what} was used after the trace; hand it out as a result, or assign it to a Variable`,
        { tracing: true },
      );
    }
    throw new UsageError(
      `compile: the value of ${what} isn't known while the function is traced; return it and read the result, and choose by values with where(...)`,
      { tracing: true },
    );
  }
}
