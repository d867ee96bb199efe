import { existsSync, readFileSync } from "node:fs";
import { decode } from "fast-png";
import { afterAll, describe, expect, test } from "vitest";
import { cloudsCsv, events, Files, halves, mebae } from "./testing/run.js";

const files = new Files();
const { images, labels } = halves(12);
const data = files.write("images.gz", images);
const labelled = ["augment", data, "--labels", files.write("labels.gz", labels)];

afterAll(() => files.remove());

describe("mebae augment", () => {
  test("--preview writes a PNG of originals and variants", async () => {
    const path = files.path("preview.png");
    const ran = await mebae([
      ...labelled,
      "--preview",
      path,
      "--preset",
      "digits",
      "--rows",
      "3",
      "--columns",
      "5",
    ]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const { width, height, channels } = decode(readFileSync(path));
    // Pictures of 8 × 8 are shown eleven times as large, four pixels apart.
    expect([width, height, channels]).toEqual([4 + 5 * 92, 4 + 3 * 92, 3]);
    expect(ran.stdout).toContain(`${width} × ${height} pixels, 3 images by digits`);
  });

  test("strength 0 shows the originals in every column; the seed changes the variants", async () => {
    const pixels = async (...argv: string[]) => {
      const path = files.path("compared.png");
      await mebae([...labelled, "--preview", path, "--preset", "clothes", "--columns", "2", ...argv]);
      return decode(readFileSync(path));
    };
    const { data, width, height } = await pixels("--strength", "0");
    const column = (start: number) =>
      Array.from({ length: height }, (_, row) => [
        ...data.slice((row * width + start) * 3, (row * width + start + 88) * 3),
      ]);
    expect(column(4)).toEqual(column(96));
    expect((await pixels("--seed", "1")).data).not.toEqual((await pixels("--seed", "2")).data);
  });

  test("--out writes a report with every augmentation; --json tells what was made", async () => {
    const out = files.path("report");
    const ran = await mebae([
      ...labelled,
      "--out",
      out,
      "--preview",
      files.path("all.png"),
      "--columns",
      "2",
      "--json",
    ]);
    expect(events(ran)).toEqual([
      expect.objectContaining({
        event: "result",
        presets: ["digits", "clothes", "photographs", "signs"],
        strength: 1,
        report: `${out}/report.html`,
      }),
    ]);
    const page = readFileSync(`${out}/report.html`, "utf8");
    for (const name of ["Preset: digits", "elastic()", "cutMix()", "trivialAugment()"])
      expect(page).toContain(name);
    expect(page.match(/data:image\/png/g)!.length).toBe(29);
  });

  test.each([
    [[], /--preview FILE\.png, --out DIR/],
    [["--preview", "x.png", "--strength", "3"], /from 0 to 2, got "3"/],
    [["--preview", "x.png", "--preset", "cats"], /cats.*digits, clothes/],
    [["--preview", files.path("no/such/folder.png")], /the picture can't be written/],
  ])("wrong usage: %j", async (argv, sentence) => {
    const ran = await mebae([...labelled, ...argv]);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toMatch(sentence);
  });

  test("a table is refused", async () => {
    const ran = await mebae(["augment", files.write("t.csv", cloudsCsv()), "--preview", files.path("t.png")]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/expected images, found a table/);
    expect(existsSync(files.path("t.png"))).toBe(false);
  });
});
