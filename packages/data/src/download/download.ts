import { MebaeError, throwIfAborted, UsageError } from "@mebae/tensor";
import { badData } from "../place.js";
import type { DownloadCache } from "./cache.js";
import { type Attempt, fetchRest } from "./fetchRest.js";

/** A file as its publisher describes it. */
export interface RemoteFile {
  /** What it is called in the cache; a path with "/" is allowed. */
  readonly name: string;
  /** Mirrors, in the order in which they are tried. */
  readonly urls: readonly string[];
  /** Of the whole file, as 64 hexadecimal digits. */
  readonly sha256: string;
  /** Its length, where it is known: for progress before a server has told it. */
  readonly bytes?: number;
}

export interface DownloadProgress {
  readonly name: string;
  readonly url: string;
  /** Bytes that are there, those of an earlier attempt included. */
  readonly done: number;
  /** Bytes of the whole file, where the server or the publisher says. */
  readonly total: number | undefined;
}

export interface DownloadOptions {
  readonly cache: DownloadCache;
  /** How to fetch; the platform's own by default. */
  readonly fetch?: typeof fetch;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Seconds without a byte after which a connection counts as stalled. Default 20. */
  readonly stallSeconds?: number;
  /** How often one mirror may break off before the next is tried; each time goes on where the last ended. Default 3. */
  readonly attempts?: number;
}

/**
 * The bytes of a published file: from the cache where they are, else downloaded into it. A download that breaks off,
 * now or in an earlier run, goes on where it ended; one whose sha256 is wrong is thrown away and the next mirror tried.
 * Nothing enters the cache under its name before its sha256 is right.
 * @throws MebaeError of code "network" that says of each mirror what went wrong; AbortedError.
 */
export async function download(file: RemoteFile, options: DownloadOptions): Promise<Uint8Array> {
  checkFile(file);
  const { cache } = options;
  const kept = await cache.read(file.name);
  if (kept && (await sha256Of(kept)) === file.sha256) return kept;
  const failures: string[] = [];
  for (const url of file.urls) {
    const bytes = await fromMirror(file, url, options, failures);
    if (!bytes) continue;
    await cache.commit(file.name, bytes);
    return bytes;
  }
  const message = `${file.name}: the file can't be downloaded: ${failures.join("; ")}`;
  throw new MebaeError("network", message, { file: file.name, failures });
}

/** The whole file with the right sha256 from one mirror, or undefined and why in `failures`. */
async function fromMirror(
  file: RemoteFile,
  url: string,
  options: DownloadOptions,
  failures: string[],
): Promise<Uint8Array | undefined> {
  const { cache } = options;
  let isOld = (await cache.part(file.name)).bytes > 0;
  for (;;) {
    const { state, reason } = await fetchWhole(file, url, options);
    if (state !== "whole") {
      failures.push(`${hostOf(url)}: ${reason}`);
      return undefined;
    }
    const bytes = await cache.readPart(file.name);
    if (bytes && (await sha256Of(bytes)) === file.sha256) return bytes;
    await cache.dropPart(file.name);
    // What an earlier run or another mirror left may be at fault: once more, from the first byte.
    if (!isOld) break;
    isOld = false;
  }
  failures.push(`${hostOf(url)}: the file is another one or damaged (its sha256 is wrong)`);
  return undefined;
}

/** Requests what is missing until all has arrived, or the mirror refuses or broke off too often. */
async function fetchWhole(file: RemoteFile, url: string, options: DownloadOptions): Promise<Attempt> {
  const { signal, attempts = 3 } = options;
  let last: Attempt = { state: "broken", reason: "no attempt" };
  for (let attempt = 0; attempt < attempts && last.state === "broken"; attempt++) {
    last = await fetchRest(file, url, options);
    throwIfAborted(signal, `${file.name}: ended before the file was downloaded`);
  }
  return last;
}

/** sha256 (FIPS 180-4) of bytes as hexadecimal digits. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function checkFile({ name, urls, sha256 }: RemoteFile): void {
  if (!/^[0-9a-f]{64}$/.test(sha256))
    throw new UsageError(`download: ${name}: expected sha256 as 64 hexadecimal digits, got "${sha256}"`);
  if (urls.length === 0) throw new UsageError(`download: ${name}: expected a mirror to download from`);
  if (name.split("/").some((part) => !/^[\w-][\w.-]*$/.test(part)))
    throw badData({ file: name }, "expected a name of letters, digits, dots and hyphens");
}
