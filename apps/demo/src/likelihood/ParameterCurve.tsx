import { say } from "../language/language.js";
import { setParameter } from "./actions.js";
import { likelihood } from "./messages.js";
import { shown, snapped } from "./numbers.js";
import { Handle } from "./plane/Handle.js";
import { Plane, useScale } from "./plane/Plane.js";
import { pathOf } from "./plane/scale.js";
import { look, parameters, stepOf, study, windows } from "./state.js";
import type { Estimated, Look, Maximum, ParameterInfo, Range, Slice } from "./worker/types.js";

/** l along one parameter: where a person stands, how steep it is there, where the slope is zero, and the interval. */
export function ParameterCurve({ one }: { readonly one: ParameterInfo }) {
  const seen = look.value;
  const slice = seen?.slices.find(({ name }) => name === one.name);
  const range = windows.value[one.name];
  if (!seen || !slice || !range) return null;
  const maximum = study.value?.maximum;
  const estimated = maximum?.estimated.find(({ name }) => name === one.name);
  const text = say(likelihood);
  const slope = seen.gradient[one.name]!;
  const value = parameters.value[one.name]!;
  const step = stepOf(range);
  const set = (next: number) =>
    setParameter(one.name, Math.min(Math.max(snapped(next, step), range[0]), range[1]), "onCurve");
  const y = heightsOf(seen, slice, maximum);
  const label = text.curveLabel(
    one.symbol,
    shown(value),
    shown(slope),
    slice.top && shown(slice.top.value, 5),
  );
  return (
    <Plane
      title={
        <>
          <span class="title">{text.curveTitle(one.symbol)}</span>
          <span class="slope">
            ∂l/∂{one.symbol} = <strong>{shown(slope, 3)}</strong>
          </span>
        </>
      }
      label={label}
      height={() => 220}
      x={range}
      y={y}
      xLabel={one.symbol}
      yLabel="l"
      onDrag={(x) => set(x)}
      handles={() => (
        <Handle
          class="here"
          x={value}
          y={Math.max(seen.parameters[one.name] === value ? seen.logLikelihood : Number.NaN, y[0])}
          label={text.onCurve(one.symbol)}
          valueText={`${one.symbol} = ${shown(value)}, l = ${shown(seen.logLikelihood)}, ∂l/∂${one.symbol} = ${shown(slope)}`}
          min={range[0]}
          max={range[1]}
          now={value}
          onMove={(x) => set(x)}
          onArrow={(right, up) => set(value + (right + up) * step)}
        />
      )}
    >
      {() => (
        <>
          {estimated && maximum && <IntervalPiece estimated={estimated} maximum={maximum} />}
          <SliceCurve slice={slice} />
          <Tangent at={seen.parameters[one.name]!} l={seen.logLikelihood} slope={slope} range={range} />
        </>
      )}
    </Plane>
  );
}

/** From above the maximum down to where a person stands, and at least to below the interval's ends. */
function heightsOf(seen: Look, { l }: Slice, maximum: Maximum | undefined): Range {
  const finite = l.filter(Number.isFinite);
  const best = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  const known = maximum && Number.isFinite(maximum.logLikelihood) ? maximum.logLikelihood : best;
  const top = Math.max(known, best);
  if (!Number.isFinite(top)) return [-1, 1];
  const below = Number.isFinite(seen.logLikelihood) ? 1.35 * (top - seen.logLikelihood) : 0;
  const span = Math.max(2.6 * (maximum?.drop ?? 2), below, 1e-6 * Math.abs(top));
  return [top - span, top + 0.12 * span];
}

function SliceCurve({ slice: { values, l, top } }: { readonly slice: Slice }) {
  const scale = useScale();
  const clear = l.map((value) => (value === -Infinity ? Number.NaN : value));
  return (
    <>
      <path class="curve" d={pathOf(scale, values, clear)} />
      {top && (
        <g class="top">
          <line
            x1={scale.across(top.value) - 22}
            x2={scale.across(top.value) + 22}
            y1={scale.down(top.l)}
            y2={scale.down(top.l)}
          />
          <line
            class="fall"
            x1={scale.across(top.value)}
            x2={scale.across(top.value)}
            y1={scale.down(top.l)}
            y2={scale.bottom}
          />
        </g>
      )}
    </>
  );
}

interface TangentProps {
  readonly at: number;
  readonly l: number;
  readonly slope: number;
  readonly range: Range;
}

/** The line that touches l where a person stands, 80 pixels to each side. */
function Tangent({ at, l, slope }: TangentProps) {
  const { across, down } = useScale();
  const [x, y] = [across(at), down(l)];
  const [dx, dy] = [across(1) - across(0), down(slope) - down(0)];
  const length = Math.hypot(dx, dy);
  if (!Number.isFinite(x + y + length) || length === 0) return null;
  const [right, up] = [(55 * dx) / length, (55 * dy) / length];
  return <line class="tangent" x1={x - right} x2={x + right} y1={y - up} y2={y + up} />;
}

interface IntervalPieceProps {
  readonly estimated: Estimated;
  readonly maximum: Maximum;
}

/** The profile, and of it the piece that is less than half the χ² quantile below the maximum. */
function IntervalPiece({ estimated: { curve, profile }, maximum }: IntervalPieceProps) {
  const scale = useScale();
  if (!curve) return null;
  const level = scale.down(maximum.logLikelihood - maximum.drop);
  const low = Number.isFinite(profile.low) ? profile.low : curve.values[0]!;
  const high = Number.isFinite(profile.high) ? profile.high : curve.values.at(-1)!;
  const inside = curve.l.map((l, i) =>
    curve.values[i]! >= low && curve.values[i]! <= high ? l : Number.NaN,
  );
  const [from, to] = [scale.across(low), scale.across(high)];
  return (
    <>
      <rect
        class="interval"
        x={from}
        width={Math.max(to - from, 0)}
        y={level}
        height={Math.max(scale.bottom - level, 0)}
      />
      <line class="level" x1={scale.left} x2={scale.right} y1={level} y2={level} />
      <path class="profile" d={pathOf(scale, curve.values, curve.l)} />
      <path class="profile inside" d={pathOf(scale, curve.values, inside)} />
    </>
  );
}
