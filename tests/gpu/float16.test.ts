import { type Check, conformanceChecks, createBoundedReference } from "@mebae/conformance";
import { gpu } from "@mebae/gpu";
import { createReferenceBackend } from "@mebae/tensor";
import type { Backend, Graph } from "@mebae/tensor/backend";
import { expect } from "vitest";
import { gpuTest } from "./device.js";

/**
 * Software adapters have no float16, but its shaders can be compiled: Dawn's adapter without a device behind it has every
 * feature, checks WGSL as others do, and computes nothing. The values here are the bounded reference's own.
 */
async function compiling(): Promise<{ backend: Backend; settle: () => Promise<void> }> {
  const device = await gpu({ dawn: ["backend=null"], features: ["float16"] });
  const { accuracy, dtypes } = device;
  const { errorsOf, ...own } = createBoundedReference(createReferenceBackend(), accuracy!);
  const prepare = (graph: Graph) => {
    device.prepare(graph);
    return own.prepare(graph);
  };
  return { backend: { ...own, accuracy: accuracy!, dtypes, prepare }, settle: () => device.synchronize() };
}

gpuTest("every op's float16 shaders compile", { timeout: 300_000 }, async () => {
  const { backend, settle } = await compiling();
  const ofHalves = ({ kind, name }: Check) => kind !== "compiled gradients" && name.includes("float16");
  const checks = conformanceChecks(backend, { layouts: "in turn" }).filter(ofHalves);
  const failed: string[] = [];
  for (const check of checks)
    await check
      .run()
      .then(settle)
      .catch((error: Error) => failed.push(`${check.name}: ${error.message}`));
  expect(failed).toEqual([]);
  expect(checks.length).toBeGreaterThan(300);
});
