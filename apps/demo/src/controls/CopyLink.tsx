import { useState } from "preact/hooks";

export interface CopyLinkProps {
  readonly label: string;
  /** What is said when the link is on the clipboard. */
  readonly copied: string;
  /** Names the field that the link stands in where the browser keeps the clipboard closed. */
  readonly here: string;
  /** What the link carries: what was said of it goes when it changes. */
  readonly of: unknown;
  readonly link: () => string;
}

/** Copies a link, or shows it to be copied by hand. */
export function CopyLink({ label, copied, here, of, link }: CopyLinkProps) {
  const [said, setSaid] = useState<{ readonly of: unknown; readonly link?: string } | undefined>(undefined);
  const copy = async () => {
    const made = link();
    try {
      await navigator.clipboard.writeText(made);
      setSaid({ of });
    } catch {
      setSaid({ of, link: made });
    }
  };
  const now = said?.of === of ? said : undefined;
  return (
    <>
      <button type="button" onClick={copy}>
        {label}
      </button>
      {now?.link !== undefined && (
        <input
          type="text"
          readOnly
          aria-label={here}
          value={now.link}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      <span role="status">{now && now.link === undefined && copied}</span>
    </>
  );
}
