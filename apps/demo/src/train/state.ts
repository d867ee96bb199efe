// What other rooms may know of this one, and ask of it. Importing it makes the first network.
import "./link.js";
import "./files.js";

export { pause, reset, train, trainer } from "./actions.js";
export {
  epochs,
  facts,
  type Network,
  network,
  type Phase,
  phase,
  problem,
  progress,
  setup,
} from "./signals.js";
