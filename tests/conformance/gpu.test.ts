import { afterAll } from "vitest";
import { device } from "../gpu/device.js";
import { testGpu } from "./gpuChecks.js";

afterAll(() => device?.dispose());

testGpu({ values: 380 });
