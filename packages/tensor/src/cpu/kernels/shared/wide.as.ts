import { multiplyAdd } from "./tile.as";

/** One row times eight vectors, for a single output channel: out = Σ over k of a[k] · image[offsets[k] ...]. */
export function wideTile<T>(depth: i32, a: usize, image: usize, offsets: usize, out: usize): void {
  const zero = v128.splat<T>(<T>0);
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero;
  for (let end = a + <usize>depth * sizeof<T>(); a < end; a += sizeof<T>(), offsets += 4) {
    const b = image + load<u32>(offsets);
    const x = v128.load_splat<T>(a);
    c0 = multiplyAdd<T>(x, v128.load(b), c0);
    c1 = multiplyAdd<T>(x, v128.load(b, 16), c1);
    c2 = multiplyAdd<T>(x, v128.load(b, 32), c2);
    c3 = multiplyAdd<T>(x, v128.load(b, 48), c3);
    c4 = multiplyAdd<T>(x, v128.load(b, 64), c4);
    c5 = multiplyAdd<T>(x, v128.load(b, 80), c5);
    c6 = multiplyAdd<T>(x, v128.load(b, 96), c6);
    c7 = multiplyAdd<T>(x, v128.load(b, 112), c7);
  }
  v128.store(out, c0);
  v128.store(out, c1, 16);
  v128.store(out, c2, 32);
  v128.store(out, c3, 48);
  v128.store(out, c4, 64);
  v128.store(out, c5, 80);
  v128.store(out, c6, 96);
  v128.store(out, c7, 112);
}
