import { correlateImages } from "./shared/correlateImages.as";
import { packRows } from "./shared/pack.as";
import { spreadImages } from "./shared/spread.as";
import { weightGradientRows } from "./shared/weightGradient.as";

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
  bias: usize, relu: bool,
): void {
  correlateImages<f32>(
    begin, end, thread, from, channels, height, width, top, left, stepY, stepX, phaseHeight, phaseWidth, inPlace,
    groups, m, blockRows, plans, planCount, out, channelStep, sparse, space, spaceBytes, bias, relu,
  );
}

export function correlate64(
  begin: i32, end: i32, thread: i32, from: usize, channels: i32, height: i32, width: i32, top: i32, left: i32,
  stepY: i32, stepX: i32, phaseHeight: i32, phaseWidth: i32, inPlace: bool, groups: i32, m: i32, blockRows: i32,
  plans: usize, planCount: i32, out: usize, channelStep: usize, sparse: bool, space: usize, spaceBytes: usize,
  bias: usize, relu: bool,
): void {
  correlateImages<f64>(
    begin, end, thread, from, channels, height, width, top, left, stepY, stepX, phaseHeight, phaseWidth, inPlace,
    groups, m, blockRows, plans, planCount, out, channelStep, sparse, space, spaceBytes, bias, relu,
  );
}

export function spread32(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, out: usize, outBytes: usize,
  top: i32, left: i32, stepY: i32, stepX: i32, phaseHeight: i32, phaseWidth: i32,
): void {
  spreadImages<f32>(
    begin, end, from, channels, height, width, out, outBytes, top, left, stepY, stepX, phaseHeight, phaseWidth,
  );
}

export function spread64(
  begin: i32, end: i32, from: usize, channels: i32, height: i32, width: i32, out: usize, outBytes: usize,
  top: i32, left: i32, stepY: i32, stepX: i32, phaseHeight: i32, phaseWidth: i32,
): void {
  spreadImages<f64>(
    begin, end, from, channels, height, width, out, outBytes, top, left, stepY, stepX, phaseHeight, phaseWidth,
  );
}

export function weightGradient32(
  begin: i32, end: i32, images: i32, groups: i32, m: i32, depth: i32, dy: usize, dyChannel: usize,
  image: usize, imageBytes: usize, offsets: usize, rows: i32, columns: i32, pitch: usize, dw: usize, accumulate: bool,
): void {
  weightGradientRows<f32>(
    begin, end, images, groups, m, depth, dy, dyChannel, image, imageBytes, offsets, rows, columns, pitch, dw,
    accumulate,
  );
}

export function weightGradient64(
  begin: i32, end: i32, images: i32, groups: i32, m: i32, depth: i32, dy: usize, dyChannel: usize,
  image: usize, imageBytes: usize, offsets: usize, rows: i32, columns: i32, pitch: usize, dw: usize, accumulate: bool,
): void {
  weightGradientRows<f64>(
    begin, end, images, groups, m, depth, dy, dyChannel, image, imageBytes, offsets, rows, columns, pitch, dw,
    accumulate,
  );
}
