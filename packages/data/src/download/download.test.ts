import { readdirSync } from "node:fs";
import { Generator } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { folderCache } from "../node/folderCache.js";
import { type Behaviour, Mirror } from "../testing/mirror.js";
import { TemporaryFolder } from "../testing/temporaryFolder.js";
import { type DownloadCache, memoryCache } from "./cache.js";
import { type DownloadProgress, download, sha256Of } from "./download.js";

const bytes = Uint8Array.from(new Generator(3).fold("file").permutation(200_000), (i) => i & 255);
const sha256 = await sha256Of(bytes);

/** Downloads from mirrors that behave as told, the second a right one where `second` says so. */
async function fetching(
  mirrors: readonly Mirror[],
  cache: DownloadCache,
  more: { signal?: AbortSignal; onProgress?: (progress: DownloadProgress) => void } = {},
): Promise<Uint8Array> {
  const file = { name: "set/file.gz", urls: mirrors.map(({ url }) => url), sha256 };
  // Only where a server stalls is it awaited; elsewhere a busy machine must not look like one.
  const stalls = mirrors.some(({ behaviours }) => behaviours.includes("stalls"));
  return download(file, { cache, stallSeconds: stalls ? 0.5 : 20, ...more });
}

describe.each(["memory", "folder"])("download into a cache in %s", (kind) => {
  async function withCache(run: (cache: DownloadCache) => Promise<void>): Promise<void> {
    using folder = new TemporaryFolder();
    await run(kind === "memory" ? memoryCache() : folderCache(folder.path));
    // A whole file and nothing half-written is left.
    if (kind === "folder") expect(readdirSync(folder.file("set"))).toEqual(["file.gz"]);
  }

  test("keeps what it got, and asks no server again", () =>
    withCache(async (cache) => {
      await using mirror = await Mirror.open(bytes, "right");
      const seen: DownloadProgress[] = [];
      expect(await fetching([mirror], cache, { onProgress: (progress) => seen.push(progress) })).toEqual(
        bytes,
      );
      expect(await fetching([mirror], cache)).toEqual(bytes);
      expect(mirror.ranges).toEqual([undefined]);
      expect(seen.at(-1)).toMatchObject({ name: "set/file.gz", done: bytes.length, total: bytes.length });
    }));

  test.each<Behaviour>(["truncates", "stalls"])("goes on where a server that %s ended", (behaviour) =>
    withCache(async (cache) => {
      await using mirror = await Mirror.open(bytes, behaviour, "right");
      expect(await fetching([mirror], cache)).toEqual(bytes);
      expect(mirror.ranges).toEqual([undefined, "bytes=100000-"]);
    }),
  );

  test("goes on with the next mirror after a stall, from the same byte", () =>
    withCache(async (cache) => {
      await using first = await Mirror.open(bytes, "stalls", "fails");
      await using second = await Mirror.open(bytes, "right");
      expect(await fetching([first, second], cache)).toEqual(bytes);
      expect(second.ranges).toEqual(["bytes=100000-"]);
    }));

  test("throws a file away whose sha256 is wrong, and tries the next mirror", () =>
    withCache(async (cache) => {
      await using first = await Mirror.open(bytes, "corrupts");
      await using second = await Mirror.open(bytes, "right");
      expect(await fetching([first, second], cache)).toEqual(bytes);
      expect([first.ranges, second.ranges]).toEqual([[undefined], [undefined]]);
    }));

  test("begins anew where what an earlier run left is damaged", () =>
    withCache(async (cache) => {
      await cache.append("set/file.gz", new Uint8Array(500), undefined);
      await using mirror = await Mirror.open(bytes, "right");
      expect(await fetching([mirror], cache)).toEqual(bytes);
      expect(mirror.ranges).toEqual(["bytes=500-", undefined]);
    }));

  test("begins anew where the server has another version by now, or can't send parts", () =>
    withCache(async (cache) => {
      await using mirror = await Mirror.open(bytes, "truncates", "no ranges");
      mirror.publishAnew();
      expect(await fetching([mirror], cache)).toEqual(bytes);
      expect(mirror.ranges).toEqual([undefined, "bytes=100000-"]);
    }));

  test("leaves what has arrived when it is interrupted, and goes on from there", () =>
    withCache(async (cache) => {
      await using mirror = await Mirror.open(bytes, "stalls", "right");
      const [stop, reason] = [new AbortController(), new Error("Ctrl-C")];
      const running = fetching([mirror], cache, {
        signal: stop.signal,
        onProgress: ({ done }) => done === 100_000 && stop.abort(reason),
      });
      await expect(running).rejects.toMatchObject({ code: "aborted", cause: reason });
      expect((await cache.part("set/file.gz")).bytes).toBe(100_000);
      expect(await cache.read("set/file.gz")).toBe(undefined);
      expect(await fetching([mirror], cache)).toEqual(bytes);
      expect(mirror.ranges).toEqual([undefined, "bytes=100000-"]);
    }));
});

describe("download", () => {
  test("says of each mirror what went wrong", async () => {
    await using missing = await Mirror.open(bytes, "missing");
    await using broken = await Mirror.open(bytes, "truncates");
    await using stalled = await Mirror.open(bytes, "stalls");
    await using wrong = await Mirror.open(bytes, "corrupts");
    const cache = memoryCache();
    const [host, ...others] = [missing, broken, stalled, wrong].map(({ url }) => new URL(url).host);
    const failing = fetching([missing, broken, wrong], cache);
    await expect(failing).rejects.toMatchObject({ code: "network" });
    await expect(failing).rejects.toThrow(
      `set/file.gz: the file can't be downloaded: ${host}: the server answers 404; ${others[0]}: `,
    );
    await expect(failing).rejects.toThrow(
      `${others[2]}: the file is another one or damaged (its sha256 is wrong)`,
    );
    expect(await cache.part("set/file.gz")).toMatchObject({ bytes: 0 });
    await expect(fetching([stalled], cache)).rejects.toThrow("no byte arrived for 0.5 s");
  });

  test("refuses a file that can't be checked", async () => {
    const file = { name: "a", urls: ["http://localhost/"], sha256: "abc" };
    const cache = memoryCache();
    await expect(download(file, { cache })).rejects.toThrow("expected sha256 as 64 hexadecimal digits");
    await expect(download({ ...file, sha256, urls: [] }, { cache })).rejects.toThrow("expected a mirror");
    await expect(download({ ...file, sha256, name: "../a" }, { cache })).rejects.toThrow("expected a name");
  });
});
