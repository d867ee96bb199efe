import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { setThreads, threads } from "@mebae/tensor";
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { abortedAfter, abortedOnceThereIs, cloudsCsv, events, Files, halves, mebae } from "./testing/run.js";

const files = new Files();
const paths = { csv: "", images: "", labels: "", heights: "" };

beforeAll(() => {
  const { images, labels } = halves(60);
  paths.csv = files.write("clouds.csv", cloudsCsv());
  paths.images = files.write("images.gz", images);
  paths.labels = files.write("labels.gz", labels);
  const rows = Array.from({ length: 50 }, (_, i) => {
    const [age, shoe] = [(i * 17) % 50, (i * 7) % 11];
    return `${age},${shoe},${3 * age - shoe + 0.5}`;
  });
  paths.heights = files.write("heights.csv", `age,shoe,height\n${rows.join("\n")}\n`);
});
afterAll(() => {
  files.remove();
  setThreads("auto");
});

const train = (...argv: string[]) => mebae(["train", ...argv]);

describe("a table of classes", () => {
  test("learns, is judged by what was held out, and leaves model and report", async () => {
    const out = files.path("clouds");
    const ran = await train(paths.csv, "--target", "kind", "--epochs", "60", "--out", out);
    expect(ran).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /60 examples, 2 classes[\s\S]*Accuracy \d+\.\d % on 12 examples, held out[\s\S]*report\.html/,
      ),
    });
    expect(ran.stderr).not.toContain("\x1b");
    expect(existsSync(`${out}/unfinished.json`) || existsSync(`${out}/checkpoint`)).toBe(false);
    const measured = await mebae(["evaluate", out, paths.csv, "--json"]);
    expect(events(measured).at(-1)).toMatchObject({ event: "result", examples: 60, classes: ["elm", "oak"] });
    expect((events(measured).at(-1)!["metrics"] as { accuracy: number }).accuracy).toBeGreaterThan(0.9);
    const predicted = await mebae(["predict", out, paths.csv]);
    const lines = predicted.stdout.trimEnd().split("\n");
    expect(lines[0]).toBe("row,predicted,probability,probability of elm,probability of oak");
    expect(lines).toHaveLength(61);
    expect(lines[1]).toMatch(/^2,elm,/);
  });

  test("--threads sets how many compute, and changes no bit of the model", async () => {
    const weights: Buffer[] = [];
    for (const count of [1, 2]) {
      const out = files.path(`threads${count}`);
      const ran = await train(
        paths.csv,
        "--target",
        "kind",
        "--epochs",
        "3",
        "--threads",
        `${count}`,
        "--out",
        out,
      );
      expect(ran.code).toBe(0);
      expect(threads()).toBe(count);
      weights.push(readFileSync(`${out}/weights.safetensors`));
    }
    expect(weights[1]).toEqual(weights[0]);
  });

  test("folds: every example judged once, mean and each fold as JSON", async () => {
    const out = files.path("folds");
    const ran = await train(
      paths.csv,
      "--target",
      "kind",
      "--epochs",
      "20",
      "--folds",
      "3",
      "--json",
      "--out",
      out,
    );
    const result = events(ran).at(-1) as { folds: { accuracy: number }[]; metrics: { accuracy: number } };
    expect(result).toMatchObject({ event: "result", task: "classification", model: out });
    expect(result.folds).toHaveLength(3);
    const mean = result.folds.reduce((sum, fold) => sum + fold.accuracy, 0) / 3;
    expect(result.metrics.accuracy).toBeCloseTo(mean, 12);
    const { document } = parseHTML(readFileSync(`${out}/report.html`, "utf8"));
    const counts = [...document.querySelectorAll(".confusion td")].map((cell) =>
      Number(cell.textContent?.replace("·", "0")),
    );
    expect(counts.reduce((a, b) => a + b, 0)).toBe(60);
  });

  test("the same seed gives the same network, another one another", async () => {
    const weights = async (name: string, seed: string) => {
      await train(paths.csv, "--target", "kind", "--epochs", "2", "--seed", seed, "--out", files.path(name));
      return readFileSync(files.path(`${name}/weights.safetensors`)).toString("hex");
    };
    const first = await weights("seed-a", "4");
    expect(await weights("seed-b", "4")).toBe(first);
    expect(await weights("seed-c", "5")).not.toBe(first);
  });
});

