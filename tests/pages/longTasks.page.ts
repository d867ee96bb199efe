declare function report(value: unknown): void;

const seconds = Number(new URLSearchParams(location.search).get("seconds"));
/** The losses of the steps that the worker did. */
const losses: number[] = [];

/** What a page does meanwhile: it draws, at each frame. */
function draw(): void {
  document.body.textContent = `${losses.length} steps, loss ${losses.at(-1)}`;
  requestAnimationFrame(draw);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

await pause(200); // the page's own start isn't training's
draw();
performance.mark("training");
const worker = new Worker("/longTasks.worker.js", { type: "module" });
const threads = await new Promise<number>((resolve, reject) => {
  worker.onmessage = ({ data }) => (data.threads ? resolve(data.threads) : losses.push(data.loss));
  worker.onerror = ({ message }) => reject(new Error(message));
  worker.postMessage(1000 * seconds);
});
await pause(100);
performance.mark("trained");
await pause(0);
// A task that must be seen, or none would be: long enough for its share of a busy processor.
const end = performance.now() + 1000;
while (performance.now() < end);
await pause(100);
performance.mark("end");
report({ losses, threads });
