import "./disposal.js";
import type { Backend, Binding } from "./backend.js";
import { bytesOf, type DType, storedElements, storedNumbers, type TypedArray, typedArray } from "./dtype.js";
import { DisposedError, UsageError } from "./errors.js";
import {
  birthplace,
  SharedBuffer,
  trackBirth,
  trackDeath,
  unwatchForGarbage,
  watchForGarbage,
} from "./memory.js";
import { currentScope, type Scope } from "./scope.js";
import { contiguousStrides, formatShape, isContiguous, type Shape, sizeOf, stridedOffsets } from "./shape.js";

/** Numbers nested as a tensor's axes are; a bare number for a scalar. */
export type NestedArray = number | boolean | readonly NestedArray[];

/** What ops take: numbers are weak and follow the dtype of the tensors beside them. */
export type TensorLike = Tensor | number | boolean;

declare global {
  /** What `import "@mebae/tensor/methods"` adds to tensors; global, so that bundled types can name it too. */
  interface MebaeTensorMethods {}
}

let lastId = 0;

/** Chaining, where it is imported. */
export interface Tensor extends MebaeTensorMethods {}

/**
 * An n-dimensional array: immutable values of one dtype, seen through shape, strides and offset in a counted
 * buffer. Made by creation functions and ops, not by `new`.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the methods entry defines what the interface declares
export class Tensor implements Disposable {
  /** Names the value: aliases of one tensor share it, and gradients follow it. */
  readonly id: number;
  readonly #buffer: SharedBuffer;
  #disposed = false;
  #scope: Scope | undefined;

  /** @internal Takes over one reference to `buffer`. `owner` null: no scope owns it. */
  constructor(
    buffer: SharedBuffer,
    readonly dtype: DType,
    readonly shape: Shape,
    readonly strides: readonly number[] = contiguousStrides(shape),
    readonly offset = 0,
    options: { id?: number; owner?: null | undefined } = {},
  ) {
    this.#buffer = buffer;
    this.id = options.id ?? ++lastId;
    trackBirth(this);
    this.#scope = options.owner === null ? undefined : currentScope();
    if (this.#scope) this.#scope.add(this);
    else if (options.owner !== null) watchForGarbage(this, buffer);
  }

  get backend(): Backend {
    return this.#buffer.backend;
  }
  get rank(): number {
    return this.shape.length;
  }
  /** Number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }
  get isDisposed(): boolean {
    return this.#disposed;
  }
  /** @internal Whether another tensor views the same buffer. */
  get isShared(): boolean {
    return this.#buffer.isShared;
  }
  get isContiguous(): boolean {
    return isContiguous(this.shape, this.strides);
  }

  /** Where the values lie, for the backend. */
  get binding(): Binding {
    this.assertAlive();
    return { handle: this.#buffer.handle, offset: this.offset };
  }

  assertAlive(where = "a tensor"): void {
    if (!this.#disposed) return;
    throw new DisposedError(
      `${where}: the ${this.dtype} tensor ${formatShape(this.shape)} was already disposed`,
    );
  }

  /** Another handle to the same value, freed on its own. */
  alias(options: { owner?: null; newId?: boolean } = {}): Tensor {
    const id = options.newId ? undefined : this.id;
    return this.view(this.shape, this.strides, this.offset, { id, owner: options.owner });
  }

  /** @internal The same buffer seen through another layout; offset counted from the buffer's start. */
  view(
    shape: Shape,
    strides: readonly number[],
    offset: number,
    options: { id?: number; owner?: null } = {},
  ): Tensor {
    this.assertAlive();
    return new Tensor(this.#buffer.retain(), this.dtype, shape, strides, offset, options);
  }

  /** @internal The same bytes as another dtype of equal width. */
  reinterpret(dtype: DType): Tensor {
    this.assertAlive();
    return new Tensor(this.#buffer.retain(), dtype, this.shape, this.strides, this.offset);
  }

  /**
   * A copy of the values, row-major, as soon as they are computed. Works on every backend. float16 comes as a
   * Float32Array, since not all hosts have one of its own.
   */
  async data(): Promise<TypedArray> {
    const [start, bytes] = this.#span();
    const { shape, strides, offset } = this;
    const raw = await this.backend.read(this.#buffer.handle, start, bytes);
    return unpack(raw, this.dtype, shape, strides, offset - start / bytesOf(this.dtype));
  }

  /** A copy of the values at once; throws on a device that can't wait (a GPU): use `await t.data()` there. */
  dataSync(): TypedArray {
    const readSync = this.backend.readSync;
    if (!readSync) {
      throw new UsageError(
        `dataSync: the ${this.backend.name} backend reads asynchronously; use await t.data()`,
      );
    }
    const [start, bytes] = this.#span();
    const raw = readSync.call(this.backend, this.#buffer.handle, start, bytes);
    return unpack(raw, this.dtype, this.shape, this.strides, this.offset - start / bytesOf(this.dtype));
  }

  /** The one value of a tensor of one element. */
  async item(): Promise<number> {
    this.#assertSingle();
    return (await this.data())[0]!;
  }

  itemSync(): number {
    this.#assertSingle();
    return this.dataSync()[0]!;
  }

  /** The values as nested arrays; a number for a scalar. */
  async array(): Promise<NestedArray> {
    return nest(await this.data(), this.shape);
  }

  arraySync(): NestedArray {
    return nest(this.dataSync(), this.shape);
  }

  /** The same values on another backend. */
  async to(backend: Backend): Promise<Tensor> {
    const values = await this.data();
    return uploadTensor(backend, storedElements(this.dtype, values), this.dtype, this.shape);
  }

  /** Frees this handle; the buffer goes with its last handle. Twice is once. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    trackDeath(this);
    if (this.#scope) this.#scope.forget(this);
    else unwatchForGarbage(this);
    this.#scope = undefined;
    this.#buffer.release();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** @internal */
  leaveScopes(): void {
    this.#scope = undefined;
    if (!this.#disposed) watchForGarbage(this, this.#buffer);
  }

  /** @internal */
  enterScope(scope: Scope): void {
    this.#scope = scope;
  }

  /** @internal Of a number argument of a compiled function, a number of its kind: such a tensor is weak, as numbers are. */
  get weakNumber(): number | undefined {
    return undefined;
  }

  /** Comparing and adding tensors as if they were numbers is a mistake. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.toString();
    throw new UsageError(
      `${this} isn't a number: compute with ops such as add and less, or read it with await t.item()`,
    );
  }

  toString(): string {
    return `Tensor(${this.dtype} ${formatShape(this.shape)} on ${this.backend.name}${this.#disposed ? ", disposed" : ""})`;
  }

  #assertSingle(): void {
    if (this.size !== 1)
      throw new UsageError(`item: expected one element, got shape ${formatShape(this.shape)}`);
  }

  /** First byte, and number of bytes, that the layout touches. */
  #span(): [number, number] {
    this.assertAlive();
    if (this.size === 0) return [0, 0];
    let low = this.offset;
    let high = this.offset;
    this.shape.forEach((n, axis) => {
      const reach = (n - 1) * this.strides[axis]!;
      if (reach < 0) low += reach;
      else high += reach;
    });
    const width = bytesOf(this.dtype);
    return [low * width, (high - low + 1) * width];
  }
}

/** A new tensor on `backend` with a copy of `values`, which are row-major and of the dtype's array type. */
export function uploadTensor(backend: Backend, values: TypedArray, dtype: DType, shape: Shape): Tensor {
  const out = allocateTensor(backend, dtype, shape);
  if (values.length > 0) backend.upload(out.binding.handle, values);
  return out;
}

/** A new tensor with memory of its own, not yet written. */
export function allocateTensor(backend: Backend, dtype: DType, shape: Shape, owner?: null): Tensor {
  const bytes = sizeOf(shape) * bytesOf(dtype);
  const handle = backend.allocate(bytes, { dtype, shape, origin: birthplace() });
  return new Tensor(new SharedBuffer(backend, handle, bytes), dtype, shape, undefined, 0, { owner });
}

function unpack(
  raw: Uint8Array<ArrayBuffer>,
  dtype: DType,
  shape: Shape,
  strides: readonly number[],
  offset: number,
): TypedArray {
  const source = typedArray(dtype, raw.buffer, raw.byteOffset, raw.byteLength / bytesOf(dtype));
  if (isContiguous(shape, strides)) return storedNumbers(dtype, source);
  const out = typedArray(dtype, sizeOf(shape));
  let i = 0;
  for (const at of stridedOffsets(shape, strides, offset)) out[i++] = source[at]!;
  return storedNumbers(dtype, out);
}

function nest(data: TypedArray, shape: Shape, axis = 0, start = 0, size = data.length): NestedArray {
  if (axis === shape.length) return data[start]!;
  const n = shape[axis]!;
  const step = n === 0 ? 0 : size / n;
  return Array.from({ length: n }, (_, i) => nest(data, shape, axis + 1, start + i * step, step));
}
