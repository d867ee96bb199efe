import { type Table, valueTable } from "@mebae/data";
import { Generator } from "@mebae/tensor";
import type { ShapeName } from "../../setup/setup.js";

interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

/** One point of a shape before noise: `place` from 0 to 1 along it, `label` in turn. */
type Draw = (place: number, label: number, random: Generator) => Omit<Point, "label">;

const turn = 2 * Math.PI;

interface Shape {
  readonly classes: number;
  /** How far noise of 1 moves a point, so that the same noise is as much in each shape. */
  readonly spread: number;
  readonly draw: Draw;
}

const shapes: Readonly<Record<ShapeName, Shape>> = {
  moons: {
    classes: 2,
    spread: 1,
    draw: (place, label) => {
      const angle = Math.PI * place;
      return label === 0
        ? { x: Math.cos(angle), y: Math.sin(angle) }
        : { x: 1 - Math.cos(angle), y: 0.5 - Math.sin(angle) };
    },
  },
  circles: {
    classes: 2,
    spread: 0.7,
    draw: (place, label) => {
      const radius = label === 0 ? 1 : 0.45;
      return { x: radius * Math.cos(turn * place), y: radius * Math.sin(turn * place) };
    },
  },
  spirals: {
    classes: 3,
    spread: 0.3,
    draw: (place, label) => {
      const radius = 0.1 + 0.9 * place;
      const angle = 1.4 * Math.PI * place + (turn * label) / 3;
      return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
    },
  },
  blobs: {
    classes: 4,
    spread: 1,
    draw: (_, label, random) => {
      const [x, y] = [label % 2 === 0 ? -0.8 : 0.8, label < 2 ? -0.8 : 0.8];
      return { x: x + 0.25 * random.normal(), y: y + 0.25 * random.normal() };
    },
  },
  xor: {
    classes: 2,
    spread: 0.5,
    draw: (_, label, random) => {
      const [x, side] = [random.uniform(-1, 1), random.uniform(0.04, 1)];
      return { x, y: (label === 0 ? 1 : -1) * Math.sign(x) * side };
    },
  },
};

/** Points of a two-dimensional shape as a table with the columns x, y and class: what a CSV of them would be. */
export function shapeTable(shape: ShapeName, count: number, noise: number, seed: number): Table {
  const { classes, spread, draw } = shapes[shape];
  const root = new Generator(seed).fold(shape);
  const points = Array.from({ length: count }, (_, i): Point => {
    const random = root.fold(i);
    const label = i % classes;
    const { x, y } = draw(random.uniform(0, 1), label, random);
    const moved = (value: number) => value + noise * spread * random.normal();
    return { x: moved(x), y: moved(y), label };
  });
  const round = (value: number) => Number(value.toFixed(4));
  return valueTable({
    file: shape,
    columnNames: ["x", "y", "class"],
    columns: [
      points.map(({ x }) => round(x)),
      points.map(({ y }) => round(y)),
      points.map(({ label }) => String.fromCharCode(65 + label)),
    ],
  });
}
