import { useState } from "preact/hooks";
import { trainer } from "../actions.js";
import { setupLink } from "../link.js";
import { text } from "../messages/messages.js";
import { ending, isMade, openModel, phase, setup } from "../signals.js";
import { Section } from "./Section.js";

/** The set-up as a link, and the network as a file. */
export function SharePanel() {
  const { share: words } = text();
  const [link, setLink] = useState<string | undefined>(undefined);
  const [said, setSaid] = useState<"copied" | "saved" | undefined>(undefined);
  const isResting = phase.value === "resting" || phase.value === "ready";
  const isGone = ending.value?.kind === "lost";
  const canSave = isMade.value && isResting && !isGone && openModel.value === undefined;
  const copy = async () => {
    const address = setupLink();
    setLink(address);
    // Where the browser refuses, the link stands there to be copied by hand.
    const isCopied = await navigator.clipboard?.writeText(address).then(
      () => true,
      () => false,
    );
    setSaid(isCopied ? "copied" : undefined);
  };
  const save = async () => {
    await saveNetwork();
    setSaid("saved");
  };
  return (
    <Section id="share" title={words.title} isOpenAtFirst>
      <div class="row">
        <button type="button" onClick={copy}>
          {words.copy}
        </button>
        <button type="button" disabled={!canSave} onClick={save}>
          {words.save}
        </button>
      </div>
      <p role="status" class="hint">
        {said && words[said]} {said === "copied" && setup.value.data.kind === "files" && words.withoutFiles}
      </p>
      {link !== undefined && (
        <div class="field">
          <label for="setup-link">{words.here}</label>
          <input
            id="setup-link"
            type="text"
            readOnly
            value={link}
            onFocus={(event) => event.currentTarget.select()}
          />
        </div>
      )}
      <p class="hint">{words.hint}</p>
    </Section>
  );
}

async function saveNetwork(): Promise<void> {
  const bytes = await (await trainer()).save();
  const address = URL.createObjectURL(
    new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/zip" }),
  );
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = "mebae-model.zip";
  anchor.click();
  URL.revokeObjectURL(address);
}
