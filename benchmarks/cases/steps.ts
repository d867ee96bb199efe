import { type Network, type NetworkName, networks } from "@mebae/workloads";
import { type Case, sizeOf, type Values } from "./case.ts";

/** Weights and the arithmetic of a network's layers, told layer by layer. */
class Sheet {
  readonly batch: number;
  readonly values: Values[] = [];
  /** Multiply-adds of the forward pass; those whose input's gradient is needed as well count once more. */
  flops = 0;
  #first = true;

  constructor(batch: number) {
    this.batch = batch;
  }

  /** y = xW + b on `rows` rows a batch element; drawn as PyTorch draws its own, U(-1/√inputs, 1/√inputs). */
  affine(path: string, inputs: number, outputs: number, rows = this.batch): this {
    this.#weights(path, "weight", [inputs, outputs], inputs).#weights(path, "bias", [outputs], inputs);
    return this.contraction(2 * rows * inputs * outputs);
  }

  convolution(path: string, inputs: number, outputs: number, extent: number, bias: boolean): this {
    this.#weights(path, "weight", [outputs, inputs, 3, 3], 9 * inputs);
    if (bias) this.#weights(path, "bias", [outputs], 9 * inputs);
    return this.contraction(2 * this.batch * extent * extent * inputs * outputs * 9);
  }

  norm(path: string, size: number): this {
    this.values.push({ name: `${path}.gamma`, shape: [size], dtype: "float32", fill: { value: 1 } });
    this.values.push({ name: `${path}.beta`, shape: [size], dtype: "float32", fill: { value: 0 } });
    return this;
  }

  /** In PyTorch's layout: three square weights one below the other, then the output's. */
  attention(path: string, size: number, tokens: number): this {
    this.#weights(path, "projectionWeight", [3 * size, size], size);
    this.#weights(path, "outputWeight", [size, size], size);
    this.#weights(path, "projectionBias", [3 * size], size);
    this.#weights(path, "outputBias", [size], size);
    const rows = this.batch * tokens;
    return this.contraction(2 * rows * size * 4 * size).contraction(2 * rows * 2 * tokens * size);
  }

  /** The backward pass of a contraction is two more, except that nobody asks for the gradient by the batch itself. */
  contraction(forward: number): this {
    this.flops += forward * (this.#first ? 2 : 3);
    this.#first = false;
    return this;
  }

  #weights(path: string, name: string, shape: readonly number[], fan: number): this {
    this.values.push({
      name: `${path}.${name}`,
      shape,
      dtype: "float32",
      fill: { bound: 1 / Math.sqrt(fan) },
    });
    return this;
  }
}

/** The parameters by the paths that Mebae's layers give them. */
const sheets: Record<NetworkName, (sheet: Sheet) => Sheet> = {
  xor: (s) => s.affine("layers.0", 2, 8).affine("layers.2", 8, 2),
  mlp: (s) => s.affine("layers.0", 784, 256).affine("layers.2", 256, 10),
  "mlp-bn": (s) =>
    s
      .affine("layers.0", 784, 1024)
      .norm("layers.1", 1024)
      .affine("layers.3", 1024, 1024)
      .norm("layers.4", 1024)
      .affine("layers.6", 1024, 10),
  cnn: (s) =>
    s
      .convolution("layers.0", 1, 32, 28, true)
      .norm("layers.1", 32)
      .convolution("layers.4", 32, 64, 14, true)
      .norm("layers.5", 64)
      .affine("layers.9", 64 * 49, 128)
      .affine("layers.12", 128, 10),
  vgg: (s) =>
    s
      .convolution("layers.0", 3, 64, 32, false)
      .norm("layers.1", 64)
      .convolution("layers.3", 64, 64, 32, false)
      .norm("layers.4", 64)
      .convolution("layers.7", 64, 128, 16, false)
      .norm("layers.8", 128)
      .convolution("layers.10", 128, 128, 16, false)
      .norm("layers.11", 128)
      .convolution("layers.14", 128, 256, 8, false)
      .norm("layers.15", 256)
      .affine("layers.18", 256, 10),
  transformer: (s) =>
    s
      .norm("norm1", 128)
      .attention("attention", 128, 64)
      .norm("norm2", 128)
      .affine("mlp.layers.0", 128, 512, s.batch * 64)
      .affine("mlp.layers.2", 512, 128, s.batch * 64)
      .affine("head", 128, 10),
};

/**
 * Dropout's masks differ between libraries. In the deepest network a ReLU whose input rounds to the other side of zero, one
 * of two million, moves the gradient by a thousandth, and Adam, which takes only signs in its first step, makes 1e-4 of
 * that in the loss: PyTorch in float32 and in float64 are as far apart. At a tenth of the rate it is a tenth.
 */
const compared: Partial<Record<NetworkName, Record<string, number>>> = {
  cnn: { dropout: 0 },
  vgg: { learningRate: 1e-4 },
};

function step(name: NetworkName): Case {
  const { input, classes, description, learningRate, dropout }: Network = networks[name];
  const sheet = sheets[name](new Sheet(input[0]!));
  const parameters = sheet.values.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return {
    name: `step-${name}`,
    kind: "step",
    description,
    work: name,
    settings: { learningRate, dropout: dropout ?? 0 },
    tensors: [
      { name: "t", shape: [input[0]!], dtype: "int32", fill: { bound: classes } },
      // With noise alone the losses of the deeper networks tell rounding from rounding: PyTorch's own in float32 and in
      // float64 differ by 1e-4 after five steps, with patterns by 1e-5.
      { name: "x", shape: input, dtype: "float32", fill: { classesOf: "t", bound: Math.sqrt(3) } },
      ...sheet.values,
    ],
    flops: sheet.flops,
    // Adam reads gradient, weight and both moments and writes the last three; plain descent reads two and writes one.
    bytes: 4 * (parameters * (name === "xor" ? 3 : 7) + sizeOf(input)),
    compared: compared[name],
  };
}

export const steps: readonly Case[] = (Object.keys(sheets) as NetworkName[]).map(step);
