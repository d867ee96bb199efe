import { BackendError } from "@mebae/tensor";
import type * as Koffi from "koffi";

/** C ← α·op(A)·op(B) + β·C, as CBLAS declares it. */
// biome-ignore format: one line an operand
export type Gemm = (
  order: number, operationA: number, operationB: number, m: number, n: number, depth: number,
  alpha: number, a: Uint8Array, pitchA: number,
  b: Uint8Array, pitchB: number,
  beta: number, c: Uint8Array, pitchC: number,
) => void;

/** What of OpenBLAS is used. */
export interface OpenBlas {
  readonly library: string;
  readonly configuration: string;
  readonly sgemm: Gemm;
  readonly dgemm: Gemm;
  readonly setThreads: (count: number) => void;
}

interface Place {
  readonly files: readonly string[];
  readonly install: string;
}

/** Where OpenBLAS usually is, and how one gets it, by process.platform. */
const places: Readonly<Record<string, Place>> = {
  linux: {
    files: [
      "libopenblas.so.0",
      "libopenblas.so",
      "/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0",
      "/usr/lib/aarch64-linux-gnu/openblas-pthread/libopenblas.so.0",
    ],
    install: "apt-get install libopenblas0 (Debian, Ubuntu) or dnf install openblas (Fedora)",
  },
  darwin: {
    files: [
      "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
      "/usr/local/opt/openblas/lib/libopenblas.dylib",
      "libopenblas.dylib",
    ],
    install: "brew install openblas",
  },
  win32: {
    files: ["libopenblas.dll", "openblas.dll"],
    install: "put libopenblas.dll of a release of OpenBLAS into a folder of PATH",
  },
};

/**
 * Loads OpenBLAS and declares its functions.
 * @param own The one library to try, in the place of the usual ones.
 * @throws BackendError with the reasons and with how to install it.
 */
export function loadOpenBlas(own?: string): OpenBlas {
  const koffi = requireKoffi();
  const { files, install } = places[process.platform] ?? places["linux"]!;
  const reasons: string[] = [];
  for (const library of own === undefined ? files : [own]) {
    try {
      return declare(koffi.load(library), library);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      reasons.push(`${library}: ${reason.split("\n")[0]}`);
    }
  }
  const tried = `Tried: ${reasons.map((reason) => reason.split("\n")[0]).join("; ")}.`;
  throw new BackendError(`blas: no OpenBLAS on this machine. To install it: ${install}. ${tried}`, {
    reasons,
  });
}

/** koffi, found at run time so that this module loads, and bundles, where there is no Node. */
function requireKoffi(): typeof Koffi {
  const modules = globalThis.process?.getBuiltinModule?.("node:module");
  if (!modules) throw new BackendError("blas: OpenBLAS is a library of the system, which only Node can load");
  return modules.createRequire(import.meta.url)("koffi");
}

function declare(library: Koffi.LibraryHandle, name: string): OpenBlas {
  const gemm = (letter: string, real: string) =>
    library.func(
      `void cblas_${letter}gemm(int, int, int, int, int, int, ${real}, void *, int, void *, int, ${real}, void *, int)`,
    );
  return {
    library: name,
    configuration: (library.func("const char *openblas_get_config()") as () => string)().trim(),
    sgemm: gemm("s", "float"),
    dgemm: gemm("d", "double"),
    setThreads: library.func("void openblas_set_num_threads(int)"),
  };
}
