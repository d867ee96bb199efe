export function DrawTab() {
  return <p>…</p>;
}
