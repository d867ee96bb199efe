import { testCpuSettings } from "./cpuSettings.js";

testCpuSettings();
