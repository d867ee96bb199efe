import type { Messages } from "../language/language.js";

interface DrawMessages {
  readonly surface: string;
  readonly drawHere: string;
  readonly keys: string;
  readonly penDown: (row: number, column: number) => string;
  readonly penUp: string;
  readonly undo: string;
  readonly clear: string;
  readonly examples: string;
  readonly example: (name: string, place: number) => string;
  readonly sees: string;
  readonly seesLabel: (height: number, width: number) => string;
  readonly probabilities: string;
  readonly sure: (best: string, share: string) => string;
  readonly unsure: (best: string, share: string, second: string, secondShare: string) => string;
  readonly waiting: string;
  readonly problem: (reason: string) => string;
  readonly preparing: string;
  readonly training: (step: number, steps: number) => string;
  readonly running: (accuracy: string | undefined) => string;
  readonly trained: (examples: string, accuracy: string) => string;
  readonly halfway: (step: number) => string;
  readonly opened: (name: string, accuracy: string | undefined) => string;
  readonly untrained: string;
  readonly trainDigits: string;
  readonly trainOn: string;
  readonly cantRead: string;
  readonly replaces: string;
  readonly lost: string;
  readonly withoutGraphics: string;
  readonly failed: (reason: string) => string;
}

export const draw: Messages<DrawMessages> = {
  en: {
    surface: "Drawing surface",
    drawHere: "Draw a digit here",
    keys: "Keyboard: arrows move the pen, Space puts it down or lifts it, Backspace undoes, Delete clears.",
    penDown: (row, column) => `Pen down, row ${row}, column ${column}.`,
    penUp: "Pen up.",
    undo: "Undo",
    clear: "Clear",
    examples: "Or take an example of the data",
    example: (name, place) => `Example of ${name}, number ${place}`,
    sees: "What the network sees",
    seesLabel: (height, width) => `The drawing in ${height} × ${width} pixels, as the network sees it`,
    probabilities: "Probability of each class",
    sure: (best, share) => `This is ${best} (${share}).`,
    unsure: (best, share, second, secondShare) =>
      `Not sure: ${best} (${share})? Or ${second} (${secondShare})?`,
    waiting: "Waiting for a drawing.",
    problem: (reason) => `The network couldn't read it: ${reason}`,
    preparing: "Preparing the network …",
    training: (step, steps) => `Step ${step} of ${steps}`,
    running: (accuracy) =>
      accuracy
        ? `The network is still learning, and reads ${accuracy} of the examples held out right.`
        : "The network is learning; you can draw already.",
    trained: (examples, accuracy) =>
      `The network has learned ${examples} examples and reads ${accuracy} of those held out right.`,
    halfway: (step) => `The network has taken ${step} steps so far.`,
    opened: (name, accuracy) =>
      `The model opened in Train, ${name}, reads here.${accuracy ? ` It reads ${accuracy} of the examples chosen there right.` : ""}`,
    untrained: "The network hasn't learned anything yet, so it can only guess.",
    trainDigits: "Train the digits' network",
    trainOn: "Train it",
    cantRead: "The network in Train doesn't take grey images, so it can't read a drawing.",
    replaces: "This takes a few seconds and replaces the network in Train.",
    lost: "The graphics device is gone, as when its driver restarts, and the network with it. Your drawing is still here: go on with WebAssembly, which brings the network back as it was at the end of its last epoch.",
    withoutGraphics: "Go on with WebAssembly",
    failed: (reason) => `There is no network: ${reason}`,
  },
  ja: {
    surface: "手書きの面",
    drawHere: "ここに数字を描いてください",
    keys: "キーボード: 矢印キーでペンを動かし、スペースで下ろすか上げます。Backspace で一画戻し、Delete で消します。",
    penDown: (row, column) => `ペンを下ろしました。${row} 行 ${column} 列です。`,
    penUp: "ペンを上げました。",
    undo: "一画戻す",
    clear: "消す",
    examples: "データの例を使う",
    example: (name, place) => `${name} の例、${place} 番`,
    sees: "ネットワークに見えるもの",
    seesLabel: (height, width) => `ネットワークに見える ${height} × ${width} 画素の絵`,
    probabilities: "クラスごとの確率",
    sure: (best, share) => `${best} です(${share})。`,
    unsure: (best, share, second, secondShare) =>
      `自信がありません。${best}(${share})か、${second}(${secondShare})でしょうか。`,
    waiting: "描かれるのを待っています。",
    problem: (reason) => `ネットワークが読めませんでした: ${reason}`,
    preparing: "ネットワークを用意しています …",
    training: (step, steps) => `${steps} ステップ中 ${step} ステップ`,
    running: (accuracy) =>
      accuracy
        ? `ネットワークは学習中で、学習に使わなかった例の ${accuracy} を正しく読みます。`
        : "ネットワークが学習しています。もう描けます。",
    trained: (examples, accuracy) =>
      `ネットワークは ${examples} 個の例を学び、学習に使わなかった例の ${accuracy} を正しく読みます。`,
    halfway: (step) => `ネットワークはここまで ${step} ステップ学習しました。`,
    opened: (name, accuracy) =>
      `「学習」で開いたモデル ${name} が読みます。${accuracy ? `そこで選ばれている例の ${accuracy} を正しく読みます。` : ""}`,
    untrained: "ネットワークはまだ何も学んでいないので、当てずっぽうになります。",
    trainDigits: "数字のネットワークを学習させる",
    trainOn: "学習させる",
    cantRead: "「学習」のネットワークは白黒の画像を受け取らないので、絵を読めません。",
    replaces: "数秒で終わり、「学習」のネットワークと入れ替わります。",
    lost: "ドライバーの再起動などで、グラフィックス装置がその上のネットワークごと使えなくなりました。描いたものは残っています。WebAssembly で続けると、ネットワークは最後のエポックの終わりの状態に戻ります。",
    withoutGraphics: "WebAssembly で続ける",
    failed: (reason) => `ネットワークがありません: ${reason}`,
  },
};
