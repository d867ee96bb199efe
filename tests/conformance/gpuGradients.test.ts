import { afterAll } from "vitest";
import { device } from "../gpu/device.js";
import { testGpu } from "./gpuChecks.js";

afterAll(() => device?.dispose());

// In a file of their own, so that both run at the same time.
testGpu({ gradients: 100, "second gradients": 70, "compiled gradients": 100 });
