import { useId, useState } from "preact/hooks";

export interface FileDropProps {
  readonly label: string;
  /** What can be dropped, below the label. */
  readonly hint: string;
  /** As an input's `accept`. */
  readonly accept?: string;
  readonly isMultiple?: boolean;
  readonly disabled?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A place to drop files on, and a button for those who can't drop. Nothing is uploaded: the page reads them here. */
export function FileDrop({ label, hint, accept, isMultiple = false, disabled, onFiles }: FileDropProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const give = (list: FileList | null | undefined) => {
    if (!disabled && list && list.length > 0) onFiles([...list].slice(0, isMultiple ? undefined : 1));
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
        give(event.dataTransfer?.files);
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
          give(event.currentTarget.files);
          // The same file, mended, may be chosen again.
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
