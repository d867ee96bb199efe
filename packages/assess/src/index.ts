export { type ClassOutcomes, checkOutcomes } from "./outcomes.js";
