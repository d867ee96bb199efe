import { Choice } from "../../controls/Choice.js";
import { change } from "../actions.js";
import { text } from "../messages/messages.js";
import { limits } from "../setup/limits.js";
import { usualLearningRate } from "../setup/presets.js";
import { type Optimization, type OptimizerName, optimizerNames, scheduleNames } from "../setup/setup.js";
import { phase, setup } from "../signals.js";
import { Quantity } from "./Quantity.js";
import { Section } from "./Section.js";

const set = (part: Partial<Optimization>) =>
  change({ optimization: { ...setup.value.optimization, ...part } });

/** How the network learns. */
export function OptimizerPanel() {
  const { optimization: words } = text();
  const { name, learningRate, schedule, batchSize, epochs } = setup.value.optimization;
  const disabled = phase.value === "running";
  return (
    <Section id="optimizer" title={words.title} brief={`${words.names[name]}, η = ${learningRate}`}>
      <Choice
        label={words.name}
        value={name}
        disabled={disabled}
        options={optimizerNames.map((value) => ({ value, label: words.names[value] }))}
        onChange={chooseOptimizer}
      />
      <div class="pair">
        <Quantity
          label={words.learningRate}
          value={learningRate}
          limit={limits.learningRate}
          onChange={(next) => set({ learningRate: next })}
        />
        <Choice
          label={words.schedule}
          value={schedule}
          disabled={disabled}
          options={scheduleNames.map((value) => ({ value, label: words.schedules[value] }))}
          onChange={(next) => set({ schedule: next })}
        />
      </div>
      <div class="pair">
        <Quantity
          label={words.batchSize}
          value={batchSize}
          limit={limits.batchSize}
          onChange={(next) => set({ batchSize: next })}
        />
        <Quantity
          label={words.epochs}
          value={epochs}
          limit={limits.epochs}
          onChange={(next) => set({ epochs: next })}
        />
      </div>
    </Section>
  );
}

/** A learning rate that was left as it came changes with the optimizer; one's own stays. */
function chooseOptimizer(name: OptimizerName): void {
  const { name: before, learningRate } = setup.value.optimization;
  const isUsual = learningRate === usualLearningRate[before];
  set({ name, learningRate: isUsual ? usualLearningRate[name] : learningRate });
}