test("numbers are predicted in their own unit", async () => {
  const out = files.path("heights");
  const ran = await train(
    paths.heights,
    "--target",
    "height",
    "--task",
    "regression",
    "--folds",
    "2",
    "--epochs",
    "150",
    "--out",
    out,
  );
  expect(ran.stdout).toMatch(/R² 0\.9\d\d ± /);
  const lines = (await mebae(["predict", out, paths.heights])).stdout.split("\n");
  expect(lines[0]).toBe("row,predicted");
  expect(Math.abs(Number(lines[21]!.split(",")[1]) - 112.5)).toBeLessThan(12);
  const { document } = parseHTML(readFileSync(`${out}/report.html`, "utf8"));
  const errors = [...document.querySelectorAll("section")].find(
    (part) => part.querySelector("h2")!.textContent === "Largest errors",
  )!;
  const head = [...errors.querySelectorAll("th[scope=col]")].map((cell) => cell.textContent);
  expect(head).toEqual(["line", "true", "predicted", "error", "age", "shoe"]);
});

test("images: a convolutional network, judged by test files, mistakes as pictures without outside resources", async () => {
  const out = files.path("halves");
  const names = files.write("names.txt", "upper <b>\nlower\n");
  const argv = [
    paths.images,
    "--labels",
    paths.labels,
    "--test",
    paths.images,
    "--test-labels",
    paths.labels,
  ];
  const ran = await train(
    ...argv,
    "--classes",
    names,
    "--epochs",
    "1",
    "--learning-rate",
    "1e-7",
    "--out",
    out,
  );
  expect(ran).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("convolutional network of 1 stages"),
  });
  const calibration = JSON.parse(readFileSync(`${out}/calibration.json`, "utf8"));
  expect(calibration).toMatchObject({ origin: "test", judged: 60, classes: ["upper <b>", "lower"] });
  const html = readFileSync(`${out}/report.html`, "utf8");
  const { document } = parseHTML(html);
  expect(document.querySelectorAll("b")).toHaveLength(document.querySelectorAll("figcaption").length);
  expect(document.querySelectorAll("img[src^='data:image/png;base64,']").length).toBeGreaterThan(0);
  expect(document.querySelectorAll("script, link, img[src^='http']")).toHaveLength(0);
  // Loss, accuracy and reliability.
  expect(document.querySelectorAll("svg").length).toBe(3);
});

describe("Ctrl-C", () => {
  const argv = () => [paths.csv, "--target", "kind", "--epochs", "12", "--folds", "2", "--seed", "3"];
  const whole = files.path("whole");
  beforeAll(() => train(...argv(), "--out", whole));

  test.each([4, 15, 30])(
    "after %i looks at the signal, --resume ends as an uninterrupted run does",
    async (asked) => {
      const out = files.path(`cut-${asked}`);
      const cut = await mebae(["train", ...argv(), "--out", out], abortedAfter(asked));
      expect(cut).toMatchObject({
        code: 130,
        stderr: expect.stringMatching(/interrupted after step \d+; go on .*--resume/),
      });
      expect(existsSync(`${out}/model.json`)).toBe(false);
      const unfinished = readFileSync(`${out}/unfinished.json`, "utf8");
      const kept = Object.keys((JSON.parse(unfinished) as { parts: object }).parts);
      // After 30 looks the first fold is kept, and its checkpoint of no more use.
      expect(kept).toEqual(asked === 30 ? ["fold 1"] : []);
      expect(existsSync(`${out}/checkpoint/fold-1`)).toBe(kept.length === 0);
      const other = await train(...argv(), "--epochs", "13", "--out", out, "--resume");
      expect(other).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/had epochs 12, this one has 13/),
      });
      expect(await train(...argv(), "--out", out, "--resume")).toMatchObject({ code: 0 });
      const bytes = (folder: string) => readFileSync(`${folder}/weights.safetensors`).toString("hex");
      expect(bytes(out)).toBe(bytes(whole));
    },
  );
});

