export { type Bandwidth, type Ceilings, leastMilliseconds, measureCeilings } from "./ceilings.js";
export { type Network, type NetworkName, networkNames, networks } from "./networks.js";
export { type TrainingStep, type TrainingStepOptions, trainingStep } from "./trainingStep.js";
export { TransformerBlock } from "./transformerBlock.js";
