import type { Sequential } from "@mebae/layers";
import type { View } from "../../report.js";
import type { TrainingData } from "../data/trainingData.js";
import { activationsView } from "./activations.js";
import { filtersView } from "./filters.js";

/** Looks into a network, not more often than training can bear. */
export class Viewer {
  /** Which held-out example is followed through the layers. */
  example = 0;
  #next = 0;

  constructor(readonly data: TrainingData) {}

  /** Whether it is time for another look: the last ones took a fifth of the time at most. */
  get isDue(): boolean {
    return performance.now() >= this.#next;
  }

  async look(model: Sequential): Promise<View> {
    const began = performance.now();
    const { grids } = this.data;
    const boundary = grids && (await import("./boundary.js")).boundaryView(model, grids.boundary);
    const view: View = {
      ...(boundary && { boundary: await boundary }),
      filters: await filtersView(model, this.data.facts.inputShape, grids?.responses),
      activations: await activationsView(model, this.data, this.example),
    };
    const now = performance.now();
    this.#next = now + Math.max(300, 4 * (now - began));
    return view;
  }
}
