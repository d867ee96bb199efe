import type { Device, DeviceChoice, NoGpu } from "../engine/device.js";
import { chooseDevice, device, deviceChoice, engineError } from "../engine/engine.js";
import { say } from "../language/language.js";
import { shell } from "./messages.js";

/** What computes, why it isn't something faster, and the choice of another. */
export function DeviceNote() {
  const text = say(shell);
  const now = device.value;
  if (engineError.value) return <p role="alert">{text.failed(engineError.value)}</p>;
  return (
    <div class="device">
      <p role="status" data-device={now?.kind}>
        {now?.kind === "lost" ? text.lost(now.adapter) : now ? <Computes device={now} /> : text.starting}
      </p>
      <label>
        {text.device}{" "}
        <select
          value={deviceChoice.value}
          onChange={(event) => chooseDevice(event.currentTarget.value as DeviceChoice)}
        >
          <option value="automatic">{text.automatic}</option>
          <option value="gpu">{text.onlyGpu}</option>
          <option value="cpu">{text.onlyCpu}</option>
        </select>
      </label>
    </div>
  );
}

/** A device that computes. */
type Working = Exclude<Device, { kind: "lost" }>;

function Computes({ device }: { readonly device: Working }) {
  const text = say(shell);
  return (
    <>
      {text.computesOn[0]}
      <strong>{nameOf(device)}</strong>
      {text.computesOn[1]}
      {reasonsOf(device).join(" ")}
    </>
  );
}

function nameOf(device: Working): string {
  const text = say(shell);
  if (device.kind === "gpu") return text.webgpu(device.adapter);
  return device.kind === "threads" ? text.threads(device.threads) : text.oneThread;
}

function reasonsOf(device: Working): string[] {
  const { why } = say(shell);
  if (device.kind === "gpu") return [];
  const reasons = device.why ? [reasonOf(device.why)] : [];
  return device.kind === "oneThread" ? [...reasons, why[device.reason]] : reasons;
}

function reasonOf(noGpu: NoGpu): string {
  const { why } = say(shell);
  if (noGpu.kind === "absent") return why.noWebGpu;
  return noGpu.kind === "software" ? why.software(noGpu.adapter) : why.webgpuFailed(noGpu.reason);
}
