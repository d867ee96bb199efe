import { type Check, referenceChecks } from "@mebae/conformance";
import * as mebae from "@mebae/tensor";
import {
  type AnyOp,
  type GradientContext,
  type GradientFunction,
  type Tensor,
  zerosLike,
} from "@mebae/tensor";
import { allCases } from "@mebae/tensor/cases";
import { expect, test, vi } from "vitest";
import { confusable, forgetting, type Mutation, mutationsOf, type Observed } from "./mutants.js";

/**
 * Breaks every gradient rule in every way of `mutants.ts`, one at a time, and expects the reference's gradient checks
 * to fail. What survives shows a hole in the suite: a missing case, or a tolerance that is too wide.
 */
const saboteur = vi.hoisted(() => ({
  change: (rule: unknown, _op: unknown, _input: number): unknown => rule,
  execute: undefined as ((op: AnyOp, inputs: readonly Tensor[]) => readonly Tensor[]) | undefined,
}));

vi.mock("../../packages/tensor/src/ops/op.js", async (original) => {
  const module = await original<typeof import("../../packages/tensor/src/ops/op.js")>();
  return {
    ...module,
    gradientOf: (op: AnyOp, input: number) => {
      const rule = module.gradientOf(op, input);
      return rule && saboteur.change(rule, op, input);
    },
  };
});

vi.mock("../../packages/tensor/src/execute.js", async (original) => {
  const module = await original<typeof import("../../packages/tensor/src/execute.js")>();
  return {
    ...module,
    execute: (op: AnyOp, inputs: readonly Tensor[], attributes?: Record<string, unknown>) =>
      module.execute(op, saboteur.execute?.(op, inputs) ?? inputs, attributes),
  };
});

interface Target extends Observed {
  readonly checks: Check[];
}

/** Rules that are symmetric in x and y, so that taking one for the other breaks nothing. */
const symmetric = new Set(["clip, the gradient by input 2 takes x for y"]);

const adds = (op: AnyOp) => op.name === "add" || op.name === "sub";

/** Runs every gradient check unbroken, and notes which rules each used and what they did. */
async function observe(checks: readonly Check[]): Promise<Target[]> {
  const targets = new Map<AnyOp, Map<number, Target>>();
  let current: Check;
  let running: { target: Target; context: GradientContext; additions: number } | undefined;
  saboteur.execute = (op, inputs) => {
    if (!running) return inputs;
    const { target, context } = running;
    if (adds(op)) running.additions++;
    if (confusable(context) && inputs.some((input) => input === context.x || input === context.y)) {
      target.readsInputs = true;
    }
    return inputs;
  };
  saboteur.change = (rule, op, input) => {
    const target = targetOf(targets, op as AnyOp, input);
    if (target.checks.at(-1) !== current) target.checks.push(current);
    return ((dy, context) => {
      running = { target, context, additions: 0 };
      const result = (rule as GradientFunction)(dy, context);
      target.additions = Math.max(target.additions, running.additions);
      running = undefined;
      return result;
    }) as GradientFunction;
  };
  for (current of checks) await current.run();
  saboteur.execute = undefined;
  saboteur.change = (rule) => rule;
  return [...targets.values()].flatMap((inputs) => [...inputs.values()]);
}

function targetOf(targets: Map<AnyOp, Map<number, Target>>, op: AnyOp, input: number): Target {
  let inputs = targets.get(op);
  if (!inputs) targets.set(op, (inputs = new Map()));
  let target = inputs.get(input);
  if (!target) {
    inputs.set(input, (target = { op, input, additions: 0, readsInputs: false, checks: [] }));
  }
  return target;
}

/** Whether some check fails while the rule is broken. */
async function isCaught(target: Target, mutation: Mutation): Promise<boolean> {
  saboteur.change = (rule, op, input) =>
    op === target.op && input === target.input ? mutation.apply(rule as GradientFunction, target) : rule;
  saboteur.execute = (op, inputs) => {
    if (!forgetting.active || !adds(op) || forgetting.seen++ !== forgetting.addition) return inputs;
    return inputs.map((input, i) => (i === forgetting.term ? zerosLike(input) : input));
  };
  const own = target.checks.filter(({ name }) => name.startsWith(`${target.op.name} `));
  const others = target.checks.filter((check) => !own.includes(check));
  try {
    for (const check of [...own, ...others]) await check.run();
    return false;
  } catch (error) {
    // A crash would prove nothing about the tolerance.
    if ((error as Error).name !== "ConformanceError") throw error;
    return true;
  } finally {
    saboteur.change = (rule) => rule;
    saboteur.execute = undefined;
  }
}

test("every broken gradient rule is caught", { timeout: 120_000 }, async () => {
  const checks = referenceChecks({ cases: allCases }).filter(({ kind }) => kind === "gradients");
  const targets = await observe(checks);
  const survivors: string[] = [];
  let mutants = 0;
  for (const target of targets) {
    for (const mutation of mutationsOf(target)) {
      const name = `${target.op.name}, the gradient by input ${target.input} ${mutation.name}`;
      if (symmetric.has(name)) continue;
      mutants++;
      if (!(await isCaught(target, mutation))) survivors.push(name);
    }
  }
  console.log(`${mutants} mutants of ${targets.length} gradient rules`);
  expect(survivors, survivors.join("; ")).toEqual([]);
  const without = unseen(targets);
  expect(without, without.join("; ")).toEqual([]);
  expect(mutants).toBeGreaterThan(400);
});

/** Rules of public functions that no check has used. */
function unseen(targets: readonly Target[]): string[] {
  const records = Object.values(mebae as Record<string, unknown>).flatMap((value) =>
    typeof value === "function" && "op" in value ? [value.op as AnyOp] : [],
  );
  return records.flatMap((op) => {
    if (typeof op.gradients === "function") return [];
    return op.gradients.flatMap((rule, input) =>
      rule === null || targets.some((target) => target.op === op && target.input === input)
        ? []
        : [
            `no case checks the gradient of ${op.name} by input ${input}: its cases belong in packages/tensor/src/cases.ts`,
          ],
    );
  });
}
