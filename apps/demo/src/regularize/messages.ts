import type { Messages } from "../language/language.js";
import type { Method } from "./setup.js";

interface MethodMessages {
  readonly name: string;
  /** What it does, in one sentence. */
  readonly idea: string;
}

interface RegularizeMessages {
  readonly methods: Readonly<Record<Method, MethodMessages>>;
  readonly hint: string;
  readonly controls: string;
  readonly amount: string;
  readonly examples: (count: number) => string;
  readonly seed: string;
  readonly seedRefusal: (typed: string) => string;
  readonly otherData: string;
  readonly start: string;
  readonly again: string;
  readonly pause: string;
  readonly resume: string;
  readonly curvesOf: string;
  readonly loss: string;
  readonly accuracy: string;
  readonly lossCurves: string;
  readonly accuracyCurves: string;
  readonly training: string;
  readonly test: string;
  readonly steps: string;
  readonly progress: (step: number, steps: number) => string;
  readonly failed: (reason: string) => string;
  readonly lost: (reason: string) => string;
  readonly withoutGraphics: string;
  readonly strength: {
    readonly weightDecay: string;
    readonly dropout: string;
    readonly weightNoise: string;
  };
  readonly picture: (name: string, wrongLearned: string) => string;
  readonly legend: {
    readonly one: string;
    readonly two: string;
    readonly wrong: string;
    readonly heldBack: string;
  };
  readonly curvesSummary: (training: string, test: string) => string;
  readonly weights: string;
  readonly weightsSummary: (norm: string) => string;
  readonly norm: string;
  readonly normNote: string;
  readonly stopped: (step: number) => string;
  readonly best: string;
  readonly problem: (reason: string) => string;
  readonly ranking: string;
  readonly method: string;
  readonly rank: string;
  readonly mean: (seeds: number) => string;
  readonly repeat: (seeds: number) => string;
  readonly stopRepeating: string;
  readonly repeating: (done: number, wanted: number) => string;
  readonly repeatsNote: string;
  readonly stillRunning: string;
  readonly verdict: (best: string, share: string, nothing: string, learned: string) => string;
  readonly verdictNothing: (share: string) => string;
  readonly better: (names: readonly string[]) => string;
  readonly alike: (names: readonly string[]) => string;
  readonly worse: (names: readonly string[]) => string;
  readonly whySmall: string;
}

const list = (names: readonly string[]) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

