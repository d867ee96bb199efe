import type { ComponentType } from "preact";
import type { Messages } from "../language/language.js";

/** One tab: a room of its own, which is fetched when it is first opened. */
export interface Tab {
  readonly id: string;
  readonly title: Messages<string>;
  /** What a person can do there, in one sentence. */
  readonly purpose: Messages<string>;
  readonly load: () => Promise<ComponentType>;
}

export const tabs: readonly Tab[] = [
  {
    id: "train",
    title: { en: "Train", ja: "学習" },
    purpose: {
      en: "Build a network, press Train and watch it learn.",
      ja: "ネットワークを組み立てて「学習する」を押すと、学んでいく様子が見えます。",
    },
    load: async () => (await import("../train/TrainTab.js")).TrainTab,
  },
  {
    id: "draw",
    title: { en: "Draw", ja: "描く" },
    purpose: {
      en: "Draw a digit and see what the network takes it for.",
      ja: "数字を描くと、ネットワークがどう読むかが見えます。",
    },
    load: async () => (await import("../draw/DrawTab.js")).DrawTab,
  },
  {
    id: "regularize",
    title: { en: "Regularize", ja: "正則化" },
    purpose: {
      en: "The same few examples, learned in six ways side by side: see why small weights help.",
      ja: "同じ少ないデータを六つの方法で並べて学習します。小さな重みが役に立つ理由が見えます。",
    },
    load: async () => (await import("../regularize/RegularizeTab.js")).RegularizeTab,
  },
  {
    id: "likelihood",
    title: { en: "Likelihood", ja: "尤度" },
    purpose: {
      en: "Place samples, move the parameters and find where the likelihood is greatest.",
      ja: "標本を置いてパラメータを動かし、尤度が最大になるところを探します。",
    },
    load: async () => (await import("../likelihood/LikelihoodTab.js")).LikelihoodTab,
  },
  {
    id: "backward",
    title: { en: "Backward", ja: "逆伝播" },
    purpose: {
      en: "One layer at a time: its numbers going forward and its gradients coming back.",
      ja: "層を一つずつ取り上げ、順伝播の数値と逆伝播の勾配を見ます。",
    },
    load: async () => (await import("../backward/BackwardTab.js")).BackwardTab,
  },
];
