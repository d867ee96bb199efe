export { type BoundedReference, createBoundedReference } from "./bounds/boundedReference.js";
export { type Check, ConformanceError, type ConformanceOptions } from "./check.js";
export { Expectations } from "./expectations.js";
export { type Outcome, runChecks } from "./runChecks.js";
export { conformanceChecks, referenceChecks, type TestFunction, testBackend } from "./testBackend.js";
