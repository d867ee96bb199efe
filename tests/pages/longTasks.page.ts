declare function report(value: unknown): void;

export interface LongTasksReport {
  /** The losses of the steps that the worker did. */
  readonly losses: number[];
  /** Milliseconds of each task of the page's main thread over 50 ms, from the worker's start to its end. */
  readonly tasks: number[];
  /** The same of a task of 80 ms that the page then makes itself, to show that one would have been seen. */
  readonly control: number[];
}

const seconds = Number(new URLSearchParams(location.search).get("seconds"));
const losses: number[] = [];
let tasks: number[] = [];
new PerformanceObserver((list) => {
  tasks.push(...list.getEntries().map(({ duration }) => duration));
}).observe({ type: "longtask" });

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What a page does meanwhile: it draws, at each frame. */
function draw(): void {
  document.body.textContent = `${losses.length} steps, loss ${losses.at(-1)}`;
  requestAnimationFrame(draw);
}

await pause(500); // the page's own start isn't training's
tasks = [];
draw();
const worker = new Worker("/longTasks.worker.js", { type: "module" });
await new Promise<void>((resolve, reject) => {
  worker.onmessage = ({ data }) => (data.done ? resolve() : losses.push(data.loss));
  worker.onerror = ({ message }) => reject(new Error(message));
  worker.postMessage(1000 * seconds);
});
await pause(100);
const found = tasks;
tasks = [];
const end = performance.now() + 80;
while (performance.now() < end);
await pause(200);
report({ losses, tasks: found, control: tasks } satisfies LongTasksReport);
