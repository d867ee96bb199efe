import type { Dataset } from "../../dataset.js";
import { badData } from "../../place.js";
import type { Table } from "../../table/table.js";
import { baseName, fileNames } from "./fileNames.js";

/**
 * Groups from a table with the columns "file" and "group". A file is given as its path, cat/1.jpg (more folders before it don't
 * matter), or by its bare name where no other picture has that. Rows of other files are passed over.
 * @throws UsageError where the examples are no files; DataError naming the row without a group, the picture without a
 *   row or with two groups, a bare name that several pictures have, or a column that is missing.
 */
export function groupsFromTable(dataset: Dataset, table: Table): string[] {
  const names = fileNames(dataset);
  const rows = rowsByBaseName(table);
  const bases = new Map<string, string>();
  for (const name of names) {
    const base = baseName(name);
    const other = bases.get(base);
    const bare = other === undefined ? undefined : rows.get(base)?.find(({ file }) => file === base);
    if (bare && bare.file !== name)
      throw badData(
        table.place(bare.row, "file"),
        `"${base}" may be ${other} or ${name}: give the folder, too`,
      );
    bases.set(base, name);
  }
  return names.map((name) => groupOf(name, rows.get(baseName(name)) ?? [], { dataset, table }));
}

interface Row {
  readonly row: number;
  readonly file: string;
  readonly group: string;
}

function rowsByBaseName(table: Table): Map<string, Row[]> {
  const files = table.cells("file");
  const groups = table.cells("group");
  const rows = new Map<string, Row[]>();
  for (const [row, cell] of files.entries()) {
    if (cell === undefined) throw badData(table.place(row, "file"), "expected a file, found none");
    const group = groups[row];
    if (group === undefined)
      throw badData(table.place(row, "group"), `expected the group of ${cell}, found none`);
    const file = cell.replaceAll("\\", "/");
    const base = baseName(file);
    const same = rows.get(base);
    if (same) same.push({ row, file, group });
    else rows.set(base, [{ row, file, group }]);
  }
  return rows;
}

function groupOf(
  name: string,
  rows: readonly Row[],
  { dataset, table }: { dataset: Dataset; table: Table },
): string {
  const own = rows.filter(
    ({ file }) => file === name || file === baseName(name) || file.endsWith(`/${name}`),
  );
  const [first] = own;
  if (!first)
    throw badData({ file: `${dataset.name}/${name}` }, `${table.name} has no row for this file, "${name}"`);
  const other = own.find(({ group }) => group !== first.group);
  if (!other) return first.group;
  const [one, two] = [first, other].map(({ row, group }) => `"${group}" (row ${table.place(row).row})`);
  throw badData({ file: table.name }, `${name} is in two groups, ${one} and ${two}`);
}
