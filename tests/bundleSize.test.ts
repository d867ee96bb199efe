import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bundle } from "./bundle.js";

const packages = fileURLToPath(new URL("../packages", import.meta.url));

/** DESIGN.md's bar: 60 KB, inlined modules and workers included. */
const bar = 60_000;

const trainer = `
import { compile, type Tensor, tensor, valueAndGrad } from "@mebae/tensor";
import { Affine, ReLU, Sequential } from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import { adam } from "@mebae/optimizers";

const model = new Sequential([new Affine(784, 256), new ReLU(), new Affine(256, 10)], { seed: 7 });
const optimizer = adam(model.parameters(), { learningRate: 1e-3 });
const x = tensor(new Float32Array(128 * 784), { shape: [128, 784] });
const t = tensor(new Int32Array(128), { shape: [128] });
const step = compile((x: Tensor, t: Tensor) => {
  const { value, gradients } = valueAndGrad(
    () => softmaxCrossEntropy(model.forward(x, { training: true }), t),
    model.parameters(),
  );
  optimizer.step(gradients);
  return value;
});
for (let i = 0; i < 100; i++) {
  using loss = step(x, t);
  console.log(await loss.item());
}
`;

test(`the bundle of a program that trains a network stays below ${bar} bytes`, async () => {
  expect(existsSync(`${packages}/tensor/dist/index.js`), "built packages: run `pnpm build`").toBe(true);
  const { text, parts } = await bundle(trainer, { built: true, minify: true });
  const size = gzipSync(text, { level: 9 }).length;
  console.log(`MLP trainer: ${text.length} bytes, ${size} with gzip -9`);
  const fromSources = await bundle(trainer, { minify: true });
  const largest = fromSources.parts.slice(0, 25).map(({ file, bytes }) => `${bytes} ${file}`);
  expect(size, `the largest parts before gzip:\n${largest.join("\n")}\n`).toBeLessThan(bar);
  // One file a package can't be cut as finely as its sources, but near enough: nothing unused is held on to.
  expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(1.1 * fromSources.text.length);
});

test.each(["tensor", "layers", "losses", "optimizers"])(
  "of @mebae/%s, one file when it is built, a bundler can leave out what isn't used",
  async (name) => {
    const options = { built: true, minify: true, distrust: true };
    const { text } = await bundle(`import "@mebae/${name}";`, options);
    // A call or a spread at the top of a module is kept for its effects, with all that it names: mark it as pure.
    expect(text.length, `this stays: ${text.slice(0, 2000)}`).toBeLessThan(1000);
  },
);

test.each(readdirSync(packages))("@mebae/%s can be bundled for a browser", async (name) => {
  const { text } = await bundle(`export * from "@mebae/${name}";`, { built: true });
  expect(text.length).toBeGreaterThan(1000);
});

test("a program that fits one family of distributions holds no other", async () => {
  const program = `import { fit, Normal } from "@mebae/stats"; console.log(fit(Normal, [1, 2, 4]).parameters);`;
  const { text } = await bundle(program, { built: true });
  const held = ["Normal", "Weibull", "VonMises", "ZeroInflatedPoisson", "F"].filter((name) =>
    text.includes(`name: "${name}",\n  kind:`),
  );
  expect(held).toEqual(["Normal"]);
});
