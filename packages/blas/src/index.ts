export { type Blas, type BlasOptions, useBlas } from "./useBlas.js";
