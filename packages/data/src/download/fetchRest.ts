import type { DownloadOptions, RemoteFile } from "./download.js";

/** What came of one request: the part is the whole file, or the connection broke (try again), or the mirror says no. */
export interface Attempt {
  readonly state: "whole" | "broken" | "refused";
  readonly reason?: string;
}

/**
 * Fetches what is missing of a file and adds it to its part in the cache. The request asks for the rest of the version
 * that the part is of (Range with If-Range, RFC 9110); a server that sends the whole file instead begins the part anew.
 */
export async function fetchRest(file: RemoteFile, url: string, options: DownloadOptions): Promise<Attempt> {
  const watch = new Watch(options.stallSeconds ?? 20, options.signal);
  try {
    const { cache, fetch = globalThis.fetch } = options;
    const part = await cache.part(file.name);
    if (file.bytes !== undefined && part.bytes === file.bytes) return { state: "whole" };
    const response = await fetch(url, { headers: rangeOf(part), signal: watch.signal });
    const resumed = response.status === 206 && startOf(response) === part.bytes && part.bytes > 0;
    if (!response.ok || !response.body || (response.status === 206 && !resumed)) {
      await response.body?.cancel();
      // 416: the part is as long as the file, or of another file.
      if (response.status === 416 || response.status === 206) await cache.dropPart(file.name);
      const retry = response.status === 416 || response.status === 206 || response.status >= 500;
      return { state: retry ? "broken" : "refused", reason: `the server answers ${response.status}` };
    }
    if (!resumed) await cache.dropPart(file.name);
    return await receive(response, response.body, {
      file,
      url,
      options,
      watch,
      from: resumed ? part.bytes : 0,
    });
  } catch (cause) {
    return { state: "broken", reason: watch.reason ?? reasonOf(cause) };
  } finally {
    watch.end();
  }
}

interface Receiving {
  readonly file: RemoteFile;
  readonly url: string;
  readonly options: DownloadOptions;
  readonly watch: Watch;
  readonly from: number;
}

async function receive(
  response: Response,
  body: ReadableStream<Uint8Array>,
  { file, url, options, watch, from }: Receiving,
): Promise<Attempt> {
  // Of an encoded body the header tells another length than that of the bytes that arrive.
  const sent = response.headers.has("content-encoding") ? null : response.headers.get("content-length");
  const total = sent === null ? file.bytes : from + Number(sent);
  const tag = response.headers.get("etag") ?? undefined;
  let done = from;
  const reader = body.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    watch.rest();
    await options.cache.append(file.name, step.value, tag);
    done += step.value.length;
    options.onProgress?.({ name: file.name, url, done, total });
    watch.begin();
  }
  if (total === undefined || done === total) return { state: "whole" };
  return { state: "broken", reason: `the connection ended after ${done} of ${total} bytes` };
}

/** Asks for the rest, if it is still of the version that the part came from; a weak tag can't promise that. */
function rangeOf({ bytes, tag }: { bytes: number; tag: string | undefined }): Record<string, string> {
  if (bytes === 0) return {};
  const range = { range: `bytes=${bytes}-` };
  return tag === undefined || tag.startsWith("W/") ? range : { ...range, "if-range": tag };
}

/** The first byte that a partial answer holds. */
function startOf(response: Response): number {
  return Number(/^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1] ?? Number.NaN);
}

function reasonOf(cause: unknown): string {
  const { message, cause: inner } = cause as Error & { cause?: { code?: string; message?: string } };
  return inner?.code ?? inner?.message ?? message;
}

/** Ends a request where no byte comes for some seconds, or where the caller's signal does. */
class Watch {
  readonly #controller = new AbortController();
  readonly #seconds: number;
  readonly #outer: AbortSignal | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Why it ended the request, where it was for silence. */
  reason: string | undefined;

  constructor(seconds: number, outer?: AbortSignal) {
    this.#seconds = seconds;
    this.#outer = outer;
    outer?.addEventListener("abort", this.#abort);
    if (outer?.aborted) this.#abort();
    this.begin();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  readonly #abort = () => this.#controller.abort(this.#outer?.reason);

  begin(): void {
    this.#timer = setTimeout(() => {
      this.reason = `no byte arrived for ${this.#seconds} s`;
      this.#controller.abort(new Error(this.reason));
    }, 1000 * this.#seconds);
  }

  rest(): void {
    clearTimeout(this.#timer);
  }

  end(): void {
    this.rest();
    this.#outer?.removeEventListener("abort", this.#abort);
  }
}
