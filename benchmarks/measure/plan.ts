import { type Arguments, isWanted } from "../arguments.ts";
import { type Case, cases } from "../cases/index.ts";
import { type Contestant, chromiumContestants, nodeContestants, type Where } from "./programs.ts";

/** Cases that the same processes run one after the other. A step has its own, so that peak memory is the step's. */
export interface Group {
  readonly where: Where;
  readonly threads: number;
  readonly contestants: readonly Contestant[];
  readonly cases: readonly Case[];
}

const fitting = (contestants: readonly Contestant[], [first]: readonly Case[]) =>
  contestants.filter(({ only = first!.kind }) => only === first!.kind);

/** @param url Of the page's server. */
export function planGroups({ cases: parts, peers, threads, where }: Arguments, url: string): Group[] {
  const wanted = cases.filter((work) => isWanted(work, parts));
  const operations = wanted.filter(({ kind }) => kind === "operation");
  const together = [operations, ...wanted.filter(({ kind }) => kind === "step").map((work) => [work])];
  return where
    .flatMap((place) => threads.map((count) => ({ where: place, threads: count })))
    .flatMap((setting) => {
      const all =
        setting.where === "node"
          ? nodeContestants(setting.threads)
          : chromiumContestants(setting.threads, url);
      const contestants = all.filter(({ peer }) => peers.includes(peer));
      return together
        .filter((group) => group.length > 0)
        .map((group) => ({ ...setting, contestants: fitting(contestants, group), cases: group }));
    });
}
