export function LikelihoodTab() {
  return <p>…</p>;
}
