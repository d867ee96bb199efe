import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

const isWide = matchMedia("(min-width: 56rem)").matches;
/** Which sections a person opened or closed: it lasts over a change of tab. */
const remembered = new Map<string, boolean>();

export interface SectionProps {
  readonly id: string;
  readonly title: string;
  /** What is set inside, in a few words, for when it is closed. */
  readonly brief?: string;
  /** Whether it begins open where there is room. */
  readonly isOpenAtFirst?: boolean;
  readonly children: ComponentChildren;
}

/** A part of the set-up that can be folded away. */
export function Section({ id, title, brief, isOpenAtFirst = false, children }: SectionProps) {
  const [isOpen, setOpen] = useState(remembered.get(id) ?? (isOpenAtFirst && isWide));
  return (
    <details
      class="section"
      open={isOpen}
      onToggle={(event) => {
        remembered.set(id, event.currentTarget.open);
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <h2>{title}</h2>
        {brief && <span class="brief">{brief}</span>}
      </summary>
      <div class="inside">{children}</div>
    </details>
  );
}
