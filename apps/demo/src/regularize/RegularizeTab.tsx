export function RegularizeTab() {
  return <p>…</p>;
}
