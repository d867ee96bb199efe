import { useId, useState } from "preact/hooks";
import { Choice } from "../controls/Choice.js";
import { FileDrop } from "../controls/FileDrop.js";
import { NumberField } from "../controls/NumberField.js";
import { say } from "../language/language.js";
import { drawSamples, readSamples, useColumn } from "./actions.js";
import { likelihood } from "./messages.js";
import { familyTitle } from "./names.js";
import { SampleList } from "./SampleList.js";
import { mostSingle } from "./SamplesPlot.js";
import { columns, fileProblem, study, values } from "./state.js";
import type { Unusable } from "./worker/types.js";

/** Where the samples come from: a list to edit, a distribution, a file, a text. */
export function SamplesPanel() {
  const text = say(likelihood);
  return (
    <section class="panel" aria-labelledby="samples-title">
      <h2 id="samples-title">{text.samplesTitle(values.value.length)}</h2>
      {values.value.length <= mostSingle ? <SampleList /> : <p class="hint">{text.tooMany}</p>}
      <Draw />
      <FromFile />
    </section>
  );
}

function Draw() {
  const text = say(likelihood);
  const [count, setCount] = useState(20);
  const [seed, setSeed] = useState(1);
  const found = study.value;
  return (
    <div class="part">
      <h3>{text.drawTitle}</h3>
      <p class="hint">{text.drawHint(found ? familyTitle(found.family.name) : "")}</p>
      <div class="row">
        <NumberField
          label={text.drawCount}
          value={count}
          min={1}
          max={100_000}
          step={10}
          isWhole
          refusal={text.notWhole}
          onChange={setCount}
        />
        <NumberField
          label={text.seed}
          value={seed}
          min={0}
          max={1e9}
          step={1}
          isWhole
          refusal={text.notWhole}
          onChange={setSeed}
        />
        <button type="button" disabled={!found} onClick={() => drawSamples(count, seed)}>
          {text.draw}
        </button>
      </div>
    </div>
  );
}

function Why({ problem }: { readonly problem: Unusable | string }) {
  const text = say(likelihood);
  if (typeof problem === "string") return <span lang="en">{problem}</span>;
  return problem.kind === "notNumber" ? text.notANumber(problem.found) : text.beyondSizes(problem.value);
}

function FromFile() {
  const text = say(likelihood);
  const id = useId();
  const [typed, setTyped] = useState("");
  const [name, setName] = useState("");
  const read = async (file: File) => {
    setName(file.name);
    await readSamples(file.name, new Uint8Array(await file.arrayBuffer()));
  };
  const found = columns.value;
  const used = found.find((one) => one.values === values.value);
  return (
    <div class="part">
      <h3>{text.fileTitle}</h3>
      <FileDrop
        label={text.fileLabel}
        hint={text.fileHint}
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        onFiles={([{ file }]) => read(file)}
      />
      <div class="field">
        <label for={id}>{text.pasteLabel}</label>
        <textarea id={id} rows={2} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
      </div>
      <div class="row">
        <button
          type="button"
          disabled={typed.trim() === ""}
          onClick={() => {
            setName(text.pasted);
            void readSamples(text.pasted, new TextEncoder().encode(typed));
          }}
        >
          {text.usePasted}
        </button>
      </div>
      {fileProblem.value && (
        <p class="problem" role="alert">
          {text.fileRefused} <Why problem={fileProblem.value} />
        </p>
      )}
      {used && (
        <p role="status">
          {/* The only column has a name that nobody may have given it. */}
          {text.fileTaken(name, found.length > 1 ? used.name : undefined, used.values.length, used.missing)}
        </p>
      )}
      {found.length > 1 && (
        <Choice
          label={text.column}
          value={used?.name ?? found[0]!.name}
          options={found.map((one) => ({ value: one.name, label: one.name }))}
          onChange={(chosen) => useColumn(found.find((one) => one.name === chosen)!)}
        />
      )}
    </div>
  );
}
