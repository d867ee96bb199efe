import { expose, proxy } from "comlink";
import { graphicsLost, hasLostGraphics, openDevice } from "./device.js";

/**
 * All that the page computes, in a worker of its own. Each room has its part, fetched when it is first asked for.
 * What crosses is plain data, and proxies of sessions that must be ended.
 */
const engine = {
  openDevice,
  hasLostGraphics,
  graphicsLost,
  train: async () => proxy((await import("../train/worker/engine.js")).trainEngine),
  regularize: async () => proxy((await import("../regularize/worker/engine.js")).regularizeEngine),
  likelihood: async () => proxy((await import("../likelihood/worker/engine.js")).likelihoodEngine),
  backward: async () => proxy((await import("../backward/worker/engine.js")).backwardEngine),
};

export type Engine = typeof engine;

expose(engine);
