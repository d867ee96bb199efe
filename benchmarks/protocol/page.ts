import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Browser, chromium } from "playwright";
import type { Reply, Request } from "./messages.ts";
import { type Program, within } from "./program.ts";

export const executablePath = "/usr/bin/chromium";

const patience = 60_000;

declare global {
  interface Window {
    ask(request: Request | { peer: string; threads: number }): Promise<Reply>;
  }
}

/** A library in a worker of a page, in a Chromium of its own, so that its memory is told apart. */
export async function startPage(url: string, peer: string, threads: number): Promise<Program> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], handleSIGINT: false });
  try {
    const page = await browser.newPage();
    await page.goto(`${url}/index.html`);
    const send = (request: Parameters<Window["ask"]>[0], milliseconds: number) =>
      within(
        page.evaluate((message) => window.ask(message), request),
        milliseconds,
      );
    const first = await send({ peer, threads }, patience);
    if ("error" in first) throw new Error(first.error);
    return {
      async ask(request, milliseconds = patience) {
        if (request.ask === "memory") return { bytes: await peakMemory(browser) } as never;
        // The page has the files of values from the server.
        const there =
          "file" in request ? { ...request, file: `/values/${basename(request.file as string)}` } : request;
        const reply = await send(there as Request, milliseconds);
        if ("error" in reply) throw new Error(reply.error);
        return reply as never;
      },
      end: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** The peak resident memory of the browser's renderers, as Linux counts it. */
async function peakMemory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const peaks = processInfo
    .filter(({ type }) => type === "renderer")
    .map(
      ({ id }) => Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${id}/status`, "utf8"))![1]) * 1024,
    );
  return Math.max(...peaks);
}
