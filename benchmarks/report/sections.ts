import type { Machine } from "../measure/machine.ts";
import type { Row } from "../measure/result.ts";
import { memoryTable, remarks, timesTable } from "./rows.ts";

/** What was measured: the machine, then times and memory by place and thread count. */
export function sections(machine: Machine, rows: readonly Row[]): string {
  const about = Object.entries(machine).map(([name, words]) => `- ${name}: ${words}`);
  const settings = [...new Set(rows.map(({ where, threads }) => `${where} ${threads}`))];
  const measured = settings.map((setting) => {
    const [where, threads] = setting.split(" ");
    const some = rows.filter((row) => row.where === where && row.threads === Number(threads));
    const notes = remarks(some).map((sentence) => `- ${sentence}`);
    return [
      `## ${where === "node" ? "Node" : "Chromium"}, ${threads} thread${threads === "1" ? "" : "s"}`,
      timesTable(some),
      memoryTable(some),
      notes.join("\n"),
    ];
  });
  return [about.join("\n"), ...measured.flat()].filter((part) => part).join("\n\n");
}
