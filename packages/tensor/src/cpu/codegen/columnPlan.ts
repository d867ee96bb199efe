import type { DType } from "../../dtype.js";
import type { Expression, ScalarType } from "../../expression/expression.js";
import { constant, input } from "../../expression/scalar.js";
import { type Steps, stepsOf, substitute, withOperands } from "../../expression/steps.js";
import type { Reduction, RowProgram, Stage } from "../../fuse/rowProgram.js";
import { scalarTypeOf } from "../../ops/cast.js";
import type { RowLoops } from "./rowArguments.js";

/** Where elements lie, one for each column. */
export type Place =
  /** An operand, so many rows after the one that the loops stand at. */
  | { readonly operand: number; readonly row: number }
  /** A line of the work space. */
  | { readonly line: number };

/** Expressions that are computed for one column after another. */
export interface Sweep {
  readonly steps: Steps;
  readonly from: readonly Place[];
  readonly to: readonly Place[];
}

/** One walk down the columns. */
export interface ColumnStage {
  /** In front of it: accumulators become neutral, and what is the same in all rows is computed. */
  readonly start: Sweep;
  readonly row: Sweep;
  /** The same for so many rows at once: an accumulator is read and written once for all of them. */
  readonly rows: { readonly count: number; readonly sweep: Sweep };
  /** For long columns: of a block of rows into the sum of blocks, and of that into the total. */
  readonly sums: readonly Sweep[];
}

/** What a kernel does with columns, as sweeps. */
export interface ColumnPlan {
  readonly stages: readonly ColumnStage[];
  /** Once a column, when all stages ended. */
  readonly results: Sweep;
  /** What the lines of the work space hold. */
  readonly lines: readonly DType[];
}

/**
 * Rows walked at once. Neighbouring rows often lie 4 KiB apart, where all share a few lines of the first cache: of
 * several operands they push each other out. Four rows of [128, 1024] took 1.4 times as long as two in batch normalization.
 */
const rowsTogether = { ofOne: 4, ofMore: 2 };

/**
 * Plans what happens in the loops of a program.
 * @param long Whether columns are added up in blocks.
 */
export function planColumns(
  program: RowProgram,
  operands: RowLoops["operands"],
  long: boolean,
  relaxed: boolean,
): ColumnPlan {
  return new Planner(program, operands, long, relaxed).plan();
}

/** An expression, whose inputs are numbers of places, and where its values go. */
type Root = readonly [Expression, Place];

