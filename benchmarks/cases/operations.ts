import type { Case, Values } from "./case.ts";
import { sizeOf } from "./case.ts";

const input = (name: string, shape: readonly number[], bound = 1): Values => ({
  name,
  shape,
  dtype: "float32",
  fill: { bound },
});

function operation(
  name: string,
  description: string,
  {
    work,
    settings = {},
    tensors,
    output,
    flops = 0,
    together = 1,
  }: Partial<Case> & { work: string; tensors: Values[]; output: readonly number[] },
): Case {
  const bytes =
    4 * [...tensors.map(({ shape }) => shape), output].reduce((sum, shape) => sum + sizeOf(shape), 0);
  return { name, kind: "operation", description, work, settings, tensors, flops, bytes, together };
}

/** n × n × n in the four transpositions, as the gradients of an affine layer need them: n is plain, t transposed. */
function matmuls(): Case[] {
  const products: Case[] = [];
  for (const n of [64, 128, 256, 512, 1024]) {
    for (const letters of ["nn", "nt", "tn", "tt"]) {
      products.push(
        operation(letters === "nn" ? `matmul-${n}` : `matmul-${letters}-${n}`, `${n}³, ${letters}`, {
          work: "matmul",
          settings: { transposeA: letters[0] === "t", transposeB: letters[1] === "t" },
          tensors: [input("a", [n, n]), input("b", [n, n])],
          output: [n, n],
          flops: 2 * n ** 3,
          // As long as the batch below.
          together: n === 256 ? 16 : 1,
        }),
      );
    }
  }
  for (const [count, n] of [
    [64, 64],
    [16, 256],
  ] as const) {
    products.push(
      operation(`matmul-batched-${count}x${n}`, `${count} products of ${n}³`, {
        work: "matmul",
        settings: { transposeA: false, transposeB: false },
        tensors: [input("a", [count, n, n]), input("b", [count, n, n])],
        output: [count, n, n],
        flops: 2 * count * n ** 3,
      }),
    );
  }
  return products;
}

/** A 3 × 3 convolution of 32 channels to 64 on 14 × 14, batch 64 (the small image network's), and its two gradients. */
function convolutions(): Case[] {
  const [n, c, o, extent] = [64, 32, 64, 14];
  const x = input("x", [n, c, extent, extent]);
  const w = input("w", [o, c, 3, 3], 0.1);
  const dy = input("dy", [n, o, extent, extent]);
  const flops = 2 * n * o * extent * extent * c * 9;
  const shape = `${c} to ${o} channels, 14×14, batch 64`;
  return [
    operation("conv2d", shape, { work: "conv2d", tensors: [x, w], output: dy.shape, flops }),
    operation("conv2d-input-gradient", shape, {
      work: "conv2dInputGradient",
      tensors: [dy, w],
      output: x.shape,
      flops,
    }),
    operation("conv2d-weight-gradient", shape, {
      work: "conv2dWeightGradient",
      tensors: [x, dy],
      output: w.shape,
      flops,
    }),
  ];
}

function millions(): Case[] {
  const a = input("a", [1024, 1024], 3);
  const of = (name: string, work: string, output: readonly number[] = a.shape) =>
    operation(name, "1024×1024", { work, tensors: [a], output });
  return [
    of("relu-1M", "relu"),
    of("mul-add-1M", "mulAdd"),
    of("exp-1M", "exp"),
    of("softmax-1M", "softmax"),
    of("sum-rows-1M", "sumRows", [1024]),
    of("sum-columns-1M", "sumColumns", [1024]),
  ];
}

export const operations: readonly Case[] = [...matmuls(), ...convolutions(), ...millions()];
