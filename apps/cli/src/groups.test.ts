import { afterAll, expect, test } from "vitest";
import { cloudsCsv, events, Files, halves, halvesAsPictures, mebae } from "./testing/run.js";

const files = new Files();
afterAll(() => files.remove());

const photos = files.folderOf("photos", halvesAsPictures(24, 10));
const csv = files.write("clouds.csv", cloudsCsv());
const quick = ["--folds", "2", "--methods", "majority-class", "--budget", "0.1s"];
const compared = async (...argv: string[]) => {
  const out = ["--out", files.path("out")];
  const [data] = events(await mebae(["compare", photos, ...argv, ...quick, ...out, "--json"]));
  return data;
};

test("pictures in a row, by a pattern or by a list are groups", async () => {
  expect(await compared("--group-size", "4")).toMatchObject({ event: "data", examples: 24, groups: 6 });
  expect(await compared("--group-pattern", "/(\\d)")).toMatchObject({ groups: 3 });
  const rows = Object.keys(halvesAsPictures(24, 10)).map((path, i) => `${path},${i >> 1}`);
  const list = files.write("list.csv", `file,group\n${rows.join("\n")}\n`);
  expect(await compared("--groups", list)).toMatchObject({ groups: 12 });
});

test("learning-curve and train keep groups together, too", async () => {
  const argv = [photos, "--group-size", "4"];
  const curve = await mebae([
    ...["learning-curve", ...argv, "--method", "majority-class", "--sizes", "4,8,12,16", "--repeats", "1"],
    ...["--out", files.path("curve")],
  ]);
  expect(curve).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("24 examples in 6 groups, 2 classes"),
  });
  const trained = await mebae(["train", ...argv, "--epochs", "1", "--out", files.path("model")]);
  // A fifth would be 5 of 24; groups of four are kept whole.
  expect(trained).toMatchObject({ code: 0, stdout: expect.stringMatching(/on 4 examples, held out/) });
});

test("what doesn't fit is refused by name", async () => {
  const refused = async (path: string, ...argv: string[]) => {
    const { code, stderr } = await mebae(["compare", path, ...argv, ...quick, "--out", files.path("never")]);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await refused(photos, "--group-pattern", "upper")).toMatch(
    /photos\/lower\/11\.png: the pattern \/upper\/u of the groups doesn't match this path, .* nor 11 more of 24/,
  );
  expect(await refused(photos, "--group-pattern", "(")).toContain('expected a regular expression, got "("');
  expect(await refused(photos, "--group-size", "1")).toContain("expected a whole number of at least 2");
  expect(await refused(photos, "--group-size", "2", "--group-pattern", "a")).toContain(
    "--group-pattern and --group-size exclude each other",
  );
  expect(
    await refused(photos, "--groups", files.write("few.csv", "file,group\n10.png,a\n11.png,b\n")),
  ).toMatch(/few\.csv has no row for this file, "lower\/13\.png"/);
  expect(await refused(photos, "--group", "person")).toContain("--group-size");
  expect(await refused(csv, "--target", "kind", "--group-size", "4")).toContain(
    "clouds.csv: --group-size is of pictures; --group names a column of a table",
  );
  const { images, labels } = halves(8);
  const idx = files.write("x.gz", images);
  expect(await refused(idx, "--labels", files.write("t.gz", labels), "--group-size", "4")).toContain(
    "these examples are no files",
  );
  expect(await refused(photos, "--groups", idx)).toContain("expected a CSV with the columns file and group");
});
