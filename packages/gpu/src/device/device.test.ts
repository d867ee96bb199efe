import { add, tensor, UsageError } from "@mebae/tensor";
import { afterEach, expect, test, vi } from "vitest";
import { gpu } from "../backend.js";
import { gpuTest } from "../testing/dawn.js";
import { GPUOutOfMemoryError, installFake } from "../testing/fakeGpu.js";
import { openDevice } from "./device.js";

afterEach(() => vi.unstubAllGlobals());

test("no adapter: the driver, or the CPU engine", async () => {
  const { host } = installFake();
  host.requestAdapter = async () => null;
  await expect(gpu()).rejects.toMatchObject({ code: "backend" });
  await expect(gpu()).rejects.toThrow(
    "gpu: WebGPU finds no adapter here; install the graphics driver (in Node on Linux a Vulkan driver and loader), or use the CPU engine instead, createCpuBackend()",
  );
});

test("an adapter that gives no device, and a feature that it lacks", async () => {
  const { adapter } = installFake();
  await expect(gpu({ features: ["float16"] })).rejects.toThrow(
    "gpu: the adapter has no float16; leave it out of features",
  );
  adapter.requestDevice = async () => {
    throw new Error("the driver is busy");
  };
  await expect(gpu()).rejects.toThrow(
    "gpu: the adapter gives no device (the driver is busy); close other programs that use the GPU, or use the CPU engine instead, createCpuBackend()",
  );
});

test("options that there aren't", async () => {
  installFake();
  const wrong: [object, string][] = [
    [{ powerPreference: "fast" }, 'powerPreference is "fast"; it is "low-power" or "high-performance"'],
    [{ features: ["shader-f16"] }, "no feature is called shader-f16; there are float16 and subgroups"],
    [{ features: "float16" }, 'features is no array, but "float16"'],
    [{ dawn: ["vulkan"] }, 'Dawn\'s flag "vulkan" has no value: KEY=VALUE'],
  ];
  for (const [options, message] of wrong)
    await expect(gpu(options)).rejects.toThrow(new UsageError(`gpu: ${message}`));
});

test("every call on a lost device names it and says what to do", async () => {
  const { lose } = installFake();
  const backend = await gpu();
  const x = tensor([1, 2], { backend });
  expect([...(await x.data())]).toEqual([0, 0]);
  const said =
    "gpu: the device was lost (the driver restarted); make a new backend with await gpu(), and resume from the last checkpoint";
  const reading = add(x, 1).data();
  lose("unknown", "the driver restarted");
  await expect(reading).rejects.toThrow(said);
  expect(await backend.lost).toBe("the driver restarted");
  for (let time = 0; time < 2; time++) {
    await expect(x.data()).rejects.toThrow(said);
    await expect(backend.synchronize!()).rejects.toThrow(said);
    expect(() => add(x, 1)).toThrow(said);
    expect(() => tensor([3], { backend })).toThrow(said);
  }
});

test("the backend that comes after a lost one works", async () => {
  const { lose } = installFake();
  const first = await gpu();
  lose("unknown", "unplugged");
  installFake();
  const backend = await gpu();
  expect([...(await tensor([1, 2], { backend }).data())]).toEqual([0, 0]);
  await expect(tensor([1], { backend }).data()).resolves.toBeDefined();
  expect(() => tensor([1], { backend: first })).toThrow("lost (unplugged)");
});

test("a disposed backend says so at once", async () => {
  installFake();
  const backend = await gpu();
  backend.dispose();
  expect(() => tensor([1], { backend })).toThrow("gpu: the backend was disposed");
  await expect(backend.synchronize!()).rejects.toThrow("gpu: the backend was disposed");
});

test("memory that is full throws with the next read, naming the tensor; then work goes on", async () => {
  const scopes = { "out-of-memory": new GPUOutOfMemoryError("16 GB are in use") };
  const { device } = installFake({ scopes });
  const backend = await gpu();
  const x = tensor([1, 2, 3], { backend });
  // What the host says of the buffer that isn't there doesn't hide why.
  device.onuncapturederror!({ error: { message: "[Invalid Buffer]" } });
  const reading = x.data();
  await expect(reading).rejects.toMatchObject({ code: "memory" });
  await expect(reading).rejects.toThrow(
    "a tensor float32 [3]: the GPU's memory is full; dispose of tensors, or use smaller batches (16 GB are in use)",
  );
  await expect(tensor([1], { backend }).data()).resolves.toBeDefined();
});

test("a shader that doesn't compile: the op, the line and its text", async () => {
  const scopes = { validation: { message: "invalid" } };
  const messages = [
    { type: "warning", lineNum: 1, message: "slow" },
    { type: "error", lineNum: 2, message: "unknown type" },
  ] as const;
  const { device } = installFake({ scopes, messages });
  const backend = await gpu();
  const x = tensor([1, 2, 3], { backend });
  await x.data();
  const y = add(x, 1);
  device.onuncapturederror!({ error: { message: "[Invalid ComputePipeline]" } });
  await expect(y.data()).rejects.toThrow(
    "add: its shader doesn't compile on this adapter, line 2: unknown type in \"@group(0) @binding(1)",
  );
});

test("a buffer beyond the adapter's limit is refused at once", async () => {
  installFake({ maxBufferSize: 1024 });
  const backend = await gpu();
  const large = () => tensor(new Float32Array(300), { backend });
  expect(large).toThrow(expect.objectContaining({ code: "memory" }));
  expect(large).toThrow(
    "a tensor float32 [300]: 1200 bytes are more than the 1024 of this adapter's largest buffer; use smaller batches, or the CPU engine",
  );
});

gpuTest("what Dawn says of a shader comes before what follows from it", async () => {
  const device = await openDevice({});
  const layout = device.gpu.createPipelineLayout({ bindGroupLayouts: [] });
  const pipeline = device.pipeline("sine", "// nothing\nfn main(from: u32) {}", layout);
  const encoder = device.gpu.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.end();
  device.gpu.queue.submit([encoder.finish()]);
  await device.gpu.queue.onSubmittedWorkDone();
  await device.settled();
  expect(() => device.check()).toThrow(
    "sine: its shader doesn't compile on this adapter, line 2: 'from' is a reserved keyword in \"fn main(from: u32) {}\"",
  );
  expect(() => device.check()).not.toThrow();
  device.dispose();
});

gpuTest("a device that Dawn has lost", async () => {
  const device = await openDevice({});
  device.gpu.destroy();
  await device.gpu.lost;
  expect(() => device.check()).toThrow(
    "make a new backend with await gpu(), and resume from the last checkpoint",
  );
});
