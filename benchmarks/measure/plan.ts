import { type Arguments, isWanted } from "../arguments.ts";
import { type Case, cases } from "../cases/index.ts";
import { type Contestant, nodeContestants, type Where } from "./programs.ts";

/** Cases that the same processes run one after the other. A step has its own, so that peak memory is the step's. */
export interface Group {
  readonly where: Where;
  readonly threads: number;
  readonly contestants: readonly Contestant[];
  readonly cases: readonly Case[];
}

export function planGroups({ cases: parts, peers, threads, where }: Arguments): Group[] {
  const wanted = cases.filter((work) => isWanted(work, parts));
  const operations = wanted.filter(({ kind }) => kind === "operation");
  const together = [operations, ...wanted.filter(({ kind }) => kind === "step").map((work) => [work])];
  return where
    .flatMap((place) => threads.map((count) => ({ where: place, threads: count })))
    .flatMap((setting) => {
      const contestants = nodeContestants(setting.threads).filter(({ peer }) => peers.includes(peer));
      return together
        .filter((group) => group.length > 0)
        .map((group) => ({ ...setting, contestants, cases: group }));
    });
}
