import { language } from "../language/language.js";

const familiesInJapanese: Readonly<Record<string, string>> = {
  Normal: "正規分布",
  LogNormal: "対数正規分布",
  Exponential: "指数分布",
  Gamma: "ガンマ分布",
  Weibull: "ワイブル分布",
  Beta: "ベータ分布",
  Uniform: "一様分布",
  Laplace: "ラプラス分布",
  Logistic: "ロジスティック分布",
  Cauchy: "コーシー分布",
  Gumbel: "ガンベル分布",
  Rayleigh: "レイリー分布",
  ChiSquared: "カイ二乗分布",
  StudentT: "スチューデントの t 分布",
  F: "F 分布",
  Triangular: "三角分布",
  Pareto: "パレート分布",
  InverseGamma: "逆ガンマ分布",
  InverseGaussian: "逆ガウス分布",
  LogLogistic: "対数ロジスティック分布",
  GeneralizedExtremeValue: "一般化極値分布",
  VonMises: "フォン・ミーゼス分布",
  Poisson: "ポアソン分布",
  Bernoulli: "ベルヌーイ分布",
  Binomial: "二項分布",
  Geometric: "幾何分布",
  NegativeBinomial: "負の二項分布",
  ZeroInflatedPoisson: "ゼロ過剰ポアソン分布",
};

const parametersInJapanese: Readonly<Record<string, string>> = {
  mean: "平均",
  standardDeviation: "標準偏差",
  logMean: "対数の平均",
  logStandardDeviation: "対数の標準偏差",
  location: "位置",
  scale: "尺度",
  shape: "形状",
  rate: "率",
  probability: "確率",
  trials: "試行回数",
  size: "大きさ",
  low: "下限",
  high: "上限",
  minimum: "最小値",
  degreesOfFreedom: "自由度",
  numeratorDegreesOfFreedom: "分子の自由度",
  denominatorDegreesOfFreedom: "分母の自由度",
  mode: "最頻値",
  concentration: "集中度",
  zeroProbability: "ゼロの確率",
};

/** "standardDeviation" as "standard deviation". */
const words = (name: string) => name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`).trim();

/** A family's name in the page's language; in English as @mebae/stats has it, in words. */
export function familyTitle(name: string): string {
  if (language.value === "ja") return familiesInJapanese[name] ?? name;
  const plain = words(name);
  return plain[0]!.toUpperCase() + plain.slice(1);
}

/** "μ (mean)" */
export function parameterTitle({ name, symbol }: { readonly name: string; readonly symbol: string }): string {
  if (language.value === "ja") return `${symbol}(${parametersInJapanese[name] ?? name})`;
  return `${symbol} (${words(name)})`;
}
