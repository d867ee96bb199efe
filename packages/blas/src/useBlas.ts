import { setMatmulProvider } from "@mebae/tensor";
import { loadOpenBlas } from "./openBlas.js";
import { openBlasProvider } from "./openBlasProvider.js";

export interface BlasOptions {
  /** The library's file or name, where it isn't found by itself. */
  readonly library?: string;
}

/** What computes matrix products now; disposing of it gives them back to the engine, or to whoever had them before. */
export interface Blas extends Disposable {
  /** The library's file or name. */
  readonly library: string;
  /** What OpenBLAS tells of itself: version, processor, most threads. */
  readonly configuration: string;
}

/**
 * Lets the system's OpenBLAS compute the matrix products of CPU engines, those inside of convolutions included, on the
 * engine's own memory and with as many threads as the engine may use. Small products stay with the engine.
 * @throws BackendError where there is no Node or no OpenBLAS; the engine then goes on without.
 */
export function useBlas(options: BlasOptions = {}): Blas {
  const { library, configuration, ...functions } = loadOpenBlas(options.library);
  const provider = openBlasProvider(functions);
  const before = setMatmulProvider(provider);
  return {
    library,
    configuration,
    [Symbol.dispose]() {
      const now = setMatmulProvider(before);
      if (now !== provider) setMatmulProvider(now);
    },
  };
}
