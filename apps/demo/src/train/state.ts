// What other rooms may know of this one, and ask of it. Importing it makes the first network.
import "./link.js";
import "./files.js";

export { closeModel, goOnWithoutGraphics, pause, reset, train, trainer } from "./actions.js";
export { reasonOf } from "./messages/messages.js";
export {
  ending,
  epochs,
  facts,
  type Network,
  network,
  openModel,
  type Phase,
  phase,
  problem,
  progress,
  setup,
  view,
} from "./signals.js";
