import type { LikelihoodMessages } from "./messages.js";

export const japanese: LikelihoodMessages = {
  failed: "計算中に問題が起きました:",
  copyLink: "リンクをコピー",
  copied: "コピーしました。",
  link: "リンク",
  brokenLink: "リンクが途中で切れているか書き換えられているため、何も変えていません。",
  tooManyToLink: (most) => `リンクに入るのは標本 ${most} 個までです。ここにはそれより多くあります。`,

  plotTitle: (isDiscrete) => (isDiscrete ? "標本と確率" : "標本と確率密度"),
  plotHint: (letters) =>
    `クリックかタップで標本を追加、ドラッグで移動、Delete で削除できます。${
      letters.length > 0 ? `${letters.join(" と ")} もドラッグできます。` : ""
    }`,
  plotHintMany: (count) => `標本 ${count} 個のヒストグラム`,
  plotSummary: (count, low, high, family, stands) =>
    `標本 ${count} 個、${low} から ${high} まで。${family}、${stands}。`,
  sample: (place) => `標本 ${place}`,
  onDensity: (parameter) => `密度曲線上の ${parameter}`,

  family: "確率分布",
  counts: (family) => `${family}(離散)`,
  given: (parameter) => `${parameter}、既知`,
  notWhole: (typed) => `「${typed}」はここで使える整数ではありません。`,
  notNumber: (typed) => `「${typed}」はここで使える数ではありません。`,
  refused: "この分布からこれらの標本は得られません:",
  drawSuitable: "この分布に合う標本を引く",

  noDistribution: "このパラメータの分布はありません。",
  impossible: "密度が 0 の場所に標本があります。因子が一つでも 0 なら、積全体が 0 になります。",
  underflowTitle: (isZero) => (isZero ? "積が 0 になりました" : "積が無限大になりました"),
  underflow: (count, isZero, power, l) =>
    `${count} 個の密度を順に掛けると float64 で表せる範囲(10⁻³²⁴ から 10³⁰⁸)を外れ、θ が何であっても ${
      isZero ? "0" : "∞"
    } になります。対数の和は普通の数 l = ${l} で、そこから L = ${power} とわかります。だから対数で計算します。`,
  whyLogs: "なぜ対数をとるのでしょうか?",
  drawMany: (count) => `標本を ${count} 個引く`,

  curveTitle: (symbol) => `${symbol} に対する対数尤度`,
  curveLabel: (symbol, value, slope, top) =>
    `${symbol} に対する対数尤度。${symbol} = ${value} での傾きは ${slope} です。${
      top ? `傾きは ${symbol} = ${top} で 0 になります。` : "この範囲に傾きが 0 になる点はありません。"
    }`,
  onCurve: (symbol) => `対数尤度の曲線上の ${symbol}`,
  keyAlone: "l",
  keySlice: "l(他のパラメータは今の値)",
  keyTangent: "今いる点の傾き ∂l/∂θ",
  keyProfile: "l(他のパラメータは最適値)",
  keyInterval: (level) => `${level} 信頼区間`,

  mapTitle: (first, second) => `${first} と ${second} に対する l`,
  mapOthers: (others) => `${others} は今の値`,
  mapSummary: (taken) => (taken === 0 ? "" : `ニュートン法はここまで ${taken} 歩です。`),
  mapPicture: "対数尤度の等高線図。最大点に近いほど色が濃く、最大点には十字があります",
  onMap: (first, second) => `左右で ${first}、上下で ${second}`,

  newtonTitle: "ニュートン法",
  newtonHint: "今いる点で l に接する放物線の頂点へ、一歩ずつ進みます。",
  newtonUnsuited:
    "ニュートン法には滑らかな尤度が必要です。この分布の l は両端の標本で途切れるか、標本ごとに角があり、傾きが 0 になる点がないので、最大値は別の方法で求めています。",
  oneStep: "一歩進む",
  allSteps: "最後まで進む",
  goBack: "出発点に戻る",
  alreadyThere: "最大点にいます。傾きは 0 です。",
  onTheWay: (taken, kind) => `${taken} 歩目: ${kind}。`,
  arrived: (count) => `${count} 歩で傾きが 0 になりました。ここが最大点です。`,
  stalled: (count) => `${count} 歩進みましたが、これ以上は高くならず、ここに最大点はありません。`,
  stepsTable: "ニュートン法の各歩の数値",
  step: "歩",
  from: "出発点",
  move: "移動量",
  stepKinds: {
    newton: "ニュートン法の一歩",
    notConcave: "信頼領域の一歩(ここでは l が上に凸でなく、ニュートン法では下ってしまうため)",
    outside: "信頼領域の一歩(ニュートン法ではパラメータの範囲を出てしまうため)",
    lower: "信頼領域の一歩(ニュートン法では l が小さくなってしまうため)",
    tooFar: "信頼領域の一歩(ニュートン法の一歩は長すぎて信頼できないため)",
  },

  maximumTitle: "最大点と信頼区間",
  maximumTable: "最大点の数値",
  status: {
    converged: "見つかりました。どのパラメータについても傾きが 0 です。",
    boundary: "尤度はパラメータの限界に近づくほど大きくなります。",
    degenerate: "最大点はありません。尤度は限りなく大きくなります。",
    notIdentifiable: "これらの標本ではパラメータを区別できません。",
    notConverged: "傾きが 0 になる前に探索が終わりました。",
  },
  level: "信頼水準",
  standThere: "最大点へ移動",
  intervalHint: (drop) =>
    `が成り立つ範囲(最大値との差が ${drop} 未満)がプロファイル尤度の区間です。ワルドの区間は l を放物線とみなします。`,
  parameter: "パラメータ",
  estimate: "最尤推定値",
  standardError: "標準誤差",
  profile: "プロファイル",
  wald: "ワルド",

  samplesTitle: (count) => `標本 ${count} 個`,
  tooMany: "多いので一覧にはしません。",
  remove: (place) => `標本 ${place} を削除`,
  newSample: "新しい標本",
  add: "追加",
  drawTitle: "無作為に引く",
  drawHint: (family) => `今のパラメータの${family}から引きます。`,
  drawCount: "個数",
  seed: "乱数の種",
  draw: "引く",
  fileTitle: "手持ちの数値",
  fileLabel: "ファイルをドロップするか、選んでください",
  fileHint: "CSV または数値のテキスト。この機械の外には出ません。",
  pasteLabel: "または、ここに数値を貼り付けてください",
  usePasted: "この数値を使う",
  pasted: "貼り付けたテキスト",
  fileRefused: "読み込めませんでした:",
  notANumber: (found) => `「${found}」は数ではありません。空白かコンマで区切った数を入れてください。`,
  beyondSizes: (value) =>
    `${value} は、このページで表せる大きさ(10⁻⁶ から 10¹⁵ まで)を外れています。単位を変えてください。`,
  fileTaken: (file, column, count, missing) =>
    `${file}: ${column === undefined ? "" : `列「${column}」の`}数値 ${count} 個${missing > 0 ? `(欠損値 ${missing} 個を除く)` : ""}。`,
  column: "列",
};
