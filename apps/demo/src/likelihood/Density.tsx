import { useScale } from "./plane/Plane.js";
import { pathOf } from "./plane/scale.js";
import { values } from "./state.js";
import type { Histogram, Look, Study } from "./worker/types.js";

export interface DensityProps {
  readonly found: Study;
  readonly seen: Look;
  /** Whether each sample is shown, with its factor of the likelihood: the density there. */
  readonly isSingle: boolean;
}

/** The density as it stands; below it the samples' frequencies where they are many or counts. */
export function Density({ found, seen, isSingle }: DensityProps) {
  const isDiscrete = found.family.kind === "discrete";
  return (
    <>
      {(isDiscrete || !isSingle) && <Bars histogram={found.histogram} />}
      {isDiscrete ? <Probabilities seen={seen} /> : <Curve seen={seen} />}
      {isSingle && !isDiscrete && <Factors seen={seen} />}
    </>
  );
}

function Bars({ histogram: { middles, heights, width } }: { readonly histogram: Histogram }) {
  const { across, down, bottom } = useScale();
  const size = Math.max(across(width) - across(0) - 1, 1);
  let path = "";
  for (const [i, middle] of middles.entries()) {
    if (heights[i] === 0) continue;
    const top = down(heights[i]!);
    path += `M${(across(middle) - size / 2).toFixed(1)} ${bottom}V${top.toFixed(1)}h${size.toFixed(1)}V${bottom}Z`;
  }
  return <path class="bars" d={path} />;
}

function Curve({ seen: { density } }: { readonly seen: Look }) {
  const scale = useScale();
  const path = pathOf(scale, density.x, density.p);
  if (!path) return null;
  const [first, last] = [density.x[0]!, density.x.at(-1)!];
  const area = `${path}L${scale.across(last)} ${scale.bottom}L${scale.across(first)} ${scale.bottom}Z`;
  return (
    <>
      <path class="area" d={area} />
      <path class="curve" d={path} />
    </>
  );
}

/** Of whole numbers: a line and a point each. */
function Probabilities({ seen: { density } }: { readonly seen: Look }) {
  const { across, down, bottom } = useScale();
  return (
    <>
      {Array.from(density.x, (x, i) => (
        <g key={x}>
          <line class="curve" x1={across(x)} x2={across(x)} y1={bottom} y2={down(density.p[i]!)} />
          <circle class="curve-dot" cx={across(x)} cy={down(density.p[i]!)} r={4} />
        </g>
      ))}
    </>
  );
}

/** p(xᵢ; θ), what the likelihood is the product of. */
function Factors({ seen: { atSamples } }: { readonly seen: Look }) {
  const { across, down, bottom } = useScale();
  return (
    <>
      {Array.from(values.value.subarray(0, atSamples.length), (x, i) => {
        const top = Math.max(down(Math.min(atSamples[i]!, 1e9)), 0);
        return (
          <g key={i}>
            <line class="factor" x1={across(x)} x2={across(x)} y1={bottom} y2={top} />
            <circle class="factor-dot" cx={across(x)} cy={top} r={3} />
          </g>
        );
      })}
    </>
  );
}
