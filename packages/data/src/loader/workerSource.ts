/**
 * The whole program of a loader's worker, as text, so that it starts in any bundle: it needs no file of its own. It keeps
 * the examples and answers { id, indices, spare } with { id, values }: the examples of a batch, bytes through the table
 * of their channel, floats as they are. `spare` is a buffer that the main thread is done with.
 */
export const workerSource = `"use strict";
const port = typeof require === "function" ? require("node:worker_threads").parentPort : self;
let data, table, size, channels;
const write = (indices, out) => {
  const plane = size / channels;
  for (let i = 0; i < indices.length; i++) {
    const from = indices[i] * size;
    if (!table) out.set(data.subarray(from, from + size), i * size);
    else
      for (let c = 0; c < channels; c++) {
        const start = c * plane;
        const row = c << 8;
        for (let p = 0; p < plane; p++) out[i * size + start + p] = table[row | data[from + start + p]];
      }
  }
};
const receive = (message) => {
  if (message.data) return void ({ data, table, size, channels } = message);
  const { id, indices, spare } = message;
  const length = indices.length * size;
  const values = spare && spare.byteLength === 4 * length ? new Float32Array(spare) : new Float32Array(length);
  write(indices, values);
  port.postMessage({ id, values }, [values.buffer]);
};
if (port === globalThis.self) port.onmessage = (event) => receive(event.data);
else port.on("message", receive);
`;
