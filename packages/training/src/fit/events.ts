/** What happened in one epoch. */
export interface EpochRecord {
  /** Counts from 1. */
  readonly epoch: number;
  /** Steps done since the beginning of training. */
  readonly step: number;
  /** Mean training loss over the epoch's examples, while the weights were changing. */
  readonly loss: number;
  readonly validationLoss?: number;
  /** Of the validation data. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly learningRate: number;
  readonly seconds: number;
}

export type StopReason = "finished" | "earlyStopping" | "aborted";

/** What training came to. */
export interface FitResult {
  readonly history: readonly EpochRecord[];
  /** The epoch with the best monitored value, from 1; the last one where nothing was monitored; 0 before any. */
  readonly bestEpoch: number;
  /** The monitored value of that epoch. */
  readonly best: number | undefined;
  readonly reason: StopReason;
  readonly steps: number;
  readonly seconds: number;
}

export interface StartEvent {
  readonly type: "start";
  readonly examples: number;
  readonly validationExamples: number;
  readonly epochs: number;
  /** Steps in all. */
  readonly steps: number;
  /** Steps done already: more than 0 in a resumed run. */
  readonly step: number;
  /** Numbers that training changes. */
  readonly parameters: number;
}

export interface StepEvent {
  readonly type: "step";
  readonly epoch: number;
  /** Steps done, this one included. */
  readonly step: number;
  readonly steps: number;
  /** The loss of this step; undefined in steps where `readLossEvery` leaves it unread. */
  readonly loss: number | undefined;
  readonly examplesPerSecond: number;
  /** Time left at this rate, epochs' ends included. */
  readonly secondsLeft: number;
}

export interface EpochEvent extends EpochRecord {
  readonly type: "epoch";
  readonly epochs: number;
  /** Whether this is the best epoch so far; always, where early stopping monitors nothing. */
  readonly isBest: boolean;
}

export interface CheckpointEvent {
  readonly type: "checkpoint";
  readonly epoch: number;
  readonly step: number;
}

export interface StopEvent extends FitResult {
  readonly type: "stop";
}

/** All that a listener hears, in order: start, then steps, epochs and checkpoints, then stop. */
export type TrainingEvent = StartEvent | StepEvent | EpochEvent | CheckpointEvent | StopEvent;
