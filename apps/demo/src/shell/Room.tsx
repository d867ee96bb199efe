import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "../language/language.js";
import { shell } from "./messages.js";
import type { Tab } from "./tabs.js";

type Loaded = { readonly Content: ComponentType } | { readonly reason: string } | undefined;

/** A tab's content, fetched when it is first opened; says so where that failed, and lets one try again. */
export function Room({ tab }: { readonly tab: Tab }) {
  const [loaded, setLoaded] = useState<Loaded>(undefined);
  const load = () => {
    setLoaded(undefined);
    tab.load().then(
      (Content) => setLoaded({ Content }),
      (error: Error) => setLoaded({ reason: error.message }),
    );
  };
  useEffect(load, [tab]);
  const text = say(shell);
  if (!loaded) return <p role="status">{text.loading}</p>;
  if ("Content" in loaded) return <loaded.Content />;
  return (
    <div role="alert" class="problem">
      <p>{text.failed(loaded.reason)}</p>
      <button type="button" onClick={load}>
        {text.retry}
      </button>
    </div>
  );
}
