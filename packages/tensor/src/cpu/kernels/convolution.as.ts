import { correlate } from "./shared/correlate.as";
import { packRows } from "./shared/pack.as";
import { spread } from "./shared/spread.as";
import { weightGradient } from "./shared/weightGradient.as";

export function spread32(
  from: usize, channels: i32, height: i32, width: i32, out: usize, top: i32, left: i32, stepY: i32, stepX: i32,
  phaseHeight: i32, phaseWidth: i32,
): void {
  spread<f32>(from, channels, height, width, out, top, left, stepY, stepX, phaseHeight, phaseWidth);
}

export function spread64(
  from: usize, channels: i32, height: i32, width: i32, out: usize, top: i32, left: i32, stepY: i32, stepX: i32,
  phaseHeight: i32, phaseWidth: i32,
): void {
  spread<f64>(from, channels, height, width, out, top, left, stepY, stepX, phaseHeight, phaseWidth);
}

export function pack32(m: i32, depth: i32, weights: usize, row: i32, table: usize, out: usize): void {
  packRows<f32>(m, depth, weights, row, 0, table, out);
}

export function pack64(m: i32, depth: i32, weights: usize, row: i32, table: usize, out: usize): void {
  packRows<f64>(m, depth, weights, row, 0, table, out);
}

export function correlate32(
  m: i32, depth: i32, weights: usize, image: usize, offsets: usize, rows: i32, columns: i32, pitch: i32,
  out: usize, channelStep: usize, rowStep: usize, columnStep: usize, space: usize,
): void {
  correlate<f32>(
    m, depth, weights, image, offsets, rows, columns, pitch, out, channelStep, rowStep, columnStep, space,
  );
}

export function correlate64(
  m: i32, depth: i32, weights: usize, image: usize, offsets: usize, rows: i32, columns: i32, pitch: i32,
  out: usize, channelStep: usize, rowStep: usize, columnStep: usize, space: usize,
): void {
  correlate<f64>(
    m, depth, weights, image, offsets, rows, columns, pitch, out, channelStep, rowStep, columnStep, space,
  );
}

export function weightGradient32(
  m: i32, depth: i32, dy: usize, dyChannel: usize, image: usize, offsets: usize, rows: i32, columns: i32, pitch: usize,
  dw: usize,
): void {
  weightGradient<f32>(m, depth, dy, dyChannel, image, offsets, rows, columns, pitch, dw);
}

export function weightGradient64(
  m: i32, depth: i32, dy: usize, dyChannel: usize, image: usize, offsets: usize, rows: i32, columns: i32, pitch: usize,
  dw: usize,
): void {
  weightGradient<f64>(m, depth, dy, dyChannel, image, offsets, rows, columns, pitch, dw);
}
