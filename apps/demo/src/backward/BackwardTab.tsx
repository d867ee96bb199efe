export function BackwardTab() {
  return <p>…</p>;
}
