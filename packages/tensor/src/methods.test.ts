import { beforeAll, expect, test } from "vitest";
import { tensor } from "./creation.js";
import { useBackend } from "./current.js";
import * as methods from "./methodFunctions.js";
import "./methods.js";
import * as ops from "./ops/index.js";
import { createReferenceBackend } from "./reference/backend.js";

/** Functions that don't take the tensor first. */
const functionsOnly = ["concatenate", "meshgrid", "polygamma", "stack", "where"];

beforeAll(() => {
  useBackend(createReferenceBackend());
});

test("every op is a method or takes no tensor first", () => {
  const functions = Object.entries(ops).flatMap(([name, value]) =>
    typeof value === "function" ? [name] : [],
  );
  expect([...Object.keys(methods), ...functionsOnly].sort()).toEqual(functions.sort());
});

test("methods chain, with weak numbers and options", () => {
  const x = tensor([
    [1, 2],
    [3, 4],
  ]);
  expect(x.mul(2).add(1).sum({ axes: 0 }).arraySync()).toEqual([10, 14]);
  expect(x.at(1).topK(1).values.arraySync()).toEqual([4]);
});
