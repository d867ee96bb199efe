import type { AnyAttributes } from "@mebae/tensor/backend";
import { contractionKernels } from "../contractions/index.js";
import type { GpuKernel } from "../kernel.js";
import { addToViewKernel } from "./addToView.js";
import { argMaxKernel, argMinKernel } from "./argExtremes.js";
import { argSortKernel } from "./argSort.js";
import { averagePool2dGradientKernel, averagePool2dKernel } from "./averagePool2d.js";
import { choleskyKernel } from "./cholesky.js";
import { concatenateKernel } from "./concatenate.js";
import { cumulativeSumKernel } from "./cumulativeSum.js";
import { deriveKeyKernel } from "./deriveKey.js";
import { gatherAlongKernel, gatherKernel } from "./gather.js";
import { gatherFromPlanesKernel } from "./gatherFromPlanes.js";
import { maxPool2dIndicesKernel } from "./maxPool2dIndices.js";
import { oneHotKernel } from "./oneHot.js";
import { padKernel } from "./pad.js";
import { randomBitsKernel } from "./randomBits.js";
import { scatterAlongKernel, scatterKernel } from "./scatter.js";
import { scatterAddAlongKernel, scatterAddKernel } from "./scatterAdd.js";
import { scatterToPlanesKernel } from "./scatterToPlanes.js";
import { trilKernel, triuKernel } from "./triangle.js";
import { triangularSolveKernel } from "./triangularSolve.js";

/** The kernels by the names of their ops. */
export const kernels: Readonly<Record<string, GpuKernel<AnyAttributes>>> = {
  addToView: addToViewKernel,
  argMax: argMaxKernel,
  argMin: argMinKernel,
  argSort: argSortKernel,
  averagePool2d: averagePool2dKernel,
  averagePool2dGradient: averagePool2dGradientKernel,
  cholesky: choleskyKernel,
  concatenate: concatenateKernel,
  cumulativeSum: cumulativeSumKernel,
  deriveKey: deriveKeyKernel,
  gather: gatherKernel,
  gatherAlong: gatherAlongKernel,
  gatherFromPlanes: gatherFromPlanesKernel,
  maxPool2dIndices: maxPool2dIndicesKernel,
  ...contractionKernels,
  oneHot: oneHotKernel,
  pad: padKernel,
  randomBits: randomBitsKernel,
  scatter: scatterKernel,
  scatterAdd: scatterAddKernel,
  scatterAddAlong: scatterAddAlongKernel,
  scatterAlong: scatterAlongKernel,
  scatterToPlanes: scatterToPlanesKernel,
  tril: trilKernel,
  triangularSolve: triangularSolveKernel,
  triu: triuKernel,
};
