import { create } from "webgpu";

/** Dawn in a browser's place, as `navigator.gpu`: it tells each device that it gives, for a test to lose it as a driver does. */
export function dawnTelling(told: (device: GPUDevice) => void): GPU {
  const dawn = create([]) as unknown as GPU;
  return {
    requestAdapter: async (options?: GPURequestAdapterOptions) => {
      const adapter = (await dawn.requestAdapter(options))!;
      const request = adapter.requestDevice.bind(adapter);
      adapter.requestDevice = async (descriptor) => {
        const device = await request(descriptor);
        told(device);
        return device;
      };
      return adapter;
    },
  } as GPU;
}
