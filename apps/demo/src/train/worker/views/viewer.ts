import type { Dataset } from "@mebae/data";
import type { Sequential } from "@mebae/layers";
import type { View } from "../../report.js";
import type { TrainingData } from "../data/trainingData.js";
import { activationsView } from "./activations.js";
import { boundaryView, planeGrid } from "./boundary.js";
import { filtersView } from "./filters.js";

/** Points a side of the two grids over the plane. */
const sides = { boundary: 64, responses: 24 };

/** Looks into a network, not more often than training can bear. */
export class Viewer {
  /** Which held-out example is followed through the layers. */
  example = 0;
  readonly #grids: { readonly boundary: Dataset; readonly responses: Dataset } | undefined;
  #next = 0;

  constructor(readonly data: TrainingData) {
    const { points } = data.facts;
    this.#grids = points && {
      boundary: planeGrid(points, data.preparation, sides.boundary),
      responses: planeGrid(points, data.preparation, sides.responses),
    };
  }

  /** Whether it is time for another look: the last ones took a fifth of the time at most. */
  get isDue(): boolean {
    return performance.now() >= this.#next;
  }

  async look(model: Sequential): Promise<View> {
    const began = performance.now();
    const grids = this.#grids;
    const view: View = {
      ...(grids && { boundary: await boundaryView(model, grids.boundary, sides.boundary) }),
      filters: await filtersView(model, this.data.facts.inputShape, grids?.responses),
      activations: await activationsView(model, this.data, this.example),
    };
    const now = performance.now();
    this.#next = now + Math.max(300, 4 * (now - began));
    return view;
  }
}
