import { useId, useRef, useState } from "preact/hooks";
import { chosenFiles, droppedFiles, type Given, type PlacedFile } from "./droppedFiles.js";

export interface FileDropProps {
  readonly label: string;
  /** What can be dropped, below the label. */
  readonly hint: string;
  /** As an input's `accept`. */
  readonly accept?: string;
  readonly isMultiple?: boolean;
  readonly disabled?: boolean;
  readonly onFiles?: (files: readonly File[]) => void;
  /**
   * Takes folders too: gets each file with its path, and the dropped folders that are empty; the button, on which
   * `folderLabel` is, hears nothing of such.
   */
  readonly onPlaced?: (files: readonly PlacedFile[], emptyFolders: readonly string[]) => void;
  readonly folderLabel?: string;
}

/** A place to drop files on, and a button for those who can't drop. Nothing is uploaded: the page reads them here. */
export function FileDrop(props: FileDropProps) {
  const { label, hint, accept, isMultiple = false, disabled } = props;
  const id = useId();
  const [isOver, setOver] = useState(false);
  const give = ({ files, emptyFolders }: Given) => {
    if (disabled) return;
    const some = files.slice(0, isMultiple ? undefined : 1);
    if (some.length > 0 || emptyFolders.length > 0) props.onPlaced?.(some, emptyFolders);
    if (some.length > 0) props.onFiles?.(some.map(({ file }) => file));
  };
  return (
    // The whole area takes drops; the keyboard's way is the input inside it.
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the pointer's second way to do what the input does
    <div
      class={`drop${isOver ? " over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer) droppedFiles(event.dataTransfer).then(give);
      }}
    >
      <label for={id}>{label}</label>
      <p id={`${id}-hint`}>{hint}</p>
      <input
        id={id}
        type="file"
        accept={accept}
        multiple={isMultiple}
        disabled={disabled}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          give(chosenFiles(event.currentTarget.files ?? []));
          // The same file, mended, may be chosen again.
          event.currentTarget.value = "";
        }}
      />
      {props.folderLabel && <FolderButton label={props.folderLabel} disabled={disabled} onFiles={give} />}
    </div>
  );
}

interface FolderButtonProps {
  readonly label: string;
  readonly disabled?: boolean | undefined;
  readonly onFiles: (given: Given) => void;
}

/** An input takes files or a folder, not both: the second one is behind a button. */
function FolderButton({ label, disabled, onFiles }: FolderButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" disabled={disabled} onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        {...{ webkitdirectory: true }}
        aria-label={label}
        onChange={(event) => {
          onFiles(chosenFiles(event.currentTarget.files ?? []));
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
