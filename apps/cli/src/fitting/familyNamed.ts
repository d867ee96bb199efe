import { allFamilies, type Family } from "@mebae/stats";
import { UsageError } from "@mebae/tensor";

const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_-]+/g, "");

/** The family of a name, whatever its case, hyphens and spaces. @throws UsageError with the nearest name */
export function familyNamed(name: string): Family {
  const families = allFamilies();
  const found = families.find(({ record }) => plain(record.name) === plain(name));
  if (found) return found;
  const names = families.map(({ record }) => record.name);
  const nearest = names.toSorted(
    (a, b) => distance(plain(name), plain(a)) - distance(plain(name), plain(b)),
  )[0]!;
  throw new UsageError(
    `--distribution: there is no "${name}"; did you mean ${nearest}? There are ${names.join(", ")}`,
  );
}

/** The least number of letters to insert, leave out or change (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
