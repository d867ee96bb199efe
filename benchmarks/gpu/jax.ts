import { defaultDevice, init, jit, numpy as np } from "@jax-js/jax";

/** jax-js's product of size³ on WebGPU in GFLOP/s, by dtype; why there is none where there is none. */
export async function jaxProducts(
  dawn: readonly string[],
  size: number,
): Promise<Record<string, number | string>> {
  const packageName: string = "webgpu";
  const { create, globals } = await import(packageName);
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, "navigator", {
    value: { gpu: create([...dawn]), hardwareConcurrency: 1, userAgent: "node" },
    configurable: true,
  });
  const found: Record<string, number | string> = {};
  for (const dtype of ["float32", "float16"] as const) {
    try {
      await init("webgpu");
      defaultDevice("webgpu");
      found[dtype] = await speed(dtype, size);
    } catch (error) {
      found[dtype] = (error as Error).message.slice(0, 200);
    }
  }
  return found;
}

/** The fastest of some rounds of four products that nothing waits between. */
async function speed(dtype: "float32" | "float16", size: number): Promise<number> {
  const values = new Float32Array(size * size).map((_, i) => ((i * 7919) % 1024) / 512 - 1);
  const make = () => {
    const made = np.array(values).reshape([size, size]);
    return dtype === "float16" ? made.astype(np.float16) : made;
  };
  const [a, b] = [make(), make()];
  const product = jit((x: np.Array, y: np.Array) => np.matmul(x, y));
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 8; round++) {
    const start = performance.now();
    const products = Array.from({ length: 4 }, () => product(a.ref, b.ref));
    await Promise.all(products.map((each) => each.blockUntilReady()));
    least = Math.min(least, (performance.now() - start) / 4);
    for (const each of products) each.dispose();
  }
  return (2 * size ** 3) / least / 1e6;
}
