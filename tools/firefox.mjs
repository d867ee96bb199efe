// The built page in a real Firefox, after `pnpm build`: node tools/firefox.mjs [PATH OF FIREFOX, by default /usr/bin/firefox-esr]
// Every room must open without an alert, the digits must be learned with threads, and the keyboard must move a sample.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { rooms, servePage } from "./page.mjs";

const [path = "/usr/bin/firefox-esr"] = process.argv.slice(2);
if (!existsSync(path))
  throw new Error(`no Firefox at ${path}: name another, or install Debian's firefox-esr`);

/** Starts Firefox. `address` resolves to where it listens for WebDriver BiDi, which Playwright 1.65 can't speak with it. */
function startFirefox(profile) {
  const firefox = spawn(path, ["--headless", "--remote-debugging-port", "0", "--profile", profile]);
  const address = new Promise((resolve, reject) => {
    firefox.on("exit", (code) => reject(new Error(`Firefox ended with ${code}`)));
    createInterface({ input: firefox.stderr }).on("line", (line) => {
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(line);
      if (found) resolve(`${found[1]}/session`);
    });
  });
  return { firefox, address };
}

/** Resolves to `send(method, params)`; errors and warnings of the pages' consoles are collected in `complaints`. */
async function connect(address, complaints) {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => Object.assign(socket, { onopen: resolve, onerror: reject }));
  const waiting = new Map();
  socket.onmessage = ({ data }) => {
    const { id, type, result, message, params } = JSON.parse(data);
    if (type === "event" && /error|warn/.test(params.level)) complaints.push(params.text);
    if (type === "error") waiting.get(id)?.reject(new Error(message));
    if (type === "success") waiting.get(id).resolve(result);
  };
  let last = 0;
  return (method, params) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
}

/** Evaluates an expression until it is true, for a minute at most; resolves to what it gave. */
async function until(send, context, expression) {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    const params = { expression, target: { context }, awaitPromise: true };
    const { type, result, exceptionDetails } = await send("script.evaluate", params);
    if (type === "exception") throw new Error(exceptionDetails.text);
    if (result.value) return result.value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`not within a minute: ${expression}`);
}

async function visit(send, address) {
  const { capabilities } = await send("session.new", { capabilities: {} });
  await send("session.subscribe", { events: ["log.entryAdded"] });
  const { context } = await send("browsingContext.create", { type: "tab" });
  const see = (expression) => until(send, context, expression);
  for (const room of rooms) {
    await send("browsingContext.navigate", { context, url: `${address}#${room}`, wait: "complete" });
    await see(
      `document.querySelector("[data-device=threads]") && document.querySelector("h1").textContent.toLowerCase() === "${room}"`,
    );
    if ((await see(`document.querySelectorAll("[role=alert]").length + 1`)) > 1)
      throw new Error(`an alert in ${room}`);
  }
  await see(`location.hash = "train"`);
  const said = `document.querySelector(".run [role=status]")?.textContent`;
  await see(`/^Ready/.test(${said}) && !document.querySelector(".run button").click()`);
  const done = await see(`/^Done/.test(${said}) && ${said}`);
  if (!/^Done: 9\d/.test(done)) throw new Error(`the digits weren't learned: ${done}`);
  await see(`location.hash = "likelihood"`);
  const sample = `document.querySelector('[aria-label="Sample 8"]')`;
  const before = await see(`${sample}?.focus() || ${sample}?.getAttribute("aria-valuetext")`);
  const actions = ["keyDown", "keyUp"].map((type) => ({ type, value: "\uE014" }));
  await send("input.performActions", { context, actions: [{ type: "key", id: "keys", actions }] });
  await see(`${sample}.getAttribute("aria-valuetext") !== "${before}"`);
  return `Firefox ${capabilities.browserVersion}: ${rooms.length} rooms; ${done}`;
}

const profile = mkdtempSync(join(tmpdir(), "mebae-firefox-"));
writeFileSync(join(profile, "user.js"), 'user_pref("intl.accept_languages", "en");');
const { firefox, address: listening } = startFirefox(profile);
const { server, address } = await servePage();
const complaints = [];
try {
  console.log(await visit(await connect(await listening, complaints), address));
  if (complaints.length > 0) throw new Error(`it complained: ${complaints.join("; ")}`);
} finally {
  firefox.kill();
  await new Promise((resolve) => firefox.on("exit", resolve));
  await server.close();
  rmSync(profile, { recursive: true, force: true });
}
