import { gpu } from "@mebae/gpu";
import { softmaxCrossEntropy } from "@mebae/losses";
import {
  type Backend,
  compile,
  currentBackend,
  Key,
  normal,
  tensor,
  useBackend,
  valueAndGrad,
} from "@mebae/tensor";
import { type Network, type NetworkName, networkNames, networks } from "@mebae/workloads";
import { awake } from "./awake.ts";
import type { Question } from "./parts.ts";
import { askPython } from "./python.ts";
import type { StepRow } from "./results.ts";

interface Training extends Disposable {
  /** One step; what it returns gives the loss. */
  run(): { item(): Promise<number>; dispose(): void };
}

/** A compiled step of training on one random batch, on the current backend. */
function training(network: Network): Training {
  const x = normal(new Key(7), network.input);
  const labels = Array.from({ length: network.input[0]! }, (_, i) => i % network.classes);
  const t = tensor(labels, { dtype: "int32" });
  const model = network.model(network.dropout ?? 0).initialize(0);
  const parameters = model.parameters();
  const optimizer = network.optimizer(parameters, { learningRate: network.learningRate });
  const step = compile((images: typeof x, classes: typeof t, key: Key) => {
    const result = valueAndGrad(
      () => softmaxCrossEntropy(model.forward(images, { training: true, key }), classes),
      parameters,
    );
    optimizer.step(result.gradients);
    return result.value;
  });
  let key = new Key(0);
  return {
    run: () => {
      key = key.next();
      const loss = step(x, t, key);
      return { item: async () => Number(await loss.item()), dispose: () => loss.dispose() };
    },
    [Symbol.dispose]: () => {
      for (const each of [step, optimizer, model, x, t]) each.dispose();
    },
  };
}

/** The losses of the first steps: on the card they must be the CPU's. */
async function losses(backend: Backend, network: Network, count: number): Promise<number[]> {
  const before = currentBackend();
  useBackend(backend);
  try {
    using made = training(network);
    const list: number[] = [];
    for (let i = 0; i < count; i++) {
      const loss = made.run();
      list.push(await loss.item());
      loss.dispose();
    }
    return list;
  } finally {
    useBackend(before);
  }
}

/** Milliseconds a step: the least of four rounds that each last a seventh of a second or longer. */
async function millisecondsOf(made: Training, synced: boolean): Promise<number> {
  const round = async (count: number) => {
    const start = performance.now();
    for (let i = 0; i < count; i++) {
      const loss = made.run();
      if (synced || i === count - 1) await loss.item();
      loss.dispose();
    }
    return performance.now() - start;
  };
  let count = 8;
  await awake(() => round(count));
  while ((await round(count)) < 140 && count < 4096) count *= 2;
  const rounds: number[] = [];
  for (let i = 0; i < 4; i++) rounds.push((await round(count)) / count);
  return Math.min(...rounds);
}

/** Checks each network's first losses against the CPU's, and times its steps where that is asked for. */
export async function stepRows(
  timed: boolean,
  { dawn, left }: Pick<Question, "dawn" | "left">,
): Promise<StepRow[]> {
  const device = await gpu({ powerPreference: "high-performance", dawn });
  const cpu = currentBackend();
  const rows: StepRow[] = [];
  const checked: readonly NetworkName[] = timed ? networkNames : ["xor", "mlp"];
  for (const name of checked) {
    const network: Network = networks[name];
    const [expected, found] = [await losses(cpu, network, 3), await losses(device, network, 3)];
    expected.forEach((loss, i) => {
      if (!(Math.abs(found[i]! - loss) <= 1e-3 * Math.max(1, Math.abs(loss))))
        throw new Error(`${name}: the loss of step ${i} is ${found[i]}, on the CPU ${loss}`);
    });
    if (!timed) continue;
    useBackend(device);
    {
      using made = training(network);
      const ahead = await millisecondsOf(made, false);
      const synced = await millisecondsOf(made, true);
      const before = device.report().submissions;
      const last = made.run();
      const submissions = device.report().submissions - before;
      last.dispose();
      rows.push({ name, ahead, synced, submissions });
    }
    useBackend(cpu);
  }
  device.dispose();
  if (!timed) return rows;
  const torch = torchSteps(checked, left());
  return rows.map((row) => ({ ...row, ...(torch[row.name] && { torch: torch[row.name]! }) }));
}

const program = `
import json, sys, time
sys.path.insert(0, sys.argv[1])
import torch, torch_server
from torch.nn import functional as F
from torch.utils.flop_counter import FlopCounterMode
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
torch.backends.cudnn.benchmark = True
answers = {}
for name, case in json.load(sys.stdin).items():
    model = torch_server.NETWORKS[name](case["dropout"]).cuda()
    x = torch.randn(case["input"], device="cuda")
    t = torch.arange(case["input"][0], device="cuda") % case["classes"]
    kind = torch.optim.SGD if name == "xor" else torch.optim.Adam
    optimizer = kind(model.parameters(), lr=case["learningRate"])
    def step():
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(model(x), t).backward()
        optimizer.step()
    with FlopCounterMode(display=False) as counter: step()
    start = time.perf_counter()
    while time.perf_counter() - start < 0.3: step(); torch.cuda.synchronize()
    def once(count):
        torch.cuda.synchronize(); start = time.perf_counter()
        for _ in range(count): step()
        torch.cuda.synchronize()
        return (time.perf_counter() - start) * 1e3
    count = 8
    while once(count) < 140 and count < 4096: count *= 2
    answers[name] = {"milliseconds": min(once(count) / count for _ in range(4)), "flops": counter.get_total_flops()}
print(json.dumps(answers))
`;

/** PyTorch's steps of the same networks on CUDA, without tf32; none where there is no CUDA. */
function torchSteps(
  names: readonly NetworkName[],
  milliseconds: number,
): Readonly<Record<string, StepRow["torch"]>> {
  const questions = Object.fromEntries(
    names.map((name) => {
      const { input, classes, learningRate, dropout = 0 }: Network = networks[name];
      return [name, { input, classes, learningRate, dropout }];
    }),
  );
  const found = askPython<Record<string, StepRow["torch"]>>(program, questions, milliseconds);
  if (!("missing" in found)) return found as Record<string, StepRow["torch"]>;
  console.log(`no PyTorch steps: ${found.missing}`);
  return {};
}
