import { beforeAll, expect, test } from "vitest";
import { tensor, zeros } from "../creation.js";
import { useBackend } from "../current.js";
import type { DType } from "../dtype.js";
import { createReferenceBackend } from "../reference/backend.js";
import * as ops from "./index.js";

beforeAll(() => {
  useBackend(createReferenceBackend());
});

const of = (...shape: number[]) => zeros(shape);
const as = (dtype: DType, ...shape: number[]) => zeros(shape, { dtype });
const ints = (...values: number[]) => tensor(values, { dtype: "int32" });

/** A wrong call, the code of its error, and the sentence or a part of it. */
const wrong: readonly [call: () => unknown, code: string, sentence: string][] = [
  [() => ops.add(of(2), of(3)), "shape", "add: shapes [2] and [3] don't broadcast"],
  [() => ops.add(of(2), as("float64", 2)), "dtype", "add: float32 and float64 don't mix"],
  [() => ops.bitwiseAnd(of(2), 1), "dtype", "bitwiseAnd: expected integers or bool, got float32"],
  [() => ops.where(ints(1, 0), of(2), of(3)), "shape", "where: shapes [2] and [2] and [3] don't broadcast"],
  [() => ops.sum(of(2, 3), { axes: 2 }), "shape", "sum: axis 2 is outside a tensor of 2 axes"],
  [() => ops.sum(of(2, 3), { axes: [0, -2] }), "shape", "sum: an axis is named twice in [0,0]"],
  [() => ops.max(of(2, 0), { axes: 1 }), "shape", "max: nothing to choose from along axes [1] of [2, 0]"],
  [() => ops.argMax(of(0, 2), { axis: 0 }), "shape", "argMax: nothing to choose from along axis 0 of [0, 2]"],
  [() => ops.softmax(of(2), 1), "shape", "softmax: axis 1 is outside a tensor of 1 axes"],
  [() => ops.cumulativeSum(of()), "shape", "cumulativeSum: axis -1 is outside a tensor of 0 axes"],
  [() => ops.reshape(of(2, 3), [4]), "shape", "reshape: [2, 3] has 6 elements, [4] 4"],
  [() => ops.transpose(of(2, 3), [0, 0]), "shape", "transpose: [0,0] is no order of the axes of [2, 3]"],
  [() => ops.matrixTranspose(of(3)), "shape", "matrixTranspose: expected two axes or more, got [3]"],
  [() => ops.squeeze(of(2, 1), 0), "shape", "squeeze: axis 0 of [2, 1] doesn't have length 1"],
  [() => ops.at(of(2, 3), 0, 3), "shape", "at: index 3 is outside axis 1, which has length 3"],
  [() => ops.slice(of(2), [null, null]), "shape", "slice: 2 ranges for the 1 axes of [2]"],
  [() => ops.slice(of(2), [{ step: 0 }]), "usage", "slice: a step of 0 leads nowhere"],
  [() => ops.split(of(5), 2), "shape", "split: axis 0 has length 5, which doesn't fall into 2 equal parts"],
  [() => ops.concatenate([]), "usage", "concatenate: expected one tensor or more"],
  [
    () => ops.concatenate([of(2, 3), of(2, 4)]),
    "shape",
    "concatenate: [2, 3] and [2, 4] differ beside axis 0",
  ],
  [() => ops.stack([of(2), of(3)]), "shape", "stack: [2] and [3] differ"],
  [() => ops.pad(of(2), [-1]), "shape", "pad: axis 0 can't grow by -1"],
  [
    () => ops.pad(of(2), [2], { mode: "reflect" }),
    "shape",
    "pad: axis 0 of length 2 can't be continued by 2",
  ],
  [() => ops.repeat(of(2), 1.5, 0), "shape", "repeat: 1.5 is no count"],
  [() => ops.tril(of(3)), "shape", "tril: expected two axes or more, got [3]"],
  [() => ops.diagonal(of(3)), "shape", "diagonal: expected two axes or more, got [3]"],
  [() => ops.windows(of(3), 0, 0), "shape", "windows: expected a length of 1 or more, got 0"],
  [() => ops.fold(of(3, 2), 0, 9), "shape", "fold: expected windows of shape [8, 2], got [3, 2]"],
  [() => ops.gather(of(2), of(1)), "dtype", "gather: expected int32 or uint8 indices, got float32"],
  [
    () => ops.gather(of(2, 3), ints(0, 3), 1),
    "shape",
    "gather: index 3 is outside axis 1, which has length 3",
  ],
  [() => ops.gather(of(2), ints(-3)), "shape", "gather: index -3 is outside axis 0, which has length 2"],
  [
    () => ops.gatherAlong(of(2, 3), ints(0)),
    "shape",
    "gatherAlong: expected indices shaped as [2, 3] beside axis 1",
  ],
  [
    () => ops.scatterAdd(of(2), ints(0, 5), [3]),
    "shape",
    "scatterAdd: index 5 is outside axis 0, which has length 3",
  ],
  [
    () => ops.scatterAdd(of(3), ints(0, 1), [3]),
    "shape",
    "scatterAdd: expected values of shape [2], got [3]",
  ],
  [
    () => ops.scatter(of(3, 2), ints(0, 3), of(2, 2)),
    "shape",
    "scatter: index 3 is outside axis 0, which has length 3",
  ],
  [
    () => ops.scatter(of(3, 2), ints(0, 1), of(3, 2)),
    "shape",
    "scatter: expected updates that broadcast to [2, 2], got [3, 2]",
  ],
  [() => ops.scatter(of(3), ints(0), as("float64", 1)), "dtype", "scatter: float32 and float64 don't mix"],
  [
    () => ops.scatterAlong(of(2, 3), ints(0), 1),
    "shape",
    "scatterAlong: expected indices shaped as [2, 3] beside axis 1, got [1]",
  ],
  [
    () => ops.scatterAlong(of(3), of(1), 1),
    "dtype",
    "scatterAlong: expected int32 or uint8 indices, got float32",
  ],
  [() => ops.meshgrid([of(2), of(2, 2)]), "shape", "meshgrid: expected vectors, got [2, 2] in place 1"],
  [() => ops.oneHot(ints(0, 7), 3), "usage", "oneHot: label 7 in row 1 is outside the 3 classes"],
  [() => ops.oneHot(of(2), 3), "dtype", "oneHot: expected int32 or uint8 labels, got float32"],
  [() => ops.topK(of(2, 3), 4), "shape", "topK: axis 1 of [2, 3] has length 3, so no 4 largest"],
  [() => ops.dot(of(2), of(3)), "shape", "dot: lengths 2 and 3 differ"],
  [() => ops.outer(of(2, 1), of(3)), "shape", "outer: expected two vectors, got [2, 1] and [3]"],
  [() => ops.cholesky(of(2, 3)), "shape", "cholesky: expected square matrices, got [2, 3]"],
  [() => ops.cholesky(as("int32", 2, 2)), "dtype", "cholesky: expected floats, got int32"],
  [
    () =>
      ops.cholesky(
        tensor([
          [1, 2],
          [2, 1],
        ]),
      ),
    "usage",
    "cholesky: matrix 0 is not positive definite, as row 1 leaves -3 on the diagonal",
  ],
  [
    () => ops.triangularSolve(of(2, 2), of(2, 1)),
    "usage",
    "triangularSolve: matrix 0 has no solution, since row 0 has 0 on its diagonal",
  ],
  [
    () => ops.triangularSolve(of(2, 2), of(3, 1)),
    "shape",
    "triangularSolve: expected 2 rows on the right side, got [3, 1]",
  ],
];

test.each(wrong.map(([call, code, sentence]) => ({ call, code, sentence })))(
  "$sentence",
  ({ call, code, sentence }) => {
    expect(call).toThrowError(expect.objectContaining({ code, message: expect.stringContaining(sentence) }));
  },
);
