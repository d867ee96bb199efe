import type { RowLoops } from "./term.js";

// One body each: a loop that is handed its operation as a function can't be inlined, and would take five times as long.

export const addLoops: RowLoops = {
  rowRow: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! + b[i]!;
  },
  rowNumber: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! + b;
  },
  numberRow: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a + b[i]!;
  },
};

export const subLoops: RowLoops = {
  rowRow: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! - b[i]!;
  },
  rowNumber: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! - b;
  },
  numberRow: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a - b[i]!;
  },
};

export const mulLoops: RowLoops = {
  rowRow: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! * b[i]!;
  },
  rowNumber: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! * b;
  },
  numberRow: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a * b[i]!;
  },
};

export const divLoops: RowLoops = {
  rowRow: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! / b[i]!;
  },
  rowNumber: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! / b;
  },
  numberRow: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = a / b[i]!;
  },
};

export const negLoops: RowLoops = {
  row: (out, a, n) => {
    for (let i = 0; i < n; i++) out[i] = -a[i]!;
  },
};

export const squareLoops: RowLoops = {
  row: (out, a, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! * a[i]!;
  },
};
