import type { Task } from "../report.js";
import type { LayerType } from "../setup/layers.js";
import type { PresetName } from "../setup/presets.js";
import type {
  AugmentationChoice,
  DataChoice,
  OptimizerName,
  ScheduleName,
  ShapeName,
  TaskChoice,
} from "../setup/setup.js";

/** All that this room says. */
export interface TrainText {
  readonly actions: Readonly<
    Record<"train" | "pause" | "resume" | "further" | "step" | "reset" | "withoutGraphics" | "group", string>
  >;
  readonly status: {
    readonly preparing: string;
    readonly ready: string;
    readonly misfit: string;
    readonly running: string;
    readonly paused: string;
    readonly finished: (accuracy: string | undefined, rSquared: string | undefined) => string;
    readonly stoppedEarly: (bestEpoch: number) => string;
    readonly diverged: (step: number) => string;
    readonly lost: (reason: string, isSafe: boolean) => string;
    readonly failed: (reason: string) => string;
    readonly stale: string;
    readonly problem: (reason: string) => string;
    readonly place: (epoch: number, epochs: number, step: number, steps: number) => string;
    readonly pace: (perSecond: string, left: string) => string;
    readonly progress: string;
  };
  readonly figures: Readonly<
    Record<
      | "accuracy"
      | "trainingAccuracy"
      | "loss"
      | "validationLoss"
      | "rSquared"
      | "parameters"
      | "examples"
      | "none",
      string
    >
  > & {
    readonly rmse: (target: string) => string;
    readonly split: (training: string, validation: string) => string;
  };
  readonly data: {
    readonly title: string;
    readonly kind: string;
    readonly kinds: Readonly<Record<DataChoice["kind"], string>>;
    readonly amount: string;
    readonly size: string;
    readonly shape: string;
    readonly shapes: Readonly<Record<ShapeName, string>>;
    readonly noise: string;
    readonly validation: string;
    readonly seed: string;
    readonly target: string;
    readonly task: string;
    readonly tasks: Readonly<Record<TaskChoice, string>>;
    readonly columns: string;
    readonly column: string;
    readonly type: string;
    readonly role: string;
    readonly roles: Readonly<Record<"target" | "feature" | "leftOut", string>>;
    readonly types: Readonly<Record<string, string>>;
    readonly warnings: string;
  };
  readonly files: {
    readonly drop: string;
    readonly hint: string;
    readonly reading: string;
    readonly refused: string;
    readonly data: (name: string) => string;
    readonly classesFrom: Readonly<Record<"folders" | "names", string>>;
    readonly model: (name: string) => string;
    readonly passedOver: (column: string, target: string) => string;
    readonly half: (name: string, other: "images" | "labels") => string;
  };
  readonly layers: {
    readonly title: string;
    readonly preset: string;
    readonly presets: Readonly<Record<PresetName | "own", string>>;
    readonly list: string;
    readonly input: string;
    readonly output: (outputs: number, task: Task) => string;
    readonly fields: Readonly<Record<string, string>>;
    readonly add: string;
    readonly newLayer: string;
    readonly names: Readonly<Record<LayerType, string>>;
    readonly up: (layer: string) => string;
    readonly down: (layer: string) => string;
    readonly remove: (layer: string) => string;
    readonly addFlatten: string;
    readonly needsRow: (layer: string, got: string) => string;
    readonly needsImage: (layer: string, got: string) => string;
    readonly nothingLeft: (layer: string, got: string) => string;
    readonly tooLarge: (layer: string, most: string) => string;
    readonly outputLayer: string;
    readonly brief: (count: number, parameters: string) => string;
  };
  readonly optimization: Readonly<
    Record<"title" | "name" | "learningRate" | "schedule" | "batchSize" | "epochs", string>
  > & {
    readonly names: Readonly<Record<OptimizerName, string>>;
    readonly schedules: Readonly<Record<ScheduleName, string>>;
  };
  readonly regularization: Readonly<
    Record<
      | "title"
      | "weightDecay"
      | "l2"
      | "labelSmoothing"
      | "weightNoise"
      | "inputNoise"
      | "patience"
      | "augmentation"
      | "none"
      | "hint",
      string
    >
  > & {
    readonly augmentations: Readonly<Record<AugmentationChoice, string>>;
    readonly brief: (count: number) => string;
  };
  readonly share: {
    readonly title: string;
    readonly copy: string;
    readonly copied: string;
    readonly here: string;
    readonly withoutFiles: string;
    readonly save: string;
    readonly saved: string;
    readonly hint: string;
    readonly linkProblem: (field: string) => string;
  };
  readonly views: {
    readonly samples: string;
    readonly samplesSummary: (classes: string) => string;
    readonly lossTitle: string;
    readonly accuracyTitle: string;
    readonly training: string;
    readonly validation: string;
    readonly steps: string;
    readonly epochs: string;
    readonly notYet: string;
    readonly lossSummary: (training: string, validation: string) => string;
    readonly accuracySummary: (training: string, validation: string) => string;
    readonly boundary: string;
    readonly boundarySummary: (classes: string) => string;
    readonly heldOut: string;
    readonly confusion: string;
    readonly confusionCorner: string;
    readonly confusionHint: string;
    readonly mistakes: string;
    readonly noMistakes: string;
    readonly often: string;
    readonly scatter: (target: string) => string;
    readonly scatterSummary: (rSquared: string) => string;
    readonly predicted: string;
    readonly expected: string;
    readonly exact: string;
    readonly filters: Readonly<Record<"kernels" | "weights" | "responses", string>>;
    readonly signs: string;
    readonly filtersSummary: (count: number, layer: string) => string;
    readonly activations: string;
    readonly example: (place: number, all: number, name: string) => string;
    readonly previous: string;
    readonly next: string;
    readonly answer: (expected: string, predicted: string) => string;
    readonly inputImage: string;
    readonly activationOf: (layer: string, shape: string) => string;
  };
  readonly model: {
    readonly title: (name: string) => string;
    readonly about: (what: string, parameters: string, data: string) => string;
    readonly classes: (names: string) => string;
    readonly numbers: (target: string) => string;
    readonly judged: (data: string, examples: string) => string;
    readonly wantsTable: string;
    readonly wantsImages: (shape: string) => string;
    readonly unfit: string;
    readonly close: string;
    readonly judging: string;
  };
  readonly number: { readonly refusal: (least: string, most: string, isWhole: boolean) => string };
}