class Planner {
  readonly #lines: DType[] = [];
  /** The line of each accumulator of the stages so far. */
  readonly #totals: number[] = [];
  readonly #places: { readonly place: Place; readonly node: Expression }[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(
    readonly program: RowProgram,
    readonly operands: RowLoops["operands"],
    readonly long: boolean,
    readonly relaxed: boolean,
  ) {}

  plan(): ColumnPlan {
    const stages = this.program.stages.map((stage) => this.#stage(stage));
    const placed = (index: number) => this.#placed(index);
    const roots = this.program.results.map(
      ({ value, target }): Root => [substitute(value, placed), this.#target(target)],
    );
    return { stages, results: this.#sweep(roots), lines: this.#lines };
  }

  #stage({ reductions, stores }: Stage): ColumnStage {
    const { values: all, hoisted } = this.#hoist([
      ...reductions.map(({ map }) => map),
      ...stores.map(({ value }) => value),
    ]);
    const maps = all.slice(0, reductions.length);
    const values = all.slice(reductions.length);
    const lines = () => reductions.map(({ accumulator }) => this.#line(accumulator as DType));
    const totals = lines();
    const levels = this.long ? [lines(), lines(), totals] : [totals];
    const rows = (count: number) => {
      const numbers = Array.from({ length: count }, (_, row) => row);
      const folds = reductions.map((reduction, i): Root => {
        const line = levels[0]![i]!;
        const add = (sum: Expression, row: number) => combined(reduction, sum, this.#inRow(maps[i]!, row));
        return [numbers.reduce(add, this.#read({ line })), { line }];
      });
      const stored = numbers.flatMap((row) =>
        stores.map(({ target }, i): Root => [this.#inRow(values[i]!, row), this.#target(target, row)]),
      );
      return this.#sweep([...folds, ...stored]);
    };
    const neutral = (list: readonly number[]) =>
      list.map((line, i): Root => {
        const { initial, accumulator } = reductions[i]!;
        return [constant(initial, accumulator).node, { line }];
      });
    const sums = levels.slice(1).map((into, level) => {
      const from = levels[level]!;
      const added = reductions.map((reduction, i): Root => {
        const [total, part] = [this.#read({ line: into[i]! }), this.#read({ line: from[i]! })];
        return [combined(reduction, total, part), { line: into[i]! }];
      });
      return this.#sweep([...added, ...neutral(from)]);
    });
    const row = rows(1);
    const moving = [...row.from, ...row.to].filter((place) => "operand" in place);
    const count = moving.length > 1 ? rowsTogether.ofMore : rowsTogether.ofOne;
    const stage: ColumnStage = {
      start: this.#sweep([...levels.flatMap(neutral), ...hoisted]),
      row,
      rows: { count, sweep: rows(count) },
      sums,
    };
    this.#totals.push(...totals);
    return stage;
  }

  /** Expressions of places as those of a sweep's own inputs. */
  #sweep(roots: readonly Root[]): Sweep {
    const from: Place[] = [];
    const numbers = new Map<number, Expression>();
    const own = (place: number): Expression => {
      let node = numbers.get(place);
      if (!node) {
        node = input(from.length, this.#places[place]!.node.type).node;
        numbers.set(place, node);
        from.push(this.#places[place]!.place);
      }
      return node;
    };
    const expressions = roots.map(([value]) => substitute(value, own));
    return { steps: stepsOf(expressions, this.relaxed), from, to: roots.map(([, place]) => place) };
  }

  /** An input of the program as one of places. */
  #placed(index: number): Expression {
    const reads = this.program.reads.length;
    return this.#read(index < reads ? { operand: index, row: 0 } : { line: this.#totals[index - reads]! });
  }

  #inRow(value: Expression, row: number): Expression {
    if (row === 0) return value;
    return substitute(value, (number) => {
      const { place, node } = this.#places[number]!;
      return "operand" in place && this.operands[place.operand]!.moves ? this.#read({ ...place, row }) : node;
    });
  }

  /** Expressions of the program as those of places. Parts that are the same in every row become lines, which `hoisted` computes. */
  #hoist(expressions: readonly Expression[]): { readonly values: Expression[]; readonly hoisted: Root[] } {
    const { steps, roots } = stepsOf(expressions, this.relaxed);
    const hoisted: Root[] = [];
    const made: Expression[] = [];
    const fixed: boolean[] = [];
    const lines = new Map<number, Expression>();
    const inRows = (step: number): Expression => {
      const value = made[step]!;
      if (!fixed[step] || value.kind === "constant" || value.kind === "input") return value;
      if (!lines.has(step)) {
        const place = { line: this.#line(value.type as DType) };
        hoisted.push([value, place]);
        lines.set(step, this.#read(place));
      }
      return lines.get(step)!;
    };
    for (const { node, operands } of steps) {
      const next = operands.values();
      const isFixed =
        node.kind === "input"
          ? node.index >= this.program.reads.length || !this.operands[node.index]!.moves
          : node.kind === "constant" || (node.type !== "uint32" && operands.every((i) => fixed[i])); // no line holds uint32
      const part = () => (isFixed ? made[next.next().value!]! : inRows(next.next().value!));
      made.push(node.kind === "input" ? this.#placed(node.index) : withOperands(node, part));
      fixed.push(isFixed);
    }
    return { values: roots.map(inRows), hoisted };
  }

  #target(target: number, row = 0): Place {
    return { operand: this.program.reads.length + target, row };
  }

  #line(dtype: DType): number {
    return this.#lines.push(dtype) - 1;
  }

  /** The elements at a place, as the input of that number. */
  #read(place: Place): Expression {
    const key = Object.values(place).join();
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#places.length;
      this.#numbers.set(key, number);
      this.#places.push({ place, node: input(number, this.#typeOf(place)).node });
    }
    return this.#places[number]!.node;
  }

  #typeOf(place: Place): ScalarType {
    return scalarTypeOf(
      "operand" in place ? this.program.reads[place.operand]!.dtype : this.#lines[place.line]!,
    );
  }
}

function combined({ combine }: Reduction, a: Expression, b: Expression): Expression {
  return substitute(combine, [a, b]);
}