export const regularize: Messages<RegularizeMessages> = {
  en: {
    methods: {
      nothing: { name: "Nothing", idea: "Plain gradient descent." },
      weightDecay: { name: "Weight decay", idea: "Every step pulls each weight a little towards 0." },
      dropout: { name: "Dropout", idea: "Each step leaves out hidden values at random." },
      batchNorm: { name: "Batch normalization", idea: "Hidden values are put on one scale, batch by batch." },
      earlyStopping: {
        name: "Early stopping",
        idea: "Holds back a quarter of the examples, and stops where they are guessed best.",
      },
      weightNoise: { name: "Noise on the weights", idea: "Each step learns with slightly wrong weights." },
    },
    hint: "Six networks begin with the same weights and learn the same points, of which 15% carry a wrong label. Move the amount of data and watch what remains of the differences.",
    controls: "Data and training",
    amount: "Amount of data",
    examples: (count) => `${count} examples`,
    seed: "Seed",
    seedRefusal: (typed) => `“${typed}” isn't a whole number from 0 to 999999.`,
    otherData: "Other data",
    start: "Train",
    again: "Train again",
    pause: "Pause",
    resume: "Go on",
    curvesOf: "Curves show",
    loss: "loss",
    accuracy: "accuracy",
    lossCurves: "Training and test loss",
    accuracyCurves: "Training and test accuracy",
    training: "Training",
    test: "Test",
    steps: "step",
    progress: (step, steps) => `Step ${step} of ${steps}`,
    failed: (reason) => `Training stopped: ${reason}`,
    lost: (reason) =>
      `The graphics device is gone, as when its driver restarts (${reason}), and what was trained on it. It takes seconds to begin anew: with WebAssembly, or by the buttons above with the graphics device once more.`,
    withoutGraphics: "Begin anew with WebAssembly",
    strength: {
      weightDecay: "Strength λ",
      dropout: "Share left out p",
      weightNoise: "Standard deviation σ",
    },
    picture: (name, share) =>
      `What the network with “${name}” takes each place for. ${share} of new examples right.`,
    legend: { one: "class 1", two: "class 2", wrong: "wrong label", heldBack: "held back" },
    curvesSummary: (training, test) => `Training now ${training}, test now ${test}.`,
    weights: "Weights",
    weightsSummary: (norm) => `How the weights are spread from −2 to 2; norm ${norm}.`,
    norm: "‖W‖",
    normNote: "A norm follows these weights, so their size alone says little here.",
    stopped: (step) => `Went back to step ${step}.`,
    best: "best",
    problem: (reason) => `It couldn't go on: ${reason}`,
    ranking: "Who guesses new examples best?",
    method: "Method",
    rank: "Rank",
    mean: (seeds) => `Test, ${seeds} ${seeds === 1 ? "seed" : "seeds"}`,
    repeat: (seeds) => `Repeat with ${seeds} seeds`,
    stopRepeating: "Stop repeating",
    repeating: (done, wanted) => `Seed ${done} of ${wanted}`,
    repeatsNote: "Mean ± standard error of the mean; other points and first weights for each seed.",
    stillRunning: "Training …",
    verdict: (best, share, nothing, learned) =>
      `${best} guesses ${share} of 1000 new examples right; with nothing it is ${nothing}, though that network knows ${learned} of the points it learned from.`,
    verdictNothing: (share) =>
      `With this data nothing at all does best: ${share} of 1000 new examples right. Enough data is the best remedy.`,
    better: (names) => `Better than nothing: ${list(names)}.`,
    alike: (names) => `About the same: ${list(names)}.`,
    worse: (names) => `Worse here: ${list(names)}.`,
    whySmall:
      "Why small weights help: a network's output can change only as fast as its weights are large. With small ones it can't bend around a single mistaken point, and follows what many points have in common.",
  },
  ja: {
    methods: {
      nothing: { name: "何もしない", idea: "ふつうの勾配降下です。" },
      weightDecay: { name: "重み減衰", idea: "一歩ごとに、どの重みも少しずつ 0 に引き寄せます。" },
      dropout: { name: "ドロップアウト", idea: "一歩ごとに、隠れ層の値をランダムに消します。" },
      batchNorm: { name: "バッチ正規化", idea: "隠れ層の値の尺度を、バッチごとにそろえます。" },
      earlyStopping: {
        name: "早期終了",
        idea: "データの四分の一を学習に使わず取り分け、それが最もよく当たるところで止めます。",
      },
      weightNoise: { name: "重みへのノイズ", idea: "一歩ごとに、少しずらした重みで学びます。" },
    },
    hint: "六つのネットワークは同じ重みから始め、同じ点を学びます。点の 15% には間違ったラベルが付いています。データの量を動かして、差がどう変わるかを見てください。",
    controls: "データと学習",
    amount: "データの量",
    examples: (count) => `${count} 個`,
    seed: "乱数の種",
    seedRefusal: (typed) => `「${typed}」は 0 から 999999 までの整数ではありません。`,
    otherData: "別のデータ",
    start: "学習する",
    again: "はじめから学習",
    pause: "一時停止",
    resume: "再開",
    curvesOf: "曲線に描くもの",
    loss: "損失",
    accuracy: "正解率",
    lossCurves: "訓練とテストの損失",
    accuracyCurves: "訓練とテストの正解率",
    training: "訓練",
    test: "テスト",
    steps: "ステップ",
    progress: (step, steps) => `${steps} ステップ中 ${step} ステップ`,
    failed: (reason) => `学習が止まりました: ${reason}`,
    lost: (reason) =>
      `ドライバーの再起動などで、グラフィックス装置が、途中までの学習ごと使えなくなりました(${reason})。初めからでも数秒で終わります。WebAssembly で始めるか、上のボタンでグラフィックス装置をもう一度試してください。`,
    withoutGraphics: "WebAssembly で初めから",
    strength: {
      weightDecay: "強さ λ",
      dropout: "消す割合 p",
      weightNoise: "標準偏差 σ",
    },
    picture: (name, share) =>
      `「${name}」のネットワークが各場所をどちらと見るか。新しい例の正解率は ${share} です。`,
    legend: { one: "クラス 1", two: "クラス 2", wrong: "間違ったラベル", heldBack: "取り分けた点" },
    curvesSummary: (training, test) => `現在、訓練 ${training}、テスト ${test}。`,
    weights: "重みの分布",
    weightsSummary: (norm) => `−2 から 2 までの重みの分布。ノルムは ${norm} です。`,
    norm: "‖W‖",
    normNote: "重みの後で正規化するので、ここでは重みの大きさだけでは何とも言えません。",
    stopped: (step) => `${step} ステップ目の重みに戻しました。`,
    best: "最良",
    problem: (reason) => `続けられませんでした: ${reason}`,
    ranking: "新しい例を最もよく当てるのは?",
    method: "方法",
    rank: "順位",
    mean: (seeds) => `テスト(種 ${seeds} 個)`,
    repeat: (seeds) => `種を変えて ${seeds} 回くり返す`,
    stopRepeating: "くり返しをやめる",
    repeating: (done, wanted) => `${wanted} 回中 ${done} 回`,
    repeatsNote: "平均 ± 平均の標準誤差。種ごとに点も最初の重みも変わります。",
    stillRunning: "学習しています …",
    verdict: (best, share, nothing, learned) =>
      `「${best}」は新しい例 1000 個の ${share} を当てました。何もしないネットワークは、学んだ点なら ${learned} 当てるのに、新しい例では ${nothing} にとどまります。`,
    verdictNothing: (share) =>
      `このデータでは、何もしないのがいちばんで、新しい例 1000 個の ${share} を当てました。十分なデータに勝る方法はありません。`,
    better: (names) => `何もしないより良い: ${names.join("、")}。`,
    alike: (names) => `ほぼ同じ: ${names.join("、")}。`,
    worse: (names) => `ここでは悪くなった: ${names.join("、")}。`,
    whySmall:
      "小さな重みが役に立つ理由: ネットワークの出力は、重みが大きいほど急に変わることができます。重みが小さければ、間違った一点のために曲がることができず、多くの点に共通することに従います。",
  },
};
