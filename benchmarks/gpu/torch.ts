import { attributesOf, type Case, shapesOf } from "./cases.ts";
import { askPython } from "./python.ts";

const program = `
import json, sys, time
try:
    import torch
    assert torch.cuda.is_available()
except Exception as error:
    print(json.dumps({"missing": repr(error)})); sys.exit()
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
torch.backends.cudnn.benchmark = True
def seconds(run):
    begin = time.perf_counter()
    while time.perf_counter() - begin < 0.1: run(); torch.cuda.synchronize()
    times = 1
    while True:
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        for _ in range(times): run()
        end.record(); torch.cuda.synchronize()
        if start.elapsed_time(end) > 30 or times > 4096: return start.elapsed_time(end) / times / 1e3
        times *= 2
answers = []
for case in json.load(sys.stdin):
    (p, q), at = case["inputs"], case["attributes"]
    dtype = getattr(torch, case["dtype"])
    a, b = torch.rand(p, device="cuda", dtype=dtype) - 0.5, torch.rand(q, device="cuda", dtype=dtype) - 0.5
    if case["kind"] == "matmul":
        x = a.transpose(-1, -2) if at["transposeA"] else a
        y = b.transpose(-1, -2) if at["transposeB"] else b
        run = lambda: torch.matmul(x, y)
    elif case["kind"] == "conv2d":
        run = lambda: torch.nn.functional.conv2d(a, b, stride=at["stride"], padding=at["before"])
    elif case["kind"] == "conv2dInputGradient":
        run = lambda: torch.nn.grad.conv2d_input(case["output"], b, a, stride=at["stride"], padding=at["before"])
    else:
        run = lambda: torch.nn.grad.conv2d_weight(a, case["output"], b, stride=at["stride"], padding=at["before"])
    answers.append(seconds(run))
print(json.dumps({"version": torch.__version__, "card": torch.cuda.get_device_name(), "seconds": answers}))
`;

export interface TorchTimes {
  readonly version: string;
  readonly card: string;
  /** Of each case. */
  readonly seconds: readonly number[];
}

/** PyTorch's times of the cases on CUDA, without tf32; a reason where there is no torch or no CUDA. */
export function torchTimes(
  cases: readonly Case[],
  milliseconds: number,
): TorchTimes | { readonly missing: string } {
  const questions = cases.map((c) => ({ ...c, ...shapesOf(c), attributes: attributesOf(c) }));
  return askPython(program, questions, milliseconds);
}
