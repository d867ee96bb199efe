import { correlateImages } from "./shared/correlateImages.as";
import { packRows } from "./shared/pack.as";
import { gatherSteps, scatterSteps } from "./shared/steppedPlanes.as";
import { sumParts, weightParts } from "./shared/weightParts.as";

export function pack32(m: i32, depth: i32, weights: usize, row: i32, table: usize, out: usize): void {
  packRows<f32>(m, depth, weights, row, 0, table, out);
}

export function pack64(m: i32, depth: i32, weights: usize, row: i32, table: usize, out: usize): void {
  packRows<f64>(m, depth, weights, row, 0, table, out);
}

export function correlate32(
  begin: i32, end: i32, thread: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32,
  stepY: i32, stepX: i32, phaseHeight: i32, phaseWidth: i32, inPlace: bool, groups: i32, m: i32, blockRows: i32,
  plans: usize, planCount: i32, out: usize, channelStep: usize, sparse: bool, space: usize, spaceBytes: usize,
  tileBytes: usize, bias: usize, relu: bool,
): void {
  correlateImages<f32>(
    begin, end, thread, from, channels, height, width, top, left, stepY, stepX, phaseHeight, phaseWidth, inPlace,
    groups, m, blockRows, plans, planCount, out, channelStep, sparse, space, spaceBytes, tileBytes,
    bias, relu,
  );
}

export function correlate64(
  begin: i32, end: i32, thread: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32,
  stepY: i32, stepX: i32, phaseHeight: i32, phaseWidth: i32, inPlace: bool, groups: i32, m: i32, blockRows: i32,
  plans: usize, planCount: i32, out: usize, channelStep: usize, sparse: bool, space: usize, spaceBytes: usize,
  tileBytes: usize, bias: usize, relu: bool,
): void {
  correlateImages<f64>(
    begin, end, thread, from, channels, height, width, top, left, stepY, stepX, phaseHeight, phaseWidth, inPlace,
    groups, m, blockRows, plans, planCount, out, channelStep, sparse, space, spaceBytes, tileBytes,
    bias, relu,
  );
}

export function weightParts32(
  begin: i32, end: i32, thread: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32,
  stepY: i32, stepX: i32, phaseHeight: i32, phaseWidth: i32, inPlace: bool,
  images: i32, partImages: i32, groups: i32, blockChannels: i32, taps: i32, offsets: usize,
  dy: usize, m: i32, rows: i32, columns: i32, packed: bool, out: usize, outBytes: usize,
  space: usize, spaceBytes: usize, spreadBytes: usize,
): void {
  weightParts<f32>(
    begin, end, thread, from, channels, height, width, top, left, stepY, stepX, phaseHeight, phaseWidth, inPlace,
    images, partImages, groups, blockChannels, taps, offsets, dy, m, rows, columns, packed, out, outBytes,
    space, spaceBytes, spreadBytes,
  );
}

export function weightParts64(
  begin: i32, end: i32, thread: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32,
  stepY: i32, stepX: i32, phaseHeight: i32, phaseWidth: i32, inPlace: bool,
  images: i32, partImages: i32, groups: i32, blockChannels: i32, taps: i32, offsets: usize,
  dy: usize, m: i32, rows: i32, columns: i32, packed: bool, out: usize, outBytes: usize,
  space: usize, spaceBytes: usize, spreadBytes: usize,
): void {
  weightParts<f64>(
    begin, end, thread, from, channels, height, width, top, left, stepY, stepX, phaseHeight, phaseWidth, inPlace,
    images, partImages, groups, blockChannels, taps, offsets, dy, m, rows, columns, packed, out, outBytes,
    space, spaceBytes, spreadBytes,
  );
}

export function sumParts32(
  begin: i32, end: i32, parts: usize, partBytes: usize, count: i32, blockBytes: usize, blockTaps: i32, depth: i32,
  m: i32, rowStep: usize, tapStep: usize, dw: usize,
): void {
  sumParts<f32>(begin, end, parts, partBytes, count, blockBytes, blockTaps, depth, m, rowStep, tapStep, dw);
}

export function sumParts64(
  begin: i32, end: i32, parts: usize, partBytes: usize, count: i32, blockBytes: usize, blockTaps: i32, depth: i32,
  m: i32, rowStep: usize, tapStep: usize, dw: usize,
): void {
  sumParts<f64>(begin, end, parts, partBytes, count, blockBytes, blockTaps, depth, m, rowStep, tapStep, dw);
}

export function gatherSteps32(
  begin: i32, end: i32, from: usize, height: i32, width: i32, stepY: i32, stepX: i32, out: usize, rows: i32,
  columns: i32,
): void {
  gatherSteps<f32>(begin, end, from, height, width, stepY, stepX, out, rows, columns);
}

export function scatterSteps32(
  begin: i32, end: i32, from: usize, rows: i32, columns: i32, stepY: i32, stepX: i32, out: usize, height: i32,
  width: i32,
): void {
  scatterSteps<f32>(begin, end, from, rows, columns, stepY, stepX, out, height, width);
}

export function gatherSteps64(
  begin: i32, end: i32, from: usize, height: i32, width: i32, stepY: i32, stepX: i32, out: usize, rows: i32,
  columns: i32,
): void {
  gatherSteps<f64>(begin, end, from, height, width, stepY, stepX, out, rows, columns);
}

export function scatterSteps64(
  begin: i32, end: i32, from: usize, rows: i32, columns: i32, stepY: i32, stepX: i32, out: usize, height: i32,
  width: i32,
): void {
  scatterSteps<f64>(begin, end, from, rows, columns, stepY, stepX, out, height, width);
}
