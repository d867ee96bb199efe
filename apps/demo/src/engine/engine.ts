import { signal } from "@preact/signals";
import { type Remote, wrap } from "comlink";
import { remember, remembered } from "../state/remembered.js";
import type { Device, DeviceChoice } from "./device.js";
import type { Engine } from "./engine.worker.js";

const worker = new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module", name: "mebae" });
const remote: Remote<Engine> = wrap<Engine>(worker);

/** What the page computes on; undefined until the engine has started. */
export const device = signal<Device | undefined>(undefined);
/** Why the engine isn't there, where it isn't. */
export const engineError = signal<string | undefined>(undefined);
worker.addEventListener("error", (event) => {
  engineError.value = event.message || "the worker didn't start";
});

const asked = new URLSearchParams(location.search).get("device") ?? remembered("device");
/** What a person wants computed on: `?device=gpu`, else what was chosen last, else the fastest there is. */
export const deviceChoice = signal<DeviceChoice>(asked === "gpu" || asked === "cpu" ? asked : "automatic");

async function open(): Promise<void> {
  device.value = undefined;
  try {
    const opened = await remote.openDevice(deviceChoice.value);
    device.value = opened;
    if (opened.kind === "gpu") void watch(opened);
  } catch (error) {
    engineError.value = (error as Error).message;
  }
}

/** A graphics device can be lost at any time, also while nothing computes. */
async function watch(opened: Extract<Device, { kind: "gpu" }>): Promise<void> {
  await remote.graphicsLost();
  if (device.value === opened) device.value = { kind: "lost", adapter: opened.adapter };
}

export function chooseDevice(choice: DeviceChoice): Promise<void> {
  remember("device", choice);
  deviceChoice.value = choice;
  ready = open();
  return ready;
}

let ready: Promise<void> = open();

/** Opens a device anew, by the choice that stands, where the graphics device was lost meanwhile. */
export async function renewDevice(): Promise<void> {
  await ready;
  if (!(await remote.hasLostGraphics())) return;
  ready = open();
  await ready;
}

type RoomName = Exclude<keyof Engine, "openDevice" | "hasLostGraphics" | "graphicsLost">;
type RoomOf<Name extends RoomName> = Awaited<ReturnType<Remote<Engine>[Name]>>;
const rooms = new Map<RoomName, Promise<unknown>>();

/** A room's part of the worker, once its device is open. It is asked for once, since each asking opens another channel. */
export async function room<Name extends RoomName>(name: Name): Promise<RoomOf<Name>> {
  await ready;
  let part = rooms.get(name) as Promise<RoomOf<Name>> | undefined;
  if (!part) {
    part = remote[name]() as Promise<RoomOf<Name>>;
    rooms.set(name, part);
    // What couldn't be fetched may be there the next time.
    part.catch(() => rooms.delete(name));
  }
  return part;
}
