import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import { configDefaults, defineConfig, type TestProjectConfiguration } from "vitest/config";
import { commands } from "./tests/browser/commands.js";
import { adapterKind, chromium, chromiumArguments, isRequired, vulkanEnvironment } from "./tools/machine.mjs";
import { isolated } from "./tools/page.mjs";
import { filesThatShareModules } from "./tools/testFiles.mjs";

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests run on the sources: @mebae/NAME and @mebae/NAME/ENTRY are packages/NAME/src/{index,ENTRY}.ts. */
const alias = [
  { find: /^@mebae\/([a-z]+)$/, replacement: `${source("packages")}/$1/src/index.ts` },
  { find: /^@mebae\/([a-z]+)\/([a-z]+)$/, replacement: `${source("packages")}/$1/src/$2.ts` },
];

const sharing = filesThatShareModules(source("."));
const env = {
  ...vulkanEnvironment(),
  MEBAE_ADAPTER: await adapterKind(),
  // Files run side by side, one for each core: engines that shared all cores would wait for each other's threads. Tests of threads
  // say how many they want.
  MEBAE_THREADS: process.env["MEBAE_THREADS"] ?? "1",
};

/** Files that share their modules, a worker's one after another. */
const shared: TestProjectConfiguration = {
  extends: true,
  test: { name: "shared", include: sharing, isolate: false, testTimeout: 30_000, env },
};

const node: TestProjectConfiguration = {
  extends: true,
  test: {
    name: "node",
    include: [
      "packages/*/src/**/*.test.ts",
      "apps/*/src/**/*.test.ts",
      "tests/**/*.test.ts",
      "tools/**/*.test.ts",
    ],
    exclude: [
      ...[...configDefaults.exclude, "**/dist/**", "tests/browser/**", "tests/pages/**", ...sharing],
      // Half a minute for tarballs in empty projects, where a release is promised.
      ...(isRequired("release") ? [] : ["tests/release/release.test.ts"]),
    ],
    testTimeout: 30_000,
    env,
  },
};

/** Runs inside a page of the Chromium at `executablePath`. */
const browser = (executablePath: string): TestProjectConfiguration => ({
  extends: true,
  server: { headers: isolated },
  // Found before the first test runs, so that nothing is bundled anew and reloaded in the middle.
  optimizeDeps: { entries: ["tests/browser/**/*.ts"] },
  test: {
    name: "chromium",
    include: ["tests/browser/**/*.test.ts"],
    testTimeout: 30_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      // Where there is no card Chromium computes on the processor, by SwiftShader; only this flag lets pages have it.
      provider: playwright({
        launchOptions: { executablePath, args: [...chromiumArguments, "--enable-unsafe-webgpu"] },
      }),
      commands,
      instances: [{ browser: "chromium" }],
    },
  },
});

/** Runs in Node and opens pages of its own in Chromium: as a user's page is, with a user's bundle. */
const pages: TestProjectConfiguration = {
  extends: true,
  test: {
    name: "pages",
    include: ["tests/pages/**/*.test.ts"],
    // A page waits for its turn where another file computes beside it.
    testTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
};

const chromiumPath = chromium();

export default defineConfig({
  resolve: { alias },
  // `using` is lowered: Node 22 doesn't know it yet.
  oxc: { target: "es2022" },
  test: {
    // By default one core stays free, which on a machine of two is half of it.
    maxWorkers: "100%",
    // Some bundle every package, and wait for their turn as all do.
    hookTimeout: 60_000,
    projects: chromiumPath ? [node, shared, pages, browser(chromiumPath)] : [node, shared],
  },
});
