/**
 * Products C (+)= op(A)·op(B) of row-major matrices, as the gemm of BLAS states them (Dongarra et al. 1990): op transposes
 * or not, op(A) is [m, depth], op(B) [depth, n] and C [m, n].
 */
export interface MatmulFacts {
  readonly dtype: "float32" | "float64";
  readonly m: number;
  readonly n: number;
  readonly depth: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Elements from one row of A, B and C as they are stored to the next. */
  readonly pitchA: number;
  readonly pitchB: number;
  readonly pitchC: number;
  /** Whether the product is added to C. */
  readonly accumulate: boolean;
  /** How many such products follow one another. */
  readonly batch: number;
}

/** Computes one product, all addresses in bytes from the start of `memory`, with at most so many threads. */
export type MatmulRun = (memory: ArrayBufferLike, a: number, b: number, c: number, threads: number) => void;

/** Computes matrix products in the place of the CPU engine's own kernel, on the engine's memory. */
export interface MatmulProvider {
  readonly name: string;
  /** How it computes such products; undefined leaves them to the engine. Asked once for each kind of product. */
  prepare(facts: MatmulFacts): MatmulRun | undefined;
}

let current: MatmulProvider | undefined;

/**
 * Lets a provider compute the matrix products of every CPU engine from now on, those inside of convolutions included;
 * undefined gives them back to the engine.
 * @returns The provider until now.
 */
export function setMatmulProvider(provider: MatmulProvider | undefined): MatmulProvider | undefined {
  const before = current;
  current = provider;
  return before;
}

export function matmulProvider(): MatmulProvider | undefined {
  return current;
}
