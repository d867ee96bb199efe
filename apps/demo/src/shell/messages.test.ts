import { expect, test } from "vitest";
import { shell } from "./messages.js";

test("an adapter is told by its name where the browser tells it", () => {
  expect(shell.en.webgpu("apple metal-3")).toBe("WebGPU (apple metal-3)");
  for (const { webgpu, lost, why } of [shell.en, shell.ja]) {
    expect(webgpu("")).toBe("WebGPU");
    expect(lost("")).not.toMatch(/[(()]/);
    expect(why.software("")).not.toMatch(/[(()]/);
  }
});
