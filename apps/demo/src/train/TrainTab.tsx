import "./train.css";
import "./state.js";
import { DataPanel } from "./panels/DataPanel.js";
import { LayersPanel } from "./panels/LayersPanel.js";
import { OptimizerPanel } from "./panels/OptimizerPanel.js";
import { RegularizerPanel } from "./panels/RegularizerPanel.js";
import { RunBar } from "./panels/RunBar.js";
import { SharePanel } from "./panels/SharePanel.js";
import { Results } from "./views/Results.js";

/** Data, layers, optimizer and regularizers on one side; what the network learns on the other. */
export function TrainTab() {
  return (
    <>
      <RunBar />
      <div class="columns">
        <div class="setup">
          <DataPanel />
          <LayersPanel />
          <OptimizerPanel />
          <RegularizerPanel />
          <SharePanel />
        </div>
        <Results />
      </div>
    </>
  );
}
