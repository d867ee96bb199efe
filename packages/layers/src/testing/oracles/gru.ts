import { at, fill, type Plain, sigmoid, sum } from "./plain.js";

/** Every step's state [n, t, hidden] of the gated recurrent unit, gates in the order r, z, n. */
export function gru(x: Plain, start: Plain | undefined, variable: (name: string) => Plain): Plain {
  const [n, steps, inputs] = x.shape as readonly [number, number, number];
  const [weight, recurrent] = [variable("weightInput"), variable("weightHidden")];
  const [bias, recurrentBias] = [variable("biasInput"), variable("biasHidden")];
  const hidden = recurrent.shape[1]!;
  let h = start ?? fill([n, hidden], () => 0);
  const states: Plain[] = [];
  for (let t = 0; t < steps; t++) {
    const before = h;
    h = fill([n, hidden], (i, k) => {
      const seen = (gate: number) => {
        const row = gate * hidden + k;
        return sum(inputs, (f) => at(weight, row, f) * at(x, i, t, f)) + at(bias, row);
      };
      const remembered = (gate: number) => {
        const row = gate * hidden + k;
        return sum(hidden, (f) => at(recurrent, row, f) * at(before, i, f)) + at(recurrentBias, row);
      };
      const r = sigmoid(seen(0) + remembered(0));
      const z = sigmoid(seen(1) + remembered(1));
      return (1 - z) * Math.tanh(seen(2) + r * remembered(2)) + z * at(before, i, k);
    });
    states.push(h);
  }
  return fill([n, steps, hidden], (i, t, k) => at(states[t]!, i, k));
}

/** The last step's state, [n, hidden]. */
export function lastOf(states: Plain): Plain {
  const [n, steps, hidden] = states.shape as readonly [number, number, number];
  return fill([n, hidden], (i, k) => at(states, i, steps - 1, k));
}
