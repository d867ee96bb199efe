export { type Check, ConformanceError, type ConformanceOptions } from "./check.js";
export { Expectations } from "./expectations.js";
export { conformanceChecks, referenceChecks, type TestFunction, testBackend } from "./testBackend.js";
