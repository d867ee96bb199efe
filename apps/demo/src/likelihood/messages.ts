import type { Messages } from "../language/language.js";
import { english } from "./messages.en.js";
import { japanese } from "./messages.ja.js";
import type { StepKind } from "./worker/types.js";

export interface LikelihoodMessages {
  readonly failed: string;
  readonly copyLink: string;
  readonly copied: string;
  readonly link: string;
  readonly brokenLink: string;
  readonly tooManyToLink: (most: number) => string;

  readonly plotTitle: (isDiscrete: boolean) => string;
  readonly plotHint: (letters: readonly string[]) => string;
  readonly plotHintMany: (count: number) => string;
  readonly plotSummary: (count: number, low: string, high: string, family: string, stands: string) => string;
  readonly sample: (place: number) => string;
  readonly onDensity: (parameter: string) => string;

  readonly family: string;
  readonly counts: (family: string) => string;
  readonly given: (parameter: string) => string;
  readonly notWhole: (typed: string) => string;
  readonly notNumber: (typed: string) => string;
  readonly refused: string;
  readonly drawSuitable: string;

  readonly noDistribution: string;
  readonly impossible: string;
  readonly underflowTitle: (isZero: boolean) => string;
  readonly underflow: (count: number, isZero: boolean, power: string, l: string) => string;
  readonly whyLogs: string;
  readonly drawMany: (count: number) => string;

  readonly curveTitle: (symbol: string) => string;
  readonly curveLabel: (symbol: string, value: string, slope: string, top: string | undefined) => string;
  readonly onCurve: (symbol: string) => string;
  readonly keyAlone: string;
  readonly keySlice: string;
  readonly keyTangent: string;
  readonly keyProfile: string;
  readonly keyInterval: (level: string) => string;

  readonly mapTitle: (first: string, second: string) => string;
  readonly mapOthers: (others: string) => string;
  readonly mapSummary: (steps: number) => string;
  readonly mapPicture: string;
  readonly onMap: (first: string, second: string) => string;

  readonly newtonTitle: string;
  readonly newtonHint: string;
  readonly newtonUnsuited: string;
  readonly oneStep: string;
  readonly allSteps: string;
  readonly goBack: string;
  readonly alreadyThere: string;
  readonly onTheWay: (taken: number, kind: string) => string;
  readonly arrived: (steps: number) => string;
  readonly stalled: (steps: number) => string;
  readonly stepsTable: string;
  readonly step: string;
  readonly from: string;
  readonly move: string;
  readonly stepKinds: Readonly<Record<StepKind, string>>;

  readonly maximumTitle: string;
  readonly maximumTable: string;
  readonly status: Readonly<
    Record<"converged" | "boundary" | "degenerate" | "notIdentifiable" | "notConverged", string>
  >;
  readonly level: string;
  readonly standThere: string;
  readonly intervalHint: (drop: string) => string;
  readonly parameter: string;
  readonly estimate: string;
  readonly standardError: string;
  readonly profile: string;
  readonly wald: string;

  readonly samplesTitle: (count: number) => string;
  readonly tooMany: string;
  readonly remove: (place: number) => string;
  readonly newSample: string;
  readonly add: string;
  readonly drawTitle: string;
  readonly drawHint: (family: string) => string;
  readonly drawCount: string;
  readonly seed: string;
  readonly draw: string;
  readonly fileTitle: string;
  readonly fileLabel: string;
  readonly fileHint: string;
  readonly pasteLabel: string;
  readonly usePasted: string;
  readonly pasted: string;
  readonly fileRefused: string;
  readonly notANumber: (found: string) => string;
  readonly beyondSizes: (value: number) => string;
  readonly fileTaken: (file: string, column: string | undefined, count: number, missing: number) => string;
  readonly column: string;
}

export const likelihood: Messages<LikelihoodMessages> = { en: english, ja: japanese };
