import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { runQuietly } from "./run.mjs";

const ICD = "/usr/lib/chromium/vk_swiftshader_icd.json";

/** What Dawn's process must have in its environment before it starts: the driver that Debian's Chromium brings. */
export function vulkanEnvironment() {
  const driver = process.env.VK_ICD_FILENAMES ?? (existsSync(ICD) ? ICD : undefined);
  return {
    ...(driver && { VK_ICD_FILENAMES: driver }),
    // Without it the loader prints a warning.
    XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? tmpdir(),
  };
}

/** Where the real data sets are: beside or inside the checkout, or where MEBAE_SHARED says; undefined if nowhere. */
export function sharedFolder() {
  const places = process.env.MEBAE_SHARED ? [process.env.MEBAE_SHARED] : ["shared", "../shared"];
  return places.map((place) => resolve(place)).find((place) => existsSync(resolve(place, "data")));
}

/** Where Chromium is: Debian's, or where MEBAE_CHROMIUM says; undefined if there is none. */
export function chromium() {
  const path = process.env.MEBAE_CHROMIUM ?? "/usr/bin/chromium";
  return existsSync(path) ? path : undefined;
}

/**
 * What a Chromium that tests or measures pages is started with. The features left out draw a browser's window that nobody sees: the list
 * under the address bar is a page of its own, which took more of the processor than most of the pages that are tested, and a process
 * stood by for the next page. Chromium heeds the last such list only, so what Playwright leaves out stands here again.
 */
export const chromiumArguments = [
  "--no-sandbox",
  `--disable-features=${[
    ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"],
    ...["AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"],
    ...["DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay"],
    ...[
      "MediaRouter",
      "NetworkTimeServiceQuerying",
      "OptimizationHints",
      "PaintHolding",
      "PreconnectToSearch",
    ],
    "ThirdPartyStoragePartitioning",
  ]}`,
];

/** Whether the loader knows OpenBLAS. ldconfig stands where only root's PATH leads. */
async function openblas() {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  const { output } = await runQuietly("ldconfig", ["-p"], { env });
  return output.includes("libopenblas.so.0");
}

/**
 * Dawn's adapter: "card", "software" or "none"; asked in a process of its own because the driver is chosen before the process
 * starts. vitest asks once, and tells its files by MEBAE_ADAPTER.
 */
export async function adapterKind() {
  const { MEBAE_ADAPTER } = process.env;
  if (MEBAE_ADAPTER) return MEBAE_ADAPTER;
  const probe = `const { create } = await import("webgpu");
    const adapter = await create([]).requestAdapter();
    if (!adapter) process.exit(1);
    process.exit(/swiftshader|llvmpipe/i.test(adapter.info.architecture + adapter.info.description) ? 2 : 0);`;
  const env = { ...process.env, ...vulkanEnvironment() };
  // The package is a dependency of packages/gpu only.
  const cwd = resolve(import.meta.dirname, "../packages/gpu");
  const { status } = await runQuietly(process.execPath, ["--input-type=module", "--eval", probe], {
    cwd,
    env,
  });
  return status === 0 ? "card" : status === 2 ? "software" : "none";
}

/** The parts that MEBAE_REQUIRE promises, comma-separated. */
function requiredParts() {
  const parts = (process.env.MEBAE_REQUIRE ?? "").split(",").map((part) => part.trim());
  return new Set(parts.filter(Boolean));
}

/** Whether MEBAE_REQUIRE promises that part. */
export function isRequired(part) {
  return requiredParts().has(part);
}

/**
 * What is left out here, in whole or in part, as a list of { part, reason }. A part named in MEBAE_REQUIRE (comma-separated)
 * is marked `required`: its absence is a failure.
 */
export async function absences() {
  const required = requiredParts();
  const adapter = await adapterKind();
  const reasons = {
    card: "",
    software: "a software adapter, which takes minutes: MEBAE_REQUIRE=webgpu tests on it",
    none: "no package webgpu, or no adapter for it",
  };
  const parts = [
    {
      part: "shared",
      there: sharedFolder() !== undefined,
      reason: "no real data sets in shared/ or ../shared",
    },
    {
      part: "chromium",
      there: chromium() !== undefined && required.has("chromium"),
      reason: chromium()
        ? "in a page one setting of the CPU engine's two and a layout a call, as Node checks it too: MEBAE_REQUIRE=chromium takes all"
        : "no /usr/bin/chromium (MEBAE_CHROMIUM names another)",
    },
    { part: "openblas", there: await openblas(), reason: "no libopenblas.so.0 among the system's libraries" },
    {
      part: "webgpu",
      there: adapter === "card" || (adapter === "software" && required.has("webgpu")),
      reason: reasons[adapter],
    },
    {
      part: "release",
      there: required.has("release"),
      reason:
        "what only a release changes: MEBAE_REQUIRE=release installs the tarballs into projects of their own",
    },
  ];
  const unknown = [...required].filter((name) => !parts.some(({ part }) => part === name));
  return [
    ...parts
      .filter(({ there }) => !there)
      .map(({ part, reason }) => ({ part, reason, required: required.has(part) })),
    ...unknown.map((part) => ({
      part,
      reason: "MEBAE_REQUIRE names a part that nobody knows",
      required: true,
    })),
  ];
}

/** Whether a part's tests run: where it is there, or where it was promised, which fails without it. Prints why, where they don't. */
export async function isTested(part) {
  const absence = (await absences()).find((one) => one.part === part);
  if (!absence || absence.required) return true;
  console.log(`${part} isn't tested: ${absence.reason}`);
  return false;
}
