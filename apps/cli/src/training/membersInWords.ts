import type { TrainedPart } from "./part.js";

type Members = NonNullable<TrainedPart["members"]>;

/** Members of one name as one, with what they count together. */
export function grouped(members: Members): { name: string; count: number; weight: number }[] {
  const names = [...new Set(members.map(({ name }) => name))];
  return names.map((name) => {
    const same = members.filter((member) => member.name === name);
    return { name, count: same.length, weight: same.reduce((sum, { weight }) => sum + weight, 0) };
  });
}

/** "2 × early stopping (22 %), kernel ridge (12 %)". */
export function membersInWords(members: Members): string {
  return grouped(members)
    .map(
      ({ name, count, weight }) =>
        `${count > 1 ? `${count} × ` : ""}${name} (${(100 * weight).toFixed(0)} %)`,
    )
    .join(", ");
}
