import type { Messages } from "../language/language.js";
import type { LayerId } from "./setup.js";

interface Slip {
  readonly note: string;
  /** A button that shows it. */
  readonly trial: string;
}

interface BackwardMessages {
  readonly layer: string;
  readonly graph: (layer: string) => string;
  readonly example: string;
  readonly random: string;
  readonly asLabels: string;
  readonly asRows: string;
  readonly copyLink: string;
  readonly copied: string;
  readonly link: string;
  readonly brokenLink: string;
  readonly failed: (reason: string) => string;
  readonly refused: string;
  readonly makeFit: string;
  readonly noNumber: (typed: string) => string;
  readonly noLabel: (typed: string) => string;
  readonly shapeOf: (name: string, shape: string) => string;
  readonly rows: string;
  readonly columns: string;
  readonly fewer: (what: string, of: string) => string;
  readonly further: (what: string, of: string) => string;
  readonly point: string;
  readonly ahead: string;
  readonly back: string;
  readonly meaning: string;
  readonly inside: string;
  readonly insideRows: readonly string[];
  readonly checkTitle: string;
  readonly checking: string;
  readonly agrees: (count: number, error: string) => string;
  readonly differs: (where: string, gradient: string, difference: string) => string;
  readonly kink: string;
  readonly slipTitle: string;
  readonly slips: Readonly<Record<LayerId, Slip>>;
}

