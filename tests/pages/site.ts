import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium } from "playwright";
import { chromiumArguments, chromium as chromiumPath } from "../../tools/machine.mjs";
import { isolated } from "../../tools/page.mjs";
import type { TraceEvent } from "./trace.js";

/** One file of a site. */
export interface SiteFile {
  readonly content: string;
  readonly type: "text/html" | "text/javascript";
  readonly headers?: Readonly<Record<string, string>>;
}

/** Browsers ask for it, and complain where there is none. */
const noIcon: SiteFile = { type: "text/html", content: "" };

/** A page that runs a module script. */
export function pageOf(script: string, headers: Readonly<Record<string, string>> = isolated): SiteFile {
  const content = `<!doctype html><title>Mebae</title><script type="module" src="${script}"></script>`;
  return { type: "text/html", content, headers };
}

export interface Visit {
  /** What the page reported. */
  readonly value: unknown;
  /** Its console's errors and warnings, the browser's own among them. */
  readonly complaints: readonly string[];
  /** How many workers it had started by then, and how many of them had ended. */
  readonly workers: { readonly started: number; readonly ended: number };
  /** What Chromium noted, where `trace` names categories to note. */
  readonly trace: readonly TraceEvent[];
}

/** A Chromium, and a server of this machine that it can visit. */
export class Site {
  readonly #files = new Map<string, SiteFile>();
  readonly #server: Server;
  readonly #browser: Browser;

  private constructor(server: Server, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
    server.on("request", ({ url }, response) => {
      const file = this.#files.get(url!.split("?")[0]!) ?? (url === "/favicon.ico" ? noIcon : undefined);
      const headers = { "Content-Type": file?.type ?? "text/plain", ...file?.headers };
      response.writeHead(file ? 200 : 404, headers).end(file?.content);
    });
  }

  static async open(): Promise<Site> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const executablePath = chromiumPath();
    if (!executablePath) throw new Error("no Chromium: MEBAE_CHROMIUM names none, and /usr/bin has none");
    return new Site(server, await chromium.launch({ executablePath, args: [...chromiumArguments] }));
  }

  /** Serves `file` at `path`, such as "/worker.js"; what comes after a "?" is the page's own. */
  add(path: string, file: SiteFile): void {
    this.#files.set(path, file);
  }

  /**
   * Opens the page at `path` in a profile of its own and waits until its script calls `report(value)`.
   * @param trace Categories of Chromium's tracing, for one page at a time.
   * @throws what the page throws before
   */
  async visit(path: string, trace: readonly string[] = []): Promise<Visit> {
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    const workers = { started: 0, ended: 0 };
    page.on("worker", (worker) => {
      workers.started++;
      worker.on("close", () => workers.ended++);
    });
    let report!: (value: unknown) => void;
    const reported = new Promise<unknown>((resolve, reject) => {
      report = resolve;
      page.on("pageerror", reject);
    });
    try {
      await page.exposeFunction("report", report);
      if (trace.length > 0) await this.#browser.startTracing(page, { categories: ["-*", ...trace] });
      const { port } = this.#server.address() as AddressInfo;
      const [value] = await Promise.all([reported, page.goto(`http://127.0.0.1:${port}${path}`)]);
      const noted = trace.length > 0 ? `${await this.#browser.stopTracing()}` : '{ "traceEvents": [] }';
      return { value, complaints, workers: { ...workers }, trace: JSON.parse(noted).traceEvents };
    } finally {
      await context.close();
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
