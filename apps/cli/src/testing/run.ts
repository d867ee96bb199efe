import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { encode } from "fast-png";
import { main } from "../program.js";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in this process, as a shell without a terminal would. */
export async function mebae(argv: readonly string[], signal = new AbortController().signal): Promise<Ran> {
  let stdout = "";
  let stderr = "";
  const code = await main(argv, {
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    interactive: false,
    signal,
  });
  return { code, stdout, stderr };
}

/** The JSON lines that a run put out. */
export function events({ stdout }: Ran): Record<string, unknown>[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** A signal that is aborted once the program has asked for it so often. */
export function abortedAfter(asked: number): AbortSignal {
  const controller = new AbortController();
  let times = 0;
  return new Proxy(controller.signal, {
    get(target, name) {
      if (name === "aborted" && ++times > asked) controller.abort();
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** The path of the file in a folder whose name matches; undefined where there is none. */
export function fileLike(folder: string, name: RegExp): string | undefined {
  const found = existsSync(folder) ? readdirSync(folder).find((each) => name.test(each)) : undefined;
  return found === undefined ? undefined : join(folder, found);
}

/** A signal that is aborted once a file of such a name is in the folder. */
export function abortedOnceThereIs(folder: string, name: RegExp): AbortSignal {
  const controller = new AbortController();
  const timer = setInterval(() => {
    if (fileLike(folder, name) === undefined) return;
    clearInterval(timer);
    controller.abort();
  }, 2);
  timer.unref();
  return controller.signal;
}

/** A folder of files that goes away with the test file. */
export class Files {
  readonly folder = mkdtempSync(join(tmpdir(), "mebae-cli-"));

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  /** Files in folders, by their paths; the folder's own path. */
  folderOf(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path(name), path)), { recursive: true });
      writeFileSync(join(this.path(name), path), content);
    }
    return this.path(name);
  }

  emptyFolder(name: string): string {
    mkdirSync(this.path(name));
    return this.path(name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Two clouds of points with a column of text: rows of a, b, colour and kind. */
export function cloudsCsv(count = 60): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const kind = i % 2;
    const wobble = Math.sin(i * 12.9898) * 0.8;
    return `${(kind * 3 + wobble).toFixed(3)},${(Math.cos(i * 7.1) + kind).toFixed(3)},${i % 3 ? "red" : "blue"},${kind ? "oak" : "elm"}`;
  });
  return `a,b,colour,kind\n${rows.join("\n")}\n`;
}

/** An IDX file of bytes, gzipped. */
export function idx(shape: readonly number[], bytes: Uint8Array, magic = 0x0800 + shape.length): Uint8Array {
  const head = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  head.setUint32(0, magic);
  shape.forEach((extent, i) => head.setUint32(4 + 4 * i, extent));
  return gzipSync(Buffer.concat([new Uint8Array(head.buffer), bytes]));
}

/** Pictures of 8 × 8, or another even side, with a bright half, upper or lower, and their labels. */
export function halves(count: number, side = 8): { images: Uint8Array; labels: Uint8Array } {
  const size = side * side;
  const images = new Uint8Array(count * size).map((_, i) => {
    const isUpper = i % size < size / 2;
    return isUpper === (Math.floor(i / size) % 2 === 0) ? 200 : (i * 37) % 60;
  });
  return {
    images: idx([count, side, side], images),
    labels: idx(
      [count],
      new Uint8Array(count).map((_, i) => i % 2),
    ),
  };
}

/** PNG pictures of 8 × 8 with a bright half, upper or lower, a folder for each; `first` is the number of the first. */
export function halvesAsPictures(count: number, first = 1): Record<string, Uint8Array> {
  const pictures = Array.from({ length: count }, (_, i) => {
    const isUpper = i % 2 === 0;
    const data = new Uint8Array(64).map((_, at) =>
      at < 32 === isUpper ? 200 : ((first + i + at) * 37) % 60,
    );
    const png = encode({ width: 8, height: 8, data, channels: 1, depth: 8 });
    return [`${isUpper ? "upper" : "lower"}/${first + i}.png`, png] as const;
  });
  return Object.fromEntries(pictures);
}
