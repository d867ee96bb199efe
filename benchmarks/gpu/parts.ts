import { gpu } from "@mebae/gpu";
import { openCard } from "./card.ts";
import { conformance } from "./conformance.ts";
import { jaxProducts } from "./jax.ts";
import { operationRows } from "./operations.ts";
import type { GpuResults } from "./results.ts";
import { stepRows } from "./steps.ts";
import { subgroupRows } from "./subgroups.ts";
import { uploadRows } from "./uploads.ts";

/** What a part is asked for. */
export interface Question {
  /** Part of a name: of operations and of checks. */
  readonly only: string;
  /** Flags of Dawn's. */
  readonly dawn: readonly string[];
}

/** A part of the benchmark, which runs in a process of its own. */
export interface Part {
  /** What it may take on a card. */
  readonly seconds: number;
  run(question: Question): Promise<Partial<GpuResults>>;
}

/** Runs what needs an adapter of its own, and waits for it at the end. */
async function onCard<T>(
  { dawn }: Question,
  run: (card: Awaited<ReturnType<typeof openCard>>) => Promise<T>,
) {
  const card = await openCard(dawn);
  const found = await run(card);
  await card.device.queue.onSubmittedWorkDone();
  return found;
}

const isSoftware = (question: Question) => onCard(question, async (card) => card.isSoftware);

async function checked(
  question: Question,
  float16: boolean,
): Promise<Awaited<ReturnType<typeof conformance>>> {
  return conformance({ ...question, float16 }, (await isSoftware(question)) ? 1 : 8);
}

/** In the order of what the next person wants to know first: a time limit takes the last ones. */
export const parts: Readonly<Record<string, Part>> = {
  adapter: {
    seconds: 15,
    run: async ({ dawn }) => {
      const { name, isSoftware: software } = await openCard(dawn);
      if (software) return { adapter: name, isSoftware: true };
      using device = await gpu({ powerPreference: "high-performance", dawn });
      const { gflops, bandwidth } = await device.ceilings();
      return { adapter: name, ceilings: { gflops, gigabytes: bandwidth[0].gigabytes } };
    },
  },
  float16: { seconds: 45, run: async (question) => ({ float16: await checked(question, true) }) },
  steps: {
    seconds: 55,
    run: async (question) => ({ steps: await stepRows(!(await isSoftware(question)), question.dawn) }),
  },
  subgroups: {
    seconds: 25,
    run: async (question) => ({ subgroups: await subgroupRows(await isSoftware(question), question.dawn) }),
  },
  uploads: {
    seconds: 15,
    run: async (question) => ({ uploads: await onCard(question, uploadRows) }),
  },
  operations: {
    seconds: 60,
    run: (question) =>
      onCard(question, async (card) => {
        const { checked: count, rows, torch } = await operationRows(card, question.only);
        console.log(`checked: ${count} operations, elements all over each against float64`);
        return { torch, operations: rows };
      }),
  },
  conformance: { seconds: 50, run: async (question) => ({ conformance: await checked(question, false) }) },
  jax: {
    seconds: 15,
    run: async (question) => ((await isSoftware(question)) ? {} : { jax: await jaxProducts(question.dawn) }),
  },
};
