import { useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../language/language.js";
import { goTo, route } from "../state/route.js";
import { Bar } from "./Bar.js";
import { DeviceNote } from "./DeviceNote.js";
import { shell } from "./messages.js";
import { Room } from "./Room.js";
import { tabs } from "./tabs.js";

const firstTab = tabs[0]!;

/** The whole page: its bar, the tabs, the room that is open, and what computes. */
export function Page() {
  const open = useComputed(() => tabs.find(({ id }) => id === route.value.tab) ?? firstTab);
  const tab = open.value;
  const text = say(shell);
  useEffect(() => {
    document.title = `Mebae · ${say(tab.title)}`;
  });
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("room")?.focus()}>
        {text.skip}
      </button>
      <Bar />
      <TabList open={tab.id} />
      <main id="room" tabIndex={-1}>
        <div
          role="tabpanel"
          id={`panel-${tab.id}`}
          aria-labelledby={`tab-${tab.id}`}
          class={`room room-${tab.id}`}
        >
          <h1>{say(tab.title)}</h1>
          <p class="purpose">{say(tab.purpose)}</p>
          <Room key={tab.id} tab={tab} />
        </div>
      </main>
      <footer>
        <DeviceNote />
        <p>{text.promise}</p>
      </footer>
    </>
  );
}

/** Tabs as the ARIA Authoring Practices have them: one stop for the keyboard, arrows between them. */
function TabList({ open }: { readonly open: string }) {
  const list = useRef<HTMLDivElement>(null);
  const place = tabs.findIndex(({ id }) => id === open);
  useEffect(() => {
    // On a phone a link may open a tab that lies beyond the edge.
    const tabs = list.current!;
    const tab = tabs.querySelector<HTMLElement>(`#tab-${open}`)!;
    tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
  }, [open]);
  const move = (event: KeyboardEvent) => {
    const targets: Record<string, number> = {
      ArrowRight: place + 1,
      ArrowLeft: place - 1,
      Home: 0,
      End: tabs.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next = tabs[(target + tabs.length) % tabs.length]!;
    goTo(next.id);
    list.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return (
    <nav>
      <div class="tabs" role="tablist" aria-label={say(shell).tabs} ref={list} onKeyDown={move}>
        {tabs.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={id === open}
            aria-controls={id === open ? `panel-${id}` : undefined}
            tabIndex={id === open ? 0 : -1}
            onClick={() => goTo(id)}
          >
            {say(title)}
          </button>
        ))}
      </div>
    </nav>
  );
}
