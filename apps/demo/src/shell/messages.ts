import type { Messages } from "../language/language.js";

interface ShellMessages {
  readonly tabs: string;
  readonly skip: string;
  readonly language: string;
  readonly darkTheme: string;
  readonly lightTheme: string;
  readonly device: string;
  readonly starting: string;
  readonly loading: string;
  readonly failed: (reason: string) => string;
  readonly retry: string;
  /** What stands before and after the device's name. */
  readonly computesOn: readonly [string, string];
  readonly lost: (adapter: string) => string;
  readonly webgpu: (adapter: string) => string;
  readonly threads: (count: number) => string;
  readonly oneThread: string;
  readonly why: {
    readonly noWebGpu: string;
    readonly software: (adapter: string) => string;
    readonly webgpuFailed: (reason: string) => string;
    readonly notIsolated: string;
    readonly noSharedMemory: string;
    readonly oneCore: string;
  };
  readonly automatic: string;
  readonly onlyGpu: string;
  readonly onlyCpu: string;
  readonly promise: string;
}

/** An adapter's name in brackets. Firefox tells none. */
const inBrackets = (adapter: string, brackets: readonly [string, string]) =>
  adapter && `${brackets[0]}${adapter}${brackets[1]}`;
const english = [" (", ")"] as const;
const japanese = ["(", ")"] as const;

export const shell: Messages<ShellMessages> = {
  en: {
    tabs: "Rooms of this page",
    skip: "Skip to the content",
    language: "Language",
    darkTheme: "Dark",
    lightTheme: "Light",
    device: "Compute on",
    starting: "Starting the engine …",
    loading: "Loading …",
    failed: (reason) => `This part didn't load: ${reason}`,
    retry: "Try again",
    computesOn: ["Computing on ", ". "],
    lost: (adapter) =>
      `The graphics device${inBrackets(adapter, english)} was lost, as when its driver restarts. What starts next asks for it again; or choose WebAssembly here.`,
    webgpu: (adapter) => `WebGPU${inBrackets(adapter, english)}`,
    threads: (count) => `WebAssembly, ${count} threads`,
    oneThread: "WebAssembly, one thread",
    why: {
      noWebGpu: "This browser offers no WebGPU here.",
      software: (adapter) =>
        `The browser's WebGPU${inBrackets(adapter, english)} would compute on the processor, more slowly.`,
      webgpuFailed: (reason) => `WebGPU didn't start: ${reason}`,
      notIsolated:
        "Threads need a page that is cross-origin isolated, which its host must ask for by two headers.",
      noSharedMemory: "Threads need shared memory, which this browser doesn't offer here.",
      oneCore: "This machine offers the page one processor.",
    },
    automatic: "the fastest there is",
    onlyGpu: "WebGPU",
    onlyCpu: "WebAssembly",
    promise: "Everything is computed on this machine; nothing leaves it.",
  },
  ja: {
    tabs: "このページの部屋",
    skip: "本文へ移動",
    language: "言語",
    darkTheme: "ダーク",
    lightTheme: "ライト",
    device: "計算に使うもの",
    starting: "計算エンジンを起動しています …",
    loading: "読み込んでいます …",
    failed: (reason) => `この部分を読み込めませんでした: ${reason}`,
    retry: "もう一度試す",
    computesOn: ["いまは ", " で計算しています。"],
    lost: (adapter) =>
      `ドライバーの再起動などで、グラフィックス装置${inBrackets(adapter, japanese)}が使えなくなりました。次に始める計算でもう一度試します。ここで WebAssembly を選ぶこともできます。`,
    webgpu: (adapter) => `WebGPU${inBrackets(adapter, japanese)}`,
    threads: (count) => `WebAssembly、${count} スレッド`,
    oneThread: "WebAssembly、1 スレッド",
    why: {
      noWebGpu: "このブラウザーでは WebGPU を使えません。",
      software: (adapter) =>
        `このブラウザーの WebGPU${inBrackets(adapter, japanese)}はプロセッサーで計算するので、かえって遅くなります。`,
      webgpuFailed: (reason) => `WebGPU を起動できませんでした: ${reason}`,
      notIsolated: "スレッドを使うには、配信元が二つのヘッダーでページを隔離する必要があります。",
      noSharedMemory: "スレッドには共有メモリーが必要ですが、このブラウザーではここで使えません。",
      oneCore: "この機械でページが使えるプロセッサーは一つです。",
    },
    automatic: "いちばん速いもの",
    onlyGpu: "WebGPU",
    onlyCpu: "WebAssembly",
    promise: "計算はすべてこの機械の中で行われ、データは外へ出ません。",
  },
};