export const messages: Messages<BackwardMessages> = {
  en: {
    layer: "Layer",
    graph: (layer) => `${layer} as a computational graph`,
    example: "Worked example",
    random: "Random values",
    asLabels: "Targets as labels",
    asRows: "Targets as rows",
    copyLink: "Copy link",
    copied: "Copied.",
    link: "The link",
    brokenLink: "The link was cut or altered, so this is the worked example.",
    failed: (reason) => `The engine gave no answer: ${reason}`,
    refused: "The layer refuses:",
    makeFit: "Make the shapes fit x",
    noNumber: (typed) => `“${typed}” isn't a number from −1,000,000 to 1,000,000.`,
    noLabel: (typed) => `“${typed}” isn't a label: a whole number from 0.`,
    shapeOf: (name, shape) => `${name} has the shape ${shape}: change it`,
    rows: "Rows",
    columns: "Columns",
    fewer: (what, of) => `${what} of ${of}: one fewer`,
    further: (what, of) => `${what} of ${of}: one more`,
    point: "Change a number. Point at a result to see what it is made of.",
    ahead: "Forward",
    back: "Backward",
    meaning: "dx stands for ∂L/∂x: how the loss L changes with x.",
    inside: "Inside",
    insideRows: [
      "Forward, each column over the whole batch; s = √(σ² + ε):",
      "Backward, three ways lead back to x: ① directly, ② through μ, ③ through σ². dx = ① + ② + ③",
      "At inference there is no batch to go by: running statistics are kept with γ and β. After this first batch, with a momentum of 0.1, they and their y are:",
    ],
    checkTitle: "Is it right?",
    checking: "Comparing with finite differences …",
    agrees: (count, error) =>
      `All ${count} partial derivatives agree with finite differences to ${error} (float64, on the processor).`,
    differs: (where, gradient, difference) =>
      `${where} is ${gradient} by the layer, ${difference} by finite differences.`,
    kink: "At x = 0 max(x, 0) has a kink and no derivative; the layer takes 0 there, the differences see both sides.",
    slipTitle: "A slip to avoid",
    slips: {
      multiply: {
        note: "Backward uses the x and y that forward saved, not what they are by now. Where an input was stretched (broadcast), its gradient is the sum over all places.",
        trial: "Try one x for two y",
      },
      affine: {
        note: "b is added to every row of the batch, so db is the sum of dy over the batch. A bias of shape [1, n] must work as well as [n].",
        trial: "Try a batch of two",
      },
      relu: {
        note: "Writing zeros into dy itself spoils it for whoever handed it over. The layer makes a new dx and leaves dy alone.",
        trial: "Try x = 0",
      },
      sigmoid: {
        note: "Computed as it is written, 1/(1+e⁻ˣ) overflows at x = −1000: e¹⁰⁰⁰ is larger than any float64. The layer takes e^(−|x|), which can't overflow.",
        trial: "Try x = −1000",
      },
      softmaxWithLoss: {
        note: "log(y + 10⁻⁷) keeps the logarithm finite, but its loss is biased and never above 16.1. By log-sum-exp the loss is exact: 20,000 for logits of ±10,000.",
        trial: "Try logits of ±10,000",
      },
      batchNorm: {
        note: "The sums run over the whole batch, n rows, not over two; and μ and σ² depend on x too. Without ② and ③ the gradient is wrong: with dy = 1 everywhere it must be 0, but for rounding.",
        trial: "Try dy = 1 everywhere",
      },
    },
  },
  ja: {
    layer: "層",
    graph: (layer) => `${layer} の計算グラフ`,
    example: "例題に戻す",
    random: "乱数を入れる",
    asLabels: "教師データをラベルにする",
    asRows: "教師データを one-hot にする",
    copyLink: "リンクをコピー",
    copied: "コピーしました。",
    link: "リンク",
    brokenLink: "リンクが途中で切れているか書き換えられているため、例題を表示しています。",
    failed: (reason) => `計算エンジンから答えが返りませんでした: ${reason}`,
    refused: "この入力は層に受け付けられません:",
    makeFit: "形状を x に合わせる",
    noNumber: (typed) => `「${typed}」は −1,000,000 から 1,000,000 までの数ではありません。`,
    noLabel: (typed) => `「${typed}」はラベル(0 以上の整数)ではありません。`,
    shapeOf: (name, shape) => `${name} の形状は ${shape}。変更する`,
    rows: "行",
    columns: "列",
    fewer: (what, of) => `${of} の${what}を一つ減らす`,
    further: (what, of) => `${of} の${what}を一つ増やす`,
    point: "数値を変えてみてください。結果に触れると、どの数値からできているかが見えます。",
    ahead: "順伝播",
    back: "逆伝播",
    meaning: "dx は ∂L/∂x、つまり x が変わると損失 L がどう変わるかを表します。",
    inside: "層の内部",
    insideRows: [
      "順伝播では、列ごとにバッチ全体で計算します。s = √(σ² + ε)",
      "逆伝播では、x に戻る経路が三つあります。① 直接、② μ を通る、③ σ² を通る。dx = ① + ② + ③",
      "推論のときはバッチに頼れないので、移動平均を γ、β と一緒に保存しておきます。この最初のバッチの後(モーメンタム 0.1)の移動平均と、それによる y は次のとおりです。",
    ],
    checkTitle: "正しいか確かめる",
    checking: "数値微分と比べています …",
    agrees: (count, error) =>
      `偏微分 ${count} 個がすべて、誤差 ${error} 以内で数値微分と一致しています(float64、プロセッサーで計算)。`,
    differs: (where, gradient, difference) =>
      `${where} は、層の逆伝播では ${gradient}、数値微分では ${difference} です。`,
    kink: "max(x, 0) は x = 0 で折れ曲がっていて、微分できません。層はそこで 0 を返し、数値微分は両側を平均します。",
    slipTitle: "よくある間違い",
    slips: {
      multiply: {
        note: "逆伝播で使うのは、順伝播のときに保存した x と y です。その後に変わった値ではありません。ブロードキャストされた入力の勾配は、使われたすべての場所の和になります。",
        trial: "一つの x を二つの y に掛ける",
      },
      affine: {
        note: "b はバッチのすべての行に足されるので、db は dy をバッチ方向に合計したものです。バイアスの形状は [n] でも [1, n] でも動かなければなりません。",
        trial: "バッチを二行にする",
      },
      relu: {
        note: "dy そのものに 0 を書き込むと、渡した側のデータが壊れます。この層は新しい dx を作り、dy には触れません。",
        trial: "x = 0 を試す",
      },
      sigmoid: {
        note: "1/(1+e⁻ˣ) を式のまま計算すると、x = −1000 でオーバーフローします。e¹⁰⁰⁰ は float64 で表せません。この層は e^(−|x|) を使うので、オーバーフローしません。",
        trial: "x = −1000 を試す",
      },
      softmaxWithLoss: {
        note: "log(y + 10⁻⁷) とすれば対数は有限になりますが、損失が偏り、16.1 を超えることもありません。log-sum-exp で計算すれば正確です。ロジットが ±10,000 なら 20,000 になります。",
        trial: "ロジットを ±10,000 にする",
      },
      batchNorm: {
        note: "和は二つではなく、バッチ全体の n 行にわたります。μ と σ² も x で決まるので、② と ③ がなければ勾配は誤りです。dy がどこでも 1 なら、丸め誤差を除いて dx は 0 になるはずです。",
        trial: "dy をすべて 1 にする",
      },
    },
  },
};
