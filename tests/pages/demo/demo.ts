import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright";
import type { PreviewServer } from "vite";
import { chromiumArguments, chromium as chromiumPath } from "../../../tools/machine.mjs";
import { servePage } from "../../../tools/page.mjs";
import { LoadedScripts } from "../scripts.js";

export interface DemoOptions {
  /** Whether the host sends the two headers that give a page threads. Default true. */
  readonly isIsolated?: boolean;
  /** Whether Chromium offers WebGPU, by SwiftShader. Default false. */
  readonly hasWebGpu?: boolean;
}

export interface OpenPage {
  readonly page: Page;
  /** Its errors and warnings so far: of its scripts, its console and its requests. */
  readonly complaints: string[];
  readonly scripts: LoadedScripts;
  close(): Promise<void>;
}

/** What a page without a service worker is warned of. */
const blocked = "Service Worker registration blocked by Playwright";

/** The built page (`pnpm build` made it), served as `pnpm demo` does, and a Chromium to look at it with. */
export class Demo {
  readonly #server: PreviewServer;
  readonly #browser: Browser;
  readonly address: string;

  private constructor(server: PreviewServer, address: string, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
    this.address = address;
  }

  static async open({ isIsolated = true, hasWebGpu = false }: DemoOptions = {}): Promise<Demo> {
    const executablePath = chromiumPath();
    if (!executablePath) throw new Error("no Chromium: MEBAE_CHROMIUM names none, and /usr/bin has none");
    const { server, address } = await servePage({ isIsolated });
    const args = [...chromiumArguments, ...(hasWebGpu ? ["--enable-unsafe-webgpu"] : [])];
    return new Demo(server, address, await chromium.launch({ executablePath, args }));
  }

  /**
   * Opens the page at `path`, such as "#train", in a profile of its own, English and light unless `options` say otherwise,
   * and waits until its engine has started. Without a service worker, which would fetch the other rooms too, unless `options` allow it.
   */
  async visit(path = "", options: BrowserContextOptions = {}): Promise<OpenPage> {
    const context = await this.#browser.newContext({
      ...{ locale: "en-GB", colorScheme: "light", serviceWorkers: "block" },
      ...options,
    });
    const scripts = new LoadedScripts(context);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(`${error}`));
    page.on("console", (message) => {
      if (message.text() === blocked) return;
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText;
      // So ends what was on its way when the page was left.
      if (reason !== "net::ERR_ABORTED") complaints.push(`${request.url()} failed: ${reason}`);
    });
    await page.goto(`${this.address}${path}`);
    await page.locator("[data-device]").waitFor();
    return { page, complaints, scripts, close: () => context.close() };
  }

  /** Ends Chromium's graphics process, as a driver that fails does: each WebGPU device is lost, and others can be asked for. */
  async loseGraphics(): Promise<void> {
    const session = await this.#browser.newBrowserCDPSession();
    await session.send("Browser.crashGpuProcess");
    await session.detach();
  }

  /** The host is gone, as for a person without a network. */
  async stopServing(): Promise<void> {
    const { httpServer } = this.#server;
    if ("closeAllConnections" in httpServer) httpServer.closeAllConnections();
    await this.#server.close();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    if (this.#server.httpServer.listening) await this.#server.close();
  }
}

/** Waits until what the page was told before is drawn: in the next frame. */
export const drawn = (page: Page): Promise<void> =>
  page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );

/** A phone, and a desktop. */
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const desktop = { viewport: { width: 1280, height: 900 } };

/** By how many pixels the page is wider than the screen. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
