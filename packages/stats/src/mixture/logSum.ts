/** log Σⱼ e^partsⱼ, element by element. */
export function logSumOf(parts: readonly Float64Array[]): Float64Array {
  return parts[0]!.map((_, i) => {
    let most = -Infinity;
    for (const part of parts) if (!(part[i]! <= most)) most = part[i]!;
    if (!Number.isFinite(most)) return most;
    let sum = 0;
    for (const part of parts) sum += Math.exp(part[i]! - most);
    return most + Math.log(sum);
  });
}
