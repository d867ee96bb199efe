/** Who runs, and between which barriers: numbers that the scheduler sets. */
export interface Now {
  invocation: number;
  group: number;
  /** Grows with each barrier that orders workgroup memory, and with each that orders buffers. */
  workgroupEpoch: number;
  storageEpoch: number;
}

const nobody = -1;
const several = -2;

/**
 * Memory that notices races: that one invocation writes an element and another one touches it with no barrier of that memory
 * between, or, in a buffer, in another workgroup at all.
 */
export class Memory {
  readonly #writer: Int32Array;
  readonly #writerGroup: Int32Array;
  readonly #written: Int32Array;
  readonly #reader: Int32Array;
  readonly #readerGroup: Int32Array;
  readonly #read: Int32Array;

  constructor(
    readonly name: string,
    readonly data: (unknown[] | Float32Array | Int32Array | Uint32Array) & { [i: number]: unknown },
    readonly isStorage: boolean,
    readonly now: Now,
  ) {
    const make = () => new Int32Array(data.length).fill(nobody);
    [this.#writer, this.#writerGroup, this.#written] = [make(), make(), make()];
    [this.#reader, this.#readerGroup, this.#read] = [make(), make(), make()];
  }

  load(i: number): unknown {
    const { data, now } = this;
    if (!(i >= 0 && i < data.length)) {
      // WebGPU reads something else than what lies behind a buffer; workgroup memory is only as large as it is declared.
      if (this.isStorage) return 0;
      throw new Error(`${this.name}[${i}] is outside its ${data.length} elements`);
    }
    this.#check(i, this.#writer[i]!, this.#writerGroup[i]!, this.#written[i]!, "reads what is written by");
    if (this.#read[i] !== this.#epoch) this.#reader[i] = now.invocation;
    else if (this.#reader[i] !== now.invocation) this.#reader[i] = several;
    this.#read[i] = this.#epoch;
    if (this.#readerGroup[i] === nobody) this.#readerGroup[i] = now.group;
    else if (this.#readerGroup[i] !== now.group) this.#readerGroup[i] = several;
    return data[i];
  }

  store(i: number, value: unknown): void {
    if (!(i >= 0 && i < this.data.length))
      throw new Error(`${this.name}[${i}] is written outside its memory`);
    this.#check(i, this.#writer[i]!, this.#writerGroup[i]!, this.#written[i]!, "writes as well as");
    this.#check(i, this.#reader[i]!, this.#readerGroup[i]!, this.#read[i]!, "writes what is read by");
    this.data[i] = value;
    this.#writer[i] = this.now.invocation;
    this.#writerGroup[i] = this.now.group;
    this.#written[i] = this.#epoch;
  }

  /** Whom a race is with, for errors. */
  #check(i: number, other: number, group: number, epoch: number, what: string): void {
    const { invocation, group: own } = this.now;
    if (group === nobody) return;
    const isOrdered = group === own && (other === invocation || epoch !== this.#epoch);
    if (isOrdered) return;
    const whom = group === own ? `invocation ${other}` : `workgroup ${group}`;
    throw new Error(
      `a race: invocation ${invocation} of workgroup ${own} ${what} ${whom} in ${this.name}[${i}]`,
    );
  }

  get #epoch(): number {
    return this.isStorage ? this.now.storageEpoch : this.now.workgroupEpoch;
  }
}
