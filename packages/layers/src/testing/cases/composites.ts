import {
  Affine,
  BatchNorm,
  Dropout,
  Ensemble,
  Flatten,
  Residual,
  Sequential,
  Tanh,
  ViewAverage,
} from "../../index.js";
import type { LayerCase } from "../layerCase.js";
import { flat, pooledLogits, view, weightedMean } from "../oracles/averages.js";
import { affineLaw, dropoutLaw, droppedLaw } from "../oracles/laws.js";
import { affineAt, batchNormInTraining, batchNormOf, inside } from "../oracles/parts.js";
import { map, pairs } from "../oracles/plain.js";

export const compositesCases: readonly LayerCase[] = [
  {
    name: "Residual",
    make: (dtype) => new Residual(new Affine(3, 2, { dtype }), new Affine(3, 2, { dtype })),
    inputs: [[2, 3]],
    output: [2, 2],
    expected: ([x], variable) =>
      pairs(affineAt(x!, variable, "layer"), affineAt(x!, variable, "shortcut"), (a, b) => a + b),
    wrong: { inputs: [[2, 4]], message: 'Affine "layer": expected input [*, 3], got [2, 4]' },
  },
  {
    name: "Residual without a shortcut",
    make: (dtype) => new Residual(new Affine(3, 3, { dtype })),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: ([x], variable) => pairs(affineAt(x!, variable, "layer"), x!, (a, b) => a + b),
  },
  {
    name: "Sequential",
    make: (dtype) =>
      new Sequential([
        new Affine(3, 4, { dtype }),
        new BatchNorm(4, { dtype }),
        new Tanh(),
        new Dropout(0.3),
        new Affine(4, 2, { dtype }),
      ]),
    inputs: [[5, 3]],
    output: [5, 2],
    expected: ([x], variable) => {
      const normalized = batchNormOf()([affineAt(x!, variable, "layers.0")], inside(variable, "layers.1"));
      return affineAt(map(normalized, Math.tanh), variable, "layers.4");
    },
    random: ([x], variable) => {
      const first = affineAt(x!, variable, "layers.0");
      const normalized = batchNormInTraining()([first], inside(variable, "layers.1"));
      const hidden = map(normalized, Math.tanh);
      const mean = affineAt(hidden, variable, "layers.4");
      return affineLaw(dropoutLaw(hidden, 0.3), variable("layers.4.weight"), mean);
    },
    wrong: { inputs: [[5, 2]], message: 'Affine "layers.0": expected input [*, 3], got [5, 2]' },
  },
  {
    name: "Ensemble",
    make: (dtype) =>
      new Ensemble(
        [new Affine(3, 2, { dtype }), new Sequential([new Dropout(0.4), new Affine(3, 2, { dtype })])],
        {
          weights: [1, 3],
        },
      ),
    inputs: [[4, 3]],
    output: [4, 2],
    expected: ([x], variable) =>
      pooledLogits(
        [affineAt(x!, variable, "members.0"), affineAt(x!, variable, "members.1.layers.1")],
        [0.25, 0.75],
      ),
    random: ([x], variable) => {
      const first = affineAt(x!, variable, "members.0");
      return droppedLaw(x!, 0.4, (dropped) =>
        pooledLogits([first, affineAt(dropped, variable, "members.1.layers.1")], [0.25, 0.75]),
      );
    },
    wrong: { inputs: [[4, 5]], message: 'Affine "members.0": expected input [*, 3], got [4, 5]' },
    multiplyAdds: 48,
  },
  {
    name: "Ensemble of numbers",
    make: (dtype) =>
      new Ensemble([new Affine(3, 2, { dtype }), new Affine(3, 2, { dtype })], { output: "numbers" }),
    inputs: [[4, 3]],
    output: [4, 2],
    expected: ([x], variable) =>
      weightedMean([affineAt(x!, variable, "members.0"), affineAt(x!, variable, "members.1")], [0.5, 0.5]),
  },
  {
    name: "ViewAverage",
    make: (dtype) =>
      new ViewAverage(new Sequential([new Flatten(), new Affine(12, 3, { dtype })]), {
        shifts: [
          [0, 0],
          [1, -2],
        ],
        flip: true,
      }),
    inputs: [[2, 1, 3, 4]],
    output: [2, 3],
    expected: ([x], variable) => {
      const views = [false, true].flatMap((mirrored) => [
        view(x!, [0, 0], mirrored),
        view(x!, [1, -2], mirrored),
      ]);
      return pooledLogits(
        views.map((seen) => affineAt(flat(seen), variable, "layer.layers.1")),
        [0.25, 0.25, 0.25, 0.25],
      );
    },
    training: ([x], variable) => affineAt(flat(x!), variable, "layer.layers.1"),
    wrong: { inputs: [[2, 12]], message: "ViewAverage: expected input [n, c, h, w], got [2, 12]" },
  },
  {
    name: "ViewAverage of numbers",
    make: (dtype) =>
      new ViewAverage(new Sequential([new Flatten(), new Affine(12, 1, { dtype })]), {
        shifts: [[1, 0]],
        output: "numbers",
      }),
    inputs: [[2, 2, 3, 2]],
    output: [2, 1],
    expected: ([x], variable) => affineAt(flat(view(x!, [1, 0])), variable, "layer.layers.1"),
    training: ([x], variable) => affineAt(flat(x!), variable, "layer.layers.1"),
  },
];
