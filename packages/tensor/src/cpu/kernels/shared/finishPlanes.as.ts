/** out ← max(0, out + bias), as far as asked, one bias a plane. */
export function finishPlanes<T>(out: usize, planes: i32, bytes: usize, bias: usize, relu: bool): void {
  const floor: T = relu ? <T>0 : <T>-Infinity;
  const floors = v128.splat<T>(floor);
  for (let p = 0; p < planes; p++) {
    const own: T = bias ? load<T>(bias + <usize>p * sizeof<T>()) : <T>0;
    const owns = v128.splat<T>(own);
    const end = out + bytes;
    for (; out + 16 <= end; out += 16) v128.store(out, v128.max<T>(v128.add<T>(v128.load(out), owns), floors));
    for (; out < end; out += sizeof<T>()) store<T>(out, max<T>(<T>(load<T>(out) + own), floor));
  }
}
