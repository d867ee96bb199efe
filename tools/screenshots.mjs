// Pictures of the built page, after `pnpm build`:
//   pnpm screenshots            README's, docs/page.png and docs/page.ja.png: training, half done
//   pnpm screenshots FOLDER     and every tab in both languages, themes and widths, as FOLDER/train-en-light-phone.png …
// Wants Chromium (MEBAE_CHROMIUM, or Debian's).
import { mkdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { chromium } from "playwright";
import { chromiumArguments, chromium as chromiumPath } from "./machine.mjs";
import { rooms, servePage } from "./page.mjs";

const root = resolve(import.meta.dirname, "..");
/** What a README's picture may weigh. */
const mostBytes = 300_000;

const languages = { en: "en-GB", ja: "ja-JP" };
const themes = ["light", "dark"];
const widths = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

/** The page in a profile of its own, its engine started and its tab's room there. */
async function visit(browser, address, { tab, language, theme, width }) {
  const context = await browser.newContext({
    ...widths[width],
    locale: languages[language],
    colorScheme: theme,
  });
  const page = await context.newPage();
  await page.goto(`${address}#${tab}`);
  await page.locator("[data-device]").waitFor();
  await page.waitForLoadState("networkidle");
  return page;
}

/** Presses Train and waits until half of the steps are done. */
async function trainHalf(page) {
  await page.getByRole("button", { name: /^(Train|学習する)$/ }).click();
  const isHalfDone = () => {
    const bar = document.querySelector("progress");
    return bar !== null && bar.value >= bar.max / 2;
  };
  await page.waitForFunction(isHalfDone, undefined, { timeout: 120_000 });
}

/** As high a screen as the tab is long, so that what sticks to the screen's edge stands where it belongs. */
async function unroll(page) {
  const { width } = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
}

/** What a person sees who has waited a moment, or all of the tab where `isWhole`. */
async function shoot(page, tab, path, isWhole) {
  if (tab === "train") await trainHalf(page);
  else await page.waitForTimeout(2000);
  // What the pointer rests on looks otherwise.
  await page.mouse.move(0, 0);
  if (isWhole) await unroll(page);
  await page.screenshot({ path, animations: "disabled" });
  await page.context().close();
  console.log(`${relative(process.cwd(), path)}  ${Math.round(statSync(path).size / 1000)} kB`);
}

async function forReadme(browser, address) {
  mkdirSync(join(root, "docs"), { recursive: true });
  for (const language of Object.keys(languages)) {
    const path = join(root, "docs", language === "en" ? "page.png" : `page.${language}.png`);
    const page = await visit(browser, address, { tab: "train", language, theme: "light", width: "desktop" });
    await shoot(page, "train", path, false);
    const { size } = statSync(path);
    if (size > mostBytes) throw new Error(`${path} has ${size} bytes, more than ${mostBytes}`);
  }
}

async function everything(browser, address, folder) {
  mkdirSync(folder, { recursive: true });
  for (const tab of rooms) {
    for (const language of Object.keys(languages)) {
      for (const theme of themes) {
        for (const width of Object.keys(widths)) {
          const page = await visit(browser, address, { tab, language, theme, width });
          await shoot(page, tab, join(folder, `${tab}-${language}-${theme}-${width}.png`), true);
        }
      }
    }
  }
}

const executablePath = chromiumPath();
if (!executablePath) throw new Error("no Chromium: MEBAE_CHROMIUM names none, and /usr/bin has none");
const [folder] = process.argv.slice(2);
const { server, address } = await servePage();
const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
try {
  await forReadme(browser, address);
  if (folder) await everything(browser, address, resolve(folder));
} finally {
  await browser.close();
  await server.close();
}
