import { network, pause, phase, progress, train } from "./state.js";

export function TrainTab() {
  return (
    <div>
      <button
        type="button"
        disabled={phase.value === "preparing"}
        onClick={() => (phase.value === "running" ? pause() : train())}
      >
        Train
      </button>
      <p>{JSON.stringify([phase.value, network.value, progress.value])}</p>
    </div>
  );
}
