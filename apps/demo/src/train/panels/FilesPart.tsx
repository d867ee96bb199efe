import { FileDrop } from "../../controls/FileDrop.js";
import { takeFiles } from "../files.js";
import { reasonOf, text } from "../messages/messages.js";
import { files, isReading, openModel, phase, setup } from "../signals.js";

/** Where files are dropped, and what they turned out to be. */
export function FilesPart() {
  const { files: words } = text();
  return (
    <FileDrop
      label={words.drop}
      hint={words.hint}
      isMultiple
      disabled={phase.value === "running" || isReading.value}
      onFiles={takeFiles}
    >
      <Outcome />
    </FileDrop>
  );
}

function Outcome() {
  const { files: words } = text();
  if (isReading.value)
    return (
      <p role="status" class="outcome">
        {words.reading}
      </p>
    );
  const known = files.value;
  if (!known) return null;
  if ("refused" in known)
    return (
      <p role="alert" class="problem outcome">
        {words.refused}{" "}
        {typeof known.refused === "string" ? <span lang="en">{known.refused}</span> : reasonOf(known.refused)}
      </p>
    );
  const { outcome } = known;
  if (outcome.kind === "half")
    return (
      <p role="status" class="outcome">
        {words.half(outcome.name, outcome.half === "images" ? "labels" : "images")}
      </p>
    );
  if (outcome.kind === "model") {
    const { facts } = openModel.value ?? {};
    return (
      <p role="status" class="outcome">
        {facts && words.model(facts.name)}
      </p>
    );
  }
  if (outcome.kind !== "data" || setup.value.data.kind !== "files") return null;
  return (
    <p role="status" class="outcome">
      {words.data(outcome.name)} {outcome.classesFrom && words.classesFrom[outcome.classesFrom]}
      {outcome.passedOver && (
        <>
          {words.passedOver(outcome.passedOver.column, outcome.target!)}{" "}
          <span lang="en">{outcome.passedOver.reason}</span>
        </>
      )}
    </p>
  );
}
