import { expect, test } from "vitest";
import { trainOnDigits } from "./trainOnDigits.js";

function trainInWorker(): Promise<number[]> {
  const worker = new Worker(new URL("./training.worker.ts", import.meta.url), { type: "module" });
  return new Promise<number[]>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  }).finally(() => worker.terminate());
}

test("training on the page's main thread makes the loss fall", async () => {
  const losses = await trainOnDigits();
  expect(losses.length).toBe(4);
  expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
});

test("training in a worker of the page gives the same losses, bit for bit", async () => {
  expect(await trainInWorker()).toEqual(await trainOnDigits());
});
