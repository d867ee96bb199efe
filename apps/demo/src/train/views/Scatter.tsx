import { useMemo } from "preact/hooks";
import { LineChart } from "../../charts/LineChart.js";
import { figure, text } from "../messages/messages.js";

export interface ScatterProps {
  readonly expected: Float32Array;
  readonly predicted: Float32Array;
  /** The column that both are of, with its unit where its name has one. */
  readonly target: string;
  readonly rSquared: number | undefined;
}

/** Predicted numbers over true ones; what is exact lies on the line. */
export function Scatter({ expected, predicted, target, rSquared }: ScatterProps) {
  const { views: words } = text();
  const { x, series } = useMemo(() => {
    const order = Array.from(expected.keys()).sort((a, b) => expected[a]! - expected[b]!);
    const sorted = order.map((i) => expected[i]!);
    return {
      x: sorted,
      series: [
        { label: words.predicted, values: order.map((i) => predicted[i]!), kind: "points" as const },
        { label: words.exact, values: sorted, kind: "dashed" as const },
      ],
    };
  }, [expected, predicted, words]);
  return (
    <LineChart
      title={words.scatter(target)}
      summary={words.scatterSummary(figure(rSquared))}
      x={x}
      series={series}
      xLabel={words.expected}
      yLabel={words.predicted}
      height={280}
    />
  );
}
