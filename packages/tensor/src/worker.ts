// The worker behind the CPU engine's threads: waits for its one message, then works to its end. The engine starts it from
// inlined source; a page whose content security policy forbids that starts this entry itself (see the package's README).
import { type Seat, work } from "./cpu/threads/work.js";

const port = globalThis.process?.getBuiltinModule?.("node:worker_threads").parentPort;
if (port) port.once("message", (seat: Seat) => work(seat));
else globalThis.onmessage = ({ data }: MessageEvent<Seat>) => work(data);
