import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How a mirror answers a request: all is right, or what goes wrong on the web. */
export type Behaviour = "right" | "no ranges" | "truncates" | "stalls" | "corrupts" | "missing" | "fails";

/** A web server of this machine that serves one file, request by request as told; the last behaviour stays. */
export class Mirror implements AsyncDisposable {
  /** The Range header of each request, undefined where the whole file was asked for. */
  readonly ranges: (string | undefined)[] = [];
  readonly #server: Server;
  #tag = 1;

  private constructor(
    readonly bytes: Uint8Array,
    readonly behaviours: Behaviour[],
  ) {
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async open(bytes: Uint8Array, ...behaviours: Behaviour[]): Promise<Mirror> {
    const mirror = new Mirror(bytes, behaviours);
    await new Promise<void>((listening) => mirror.#server.listen(0, "127.0.0.1", listening));
    return mirror;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/file`;
  }

  /** From now on the file counts as another version. */
  publishAnew(): void {
    this.#tag++;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  #answer({ headers }: IncomingMessage, response: ServerResponse): void {
    this.ranges.push(headers.range);
    const behaviour = this.behaviours.length > 1 ? this.behaviours.shift()! : this.behaviours[0]!;
    if (behaviour === "missing" || behaviour === "fails") {
      response.writeHead(behaviour === "missing" ? 404 : 503).end("no");
      return;
    }
    const tag = `"${this.#tag}"`;
    const isCurrent = headers["if-range"] === undefined || headers["if-range"] === tag;
    const asked = behaviour === "no ranges" || !isCurrent ? undefined : headers.range;
    const from = Number(/\d+/.exec(asked ?? "0")![0]);
    const rest = this.bytes.slice(from);
    if (behaviour === "corrupts") rest[rest.length >> 1]! ^= 1;
    response.writeHead(asked ? 206 : 200, {
      "content-length": rest.length,
      ...(behaviour !== "no ranges" && { etag: tag }),
      ...(asked && { "content-range": `bytes ${from}-${this.bytes.length - 1}/${this.bytes.length}` }),
    });
    if (behaviour === "truncates" || behaviour === "stalls") {
      response.write(rest.subarray(0, rest.length >> 1));
      // A reader forgets what it hasn't read when a connection breaks; let it read what was sent.
      if (behaviour === "truncates") setTimeout(() => response.destroy(), 50);
    } else response.end(rest);
  }
}
