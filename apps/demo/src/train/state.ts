// What other rooms may know of this one, and ask of it. Importing it makes the first network.
import "./link.js";
import "./files.js";

export { pause, train, trainer } from "./actions.js";
export { type Network, network, type Phase, phase } from "./signals.js";
