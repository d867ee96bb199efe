import {
  inferTarget,
  randomSplit,
  readTarget,
  type Split,
  stratifiedSplit,
  type Table,
  type TablePreparation,
  type TargetPlan,
  tablePreparation,
} from "@mebae/data";
import type { ColumnFacts, DataFacts, PlanePoints } from "../../report.js";
import type { TaskChoice } from "../../setup/setup.js";
import type { SplitChoice } from "./imageData.js";
import { planeGrids } from "./planeGrids.js";
import { allTheSame } from "./refusals.js";
import { splitOf } from "./splitOf.js";
import type { TrainingData } from "./trainingData.js";

export interface TableChoice extends SplitChoice {
  /** The column to predict; the last one where none was chosen. */
  readonly target?: string | undefined;
  readonly task: TaskChoice;
}

/** Rows of a table: split by class, or at random for numbers; what is inferred is learned from the training rows. */
export function tableData(table: Table, { target, task, validation, seed }: TableChoice): TrainingData {
  const column = target ?? table.columnNames.at(-1)!;
  const wanted = task === "automatic" ? {} : { task };
  const named = inferTarget(table, column, wanted);
  const split = splitOf(table, () => divided(table, named, { validation, seed }));
  // A number's mean and deviation are the training rows' own.
  const plan =
    named.kind === "numbers" ? inferTarget(table, column, { ...wanted, rows: split.train }) : named;
  if (plan.kind === "numbers" && plan.standardDeviation === 0) throw allTheSame(table.name, column);
  const preparation = tablePreparation(table, { target: plan, rows: split.train });
  const train = preparation.apply(table, { rows: split.train });
  const held = preparation.apply(table, { rows: split.test });
  const points = planePoints(table, preparation, split);
  const facts: DataFacts = {
    name: table.name,
    kind: points ? "plane" : "table",
    task: plan.kind === "classes" ? "classification" : "regression",
    inputShape: train.features.shape,
    classes: plan.kind === "classes" ? plan.classes : [],
    training: train.length,
    validation: held.length,
    columns: columnFacts(table, preparation, column),
    target: column,
    warnings: preparation.warnings,
    ...(points && { points }),
  };
  return {
    facts,
    train,
    validation: held,
    preparation,
    ...(points && { grids: planeGrids(points, preparation) }),
    outputs: plan.kind === "classes" ? plan.classes.length : 1,
    nameOf: (index) => `#${table.rowNumbers[split.test[index]!]}`,
    ...(plan.kind === "numbers" && {
      targetScale: { mean: plan.mean, standardDeviation: plan.standardDeviation },
    }),
  };
}

function divided(table: Table, plan: TargetPlan, { validation, seed }: SplitChoice): Split {
  const rows = Int32Array.from({ length: table.length }, (_, i) => i);
  const target = readTarget(plan, table, rows);
  const options = { test: validation, seed };
  return target.kind === "classes"
    ? stratifiedSplit(target.labels, options)
    : randomSplit(table.length, options);
}

function columnFacts(table: Table, preparation: TablePreparation, target: string): ColumnFacts[] {
  const leftOut = new Set(preparation.leftOut.map(({ column }) => column));
  return table.columnNames.map((name) => ({
    name,
    type: table.type(name),
    role: name === target ? "target" : leftOut.has(name) ? "leftOut" : "feature",
  }));
}

/** The examples of two numbers and a class, which a plane can show. */
function planePoints(
  table: Table,
  { columns, target }: TablePreparation,
  split: Split,
): PlanePoints | undefined {
  const [first, second, ...others] = columns;
  if (!first || !second || others.length > 0 || target?.kind !== "classes") return undefined;
  // A column with gaps has an indicator of them beside its number.
  const isPlain = (plan: (typeof columns)[number]) => plan.type === "number" && !hasGaps(table, plan.column);
  if (!isPlain(first) || !isPlain(second)) return undefined;
  const rows = Int32Array.from([...split.train, ...split.test]);
  const read = readTarget(target, table, rows);
  const along = (column: string) => {
    const numbers = table.numbers(column);
    return Float32Array.from(rows, (row) => numbers[row]!);
  };
  const [x, y] = [along(first.column), along(second.column)];
  return {
    x,
    y,
    labels: read.kind === "classes" ? read.labels : new Int32Array(0),
    isHeldOut: Uint8Array.from(rows, (_, i) => (i < split.train.length ? 0 : 1)),
    columns: [first.column, second.column],
    xRange: rangeOf(x),
    yRange: rangeOf(y),
  };
}

const hasGaps = (table: Table, column: string) => table.cells(column).some((cell) => cell === undefined);

/** The range of the values with a margin, so that no point lies on the edge. */
function rangeOf(values: Float32Array): [number, number] {
  let [least, most] = [values[0]!, values[0]!];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const margin = 0.08 * (most - least) || 1;
  return [least - margin, most + margin];
}
