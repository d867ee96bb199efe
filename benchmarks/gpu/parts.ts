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
  /** Milliseconds that it may still take. */
  left(): number;
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

/** What lets Dawn show float16. */
const shown = "on NVIDIA's cards --dawn enable-dawn-features=vulkan_enable_f16_on_nvidia shows it";

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
  float16: {
    seconds: 45,
    run: async (question) => {
      const has = await onCard(question, async ({ facts, isSoftware: software }) => {
        if (!facts.float16 && !software) throw new Error(`the adapter has no float16, or hides it: ${shown}`);
        return facts.float16;
      });
      if (has) return { float16: await checked(question, true) };
      console.log("float16: this software adapter has none");
      return {};
    },
  },
  steps: {
    seconds: 75,
    run: async (question) => ({ steps: await stepRows(!(await isSoftware(question)), question) }),
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
    seconds: 85,
    run: (question) =>
      onCard(question, async (card) => {
        const { checked: count, rows, torch } = await operationRows(card, question);
        console.log(`checked: ${count} operations, elements all over each against float64`);
        return { torch, operations: rows };
      }),
  },
  conformance: { seconds: 50, run: async (question) => ({ conformance: await checked(question, false) }) },
  jax: {
    seconds: 15,
    run: async (question) => {
      const software = await isSoftware(question);
      const jax = await jaxProducts(question.dawn, software ? 64 : 4096);
      if (!software) return { jax };
      for (const [dtype, found] of Object.entries(jax))
        console.log(`jax-js in ${dtype}: ${typeof found === "number" ? "it runs here" : found}`);
      return {};
    },
  },
};
