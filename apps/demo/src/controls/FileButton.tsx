import { useRef } from "preact/hooks";

export interface FileButtonProps {
  readonly label: string;
  readonly describedBy: string;
  /** As an input's `accept`. */
  readonly accept?: string | undefined;
  readonly isMultiple?: boolean;
  /** Chooses a folder with all that is in it. */
  readonly isFolder?: boolean;
  readonly disabled?: boolean | undefined;
  readonly onFiles: (files: FileList) => void;
}

/**
 * Opens the browser's choice of files. The browser's own control speaks the browser's language, and tells screen readers that no file
 * is chosen: a button stands in its place.
 */
export function FileButton(props: FileButtonProps) {
  const { label, describedBy, accept, isMultiple, isFolder, disabled } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        disabled={disabled}
        aria-describedby={describedBy}
        onClick={() => input.current?.click()}
      >
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        {...(isFolder ? { webkitdirectory: true } : { accept, multiple: isMultiple })}
        aria-label={label}
        disabled={disabled}
        onChange={(event) => {
          const { currentTarget } = event;
          if (currentTarget.files) props.onFiles(currentTarget.files);
          // The same file, mended, may be chosen again.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
