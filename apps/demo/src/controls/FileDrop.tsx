import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { type Messages, say } from "../language/language.js";
import { chosenFiles, droppedFiles, type PlacedFile, UnsuitedError } from "./droppedFiles.js";
import { FileButton } from "./FileButton.js";
import { controls } from "./messages.js";

export interface FileDropProps {
  readonly label: string;
  /** What can be dropped, below the label. */
  readonly hint: string;
  /** As an input's `accept`. */
  readonly accept?: string;
  /** Takes several files, each with its path, and folders by a button of their own. */
  readonly isMultiple?: boolean;
  readonly disabled?: boolean;
  readonly onFiles: (files: readonly PlacedFile[]) => void;
  /** What became of the files that came last; not shown beside what refuses others. */
  readonly children?: ComponentChildren;
}

/** A place to drop files on, and buttons for those who can't drop. Nothing is uploaded: the page reads them here. */
export function FileDrop({ label, hint, accept, isMultiple = false, disabled, ...props }: FileDropProps) {
  const id = useId();
  const text = say(controls);
  const [isOver, setOver] = useState(false);
  const [unsuited, setUnsuited] = useState<Messages<string> | undefined>(undefined);
  const give = async (reading: () => PlacedFile[] | Promise<PlacedFile[]>) => {
    try {
      const files = await reading();
      if (files.length === 0) return;
      if (files.length > 1 && !isMultiple) throw new UnsuitedError({ kind: "several", count: files.length });
      setUnsuited(undefined);
      props.onFiles(files);
    } catch (error) {
      if (!(error instanceof UnsuitedError)) throw error;
      setUnsuited((await import("./unsuited.js")).unsuitedText(error.why));
    }
  };
  const buttons = {
    disabled,
    describedBy: `${id}-hint`,
    onFiles: (list: FileList) => give(() => chosenFiles(list)),
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend can't stand within its frame
    <div
      role="group"
      aria-labelledby={`${id}-label`}
      class={`drop${isOver ? " over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        if (disabled && event.dataTransfer) event.dataTransfer.dropEffect = "none";
        setOver(!disabled);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const { dataTransfer } = event;
        if (dataTransfer && !disabled) give(() => droppedFiles(dataTransfer));
      }}
    >
      <p id={`${id}-label`} class="label">
        {label}
      </p>
      <p id={`${id}-hint`}>{hint}</p>
      <div class="row">
        <FileButton
          {...buttons}
          label={isMultiple ? text.chooseFiles : text.chooseFile}
          {...{ accept, isMultiple }}
        />
        {/* An input takes files or a folder, not both. */}
        {isMultiple && <FileButton {...buttons} label={text.chooseFolder} isFolder />}
      </div>
      {unsuited ? (
        <p role="alert" class="problem outcome">
          {say(unsuited)}
        </p>
      ) : (
        props.children
      )}
    </div>
  );
}
