export function TrainTab() {
  return <p>…</p>;
}
