import { type Tensor, tensor, type Variable } from "@mebae/tensor";
import { damaged, type StoredTensor } from "./format.js";

/** Copies the values of tensors, by name, to the host. */
export async function storeTensors(
  tensors: Iterable<readonly [string, Tensor]>,
  into: Map<string, StoredTensor> = new Map(),
  prefix = "",
): Promise<Map<string, StoredTensor>> {
  for (const [name, value] of tensors)
    into.set(prefix + name, { dtype: value.dtype, shape: value.shape, data: await value.data() });
  return into;
}

/** The values that variables hold now, as handles of their own: a snapshot costs no copy, and must be freed. */
export function snapshot(variables: ReadonlyMap<string, Variable>): Map<string, Tensor> {
  return new Map([...variables].map(([name, variable]) => [name, variable.value.alias({ owner: null })]));
}

export function disposeSnapshot(taken: ReadonlyMap<string, Tensor> | undefined): void {
  for (const value of taken?.values() ?? []) value.dispose();
}

/** Puts a snapshot back. */
export function restoreSnapshot(
  variables: ReadonlyMap<string, Variable>,
  taken: ReadonlyMap<string, Tensor>,
): void {
  for (const [name, variable] of variables) variable.assign(taken.get(name)!);
}

/**
 * Throws unless `stored` holds exactly these variables. A leading axis of one more or less is let pass: a bias
 * [1, n] is a bias [n].
 * @throws DataError naming file and key: missing, unexpected, another shape, another dtype.
 */
export function checkStored(
  variables: ReadonlyMap<string, Variable>,
  stored: ReadonlyMap<string, StoredTensor>,
  file: string,
): void {
  for (const [name, variable] of variables) {
    const found = stored.get(name);
    if (!found) throw damaged(file, `the weights are of another architecture: "${name}" is missing`);
    if (trimmed(found.shape) !== trimmed(variable.shape)) {
      throw damaged(
        file,
        `the weights are of another architecture: expected "${name}" of shape [${variable.shape.join(", ")}], found [${found.shape.join(", ")}]`,
      );
    }
    if (found.dtype !== variable.dtype)
      throw damaged(file, `expected "${name}" in ${variable.dtype}, found ${found.dtype}`);
  }
  for (const name of stored.keys()) {
    if (!variables.has(name))
      throw damaged(file, `the weights are of another architecture: "${name}" is unexpected`);
  }
}

/** Assigns stored values to all variables, or, when something doesn't fit, to none. Throws as `checkStored`. */
export function assignStored(
  variables: ReadonlyMap<string, Variable>,
  stored: ReadonlyMap<string, StoredTensor>,
  file: string,
): void {
  checkStored(variables, stored, file);
  for (const [name, variable] of variables) {
    const { data, dtype } = stored.get(name)!;
    using value = tensor(data, { dtype, shape: variable.shape, backend: variable.value.backend });
    variable.assign(value);
  }
}

/** Those entries whose names begin with `prefix`, without it. */
export function withPrefix(
  stored: ReadonlyMap<string, StoredTensor>,
  prefix: string,
): Map<string, StoredTensor> {
  const chosen = [...stored].filter(([name]) => name.startsWith(prefix));
  return new Map(chosen.map(([name, value]) => [name.slice(prefix.length), value]));
}

function trimmed(shape: readonly number[]): string {
  const first = shape.findIndex((extent) => extent !== 1);
  return (first < 0 ? [] : shape.slice(first)).join();
}