test("--help shows examples, no command is wrong usage, --version is the package's", async () => {
  const help = await mebae(["train", "--help"]);
  expect(help).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("mebae train iris.csv --target species --folds 5"),
  });
  expect(await mebae([])).toMatchObject({ code: 2 });
  expect((await mebae(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe("the recipes", () => {
  test("a table: several networks, averaged, with what each counts; --budget ends them in time", async () => {
    const out = files.path("recipe");
    const argv = [paths.csv, "--target", "kind", "--budget", "0.2s", "--out", out];
    const ran = await train(...argv);
    expect(ran.stdout).toMatch(/^Recipe: networks of four kinds[\s\S]*^Averaged: .*\(\d+ %\).*\.$/m);
    const { information } = JSON.parse(readFileSync(`${out}/model.json`, "utf8")) as {
      information: { members: { weight: number }[] };
    };
    const total = information.members.reduce((sum, { weight }) => sum + weight, 0);
    expect(total).toBeCloseTo(1, 6);
    const { document } = parseHTML(readFileSync(`${out}/report.html`, "utf8"));
    // A recipe has no curves: reliability alone is drawn.
    expect(document.querySelectorAll("svg").length).toBe(1);
    const predicted = await mebae(["predict", out, paths.csv]);
    expect(predicted.stdout.split("\n")[1]).toMatch(/^2,elm,/);
  });

  test("images, and their augmentation", async () => {
    const out = files.path("recipe-images");
    const argv = [paths.images, "--labels", paths.labels, "--recipe", "images", "--budget", "0.2s", "--json"];
    const ran = await train(...argv, "--out", out);
    expect(events(ran)).toContainEqual(expect.objectContaining({ event: "network", recipe: "images" }));
    expect(events(ran).at(-1)).toMatchObject({ event: "result", augmentation: expect.any(String) });
  });

  test("Ctrl-C leaves what --resume goes on with, to the same weights", async () => {
    const { images, labels } = halves(10);
    const few = files.write("few.gz", images);
    const argv = [few, "--labels", files.write("few-labels.gz", labels), "--budget", "0.5s"];
    const out = files.path("recipe-cut");
    const checkpoint = `${out}/checkpoint/model`;
    const inFirstNet = abortedOnceThereIs(checkpoint, /^net-1-checkpoint\.json$/);
    const cut = await mebae(["train", ...argv, "--out", out], inFirstNet);
    expect(cut).toMatchObject({ code: 130, stderr: expect.stringMatching(/interrupted; go on .*--resume/) });
    // The plan alone: what goes on with it begins with the first net, as a run that nobody interrupts.
    const whole = files.path("recipe-whole");
    const isOfNet = (path: string) => /\/net-\d/.test(path);
    cpSync(out, whole, { recursive: true, filter: (path) => !isOfNet(path) });
    expect(readdirSync(`${whole}/checkpoint/model`)).toEqual(["recipe.json"]);
    expect(readdirSync(checkpoint).length).toBeGreaterThan(1);
    for (const folder of [whole, out])
      expect(await train(...argv, "--out", folder, "--resume")).toMatchObject({ code: 0 });
    const bytes = (folder: string) => readFileSync(`${folder}/weights.safetensors`).toString("hex");
    expect(bytes(out)).toBe(bytes(whole));
  });

  test.each([
    [["--recipe", "images"], /--recipe images: the data are a table/],
    [["--recipe", "table", "--epochs", "3"], /--recipe table and --epochs exclude each other/],
    [["--budget", "5s", "--epochs", "3"], /--budget is of the recipes; --epochs trains one network/],
    [["--budget", "soon"], /a time such as 60s, 5m or 1h, got "soon"/],
    [["--budget", "0s"], /a time such as 60s, 5m or 1h, got "0s"/],
  ])("refuses %j", async (argv, sentence) => {
    const ran = await train(paths.csv, "--target", "kind", ...argv, "--out", files.path("refused"));
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringMatching(sentence) });
    expect(ran.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(existsSync(files.path("refused"))).toBe(false);
  });
});
