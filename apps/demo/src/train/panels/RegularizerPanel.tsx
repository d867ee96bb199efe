import { Choice } from "../../controls/Choice.js";
import { change } from "../actions.js";
import { text } from "../messages/messages.js";
import { type Limit, limits } from "../setup/limits.js";
import { augmentationNames, type Regularization } from "../setup/setup.js";
import { facts, phase, setup } from "../signals.js";
import { Quantity } from "./Quantity.js";
import { Section } from "./Section.js";

const set = (part: Partial<Regularization>) =>
  change({ regularization: { ...setup.value.regularization, ...part } });

type Amount = Exclude<keyof Regularization, "augmentation">;

const amounts: readonly (readonly [name: Amount, limit: Limit])[] = [
  ["weightDecay", limits.decay],
  ["l2", limits.decay],
  ["labelSmoothing", limits.labelSmoothing],
  ["weightNoise", limits.weightNoise],
  ["inputNoise", limits.inputNoise],
  ["patience", limits.patience],
];

/** What keeps the network from learning its examples by heart. */
export function RegularizerPanel() {
  const { regularization: words } = text();
  const chosen = setup.value.regularization;
  const isOfNumbers = facts.value?.task === "regression";
  const isImage = facts.value?.kind === "image";
  const on = amounts.filter(([name]) => chosen[name] > 0).length + (chosen.augmentation === "none" ? 0 : 1);
  return (
    <Section id="regularizers" title={words.title} brief={words.brief(on)}>
      <p class="hint">{words.hint}</p>
      {amounts
        .filter(([name]) => name !== "labelSmoothing" || !isOfNumbers)
        .map(([name, limit]) => (
          <Quantity
            key={name}
            label={words[name]}
            value={chosen[name]}
            limit={limit}
            onChange={(next) => set({ [name]: next })}
          />
        ))}
      {isImage && (
        <Choice
          label={words.augmentation}
          value={chosen.augmentation}
          disabled={phase.value === "running"}
          options={augmentationNames.map((value) => ({ value, label: words.augmentations[value] }))}
          onChange={(next) => set({ augmentation: next })}
        />
      )}
    </Section>
  );
}
