import { useMemo } from "preact/hooks";
import { colours } from "../charts/colours.js";
import { Pixels } from "../charts/Pixels.js";
import { say } from "../language/language.js";
import { theme } from "../state/theme.js";
import { setParameters } from "./actions.js";
import { heatOf, pictureSize } from "./heat.js";
import { likelihood } from "./messages.js";
import { shown, snapped } from "./numbers.js";
import { Handle } from "./plane/Handle.js";
import { Plane, useScale } from "./plane/Plane.js";
import { landscape, parameters, path, stepOf, study } from "./state.js";
import type { Landscape, Range } from "./worker/types.js";

/** l over two parameters from above, with Newton's way to the maximum. */
export function LikelihoodMap() {
  const seen = landscape.value;
  const found = study.value;
  const maximum = found?.maximum;
  const infos = seen?.names.map((name) => found?.family.parameters.find((one) => one.name === name));
  if (!seen || !infos?.[0] || !infos[1]) return null;
  const text = say(likelihood);
  const [first, second] = [infos[0], infos[1]];
  const [at, up] = [parameters.value[first.name]!, parameters.value[second.name]!];
  const steps = seen.ranges.map(stepOf) as [number, number];
  const set = (x: number, y: number) =>
    setParameters({
      [first.name]: clamped(snapped(x, steps[0]), seen.ranges[0]),
      [second.name]: clamped(snapped(y, steps[1]), seen.ranges[1]),
    });
  const here = `${first.symbol} = ${shown(at)}, ${second.symbol} = ${shown(up)}`;
  const others = found!.family.parameters.filter(
    ({ name, isGiven }) => !isGiven && !seen.names.includes(name),
  );
  return (
    <Plane
      class="map"
      title={
        <>
          <span class="title">{text.mapTitle(first.symbol, second.symbol)}</span>
          {others.length > 0 && (
            <span class="hint">{text.mapOthers(others.map(({ symbol }) => symbol).join(", "))}</span>
          )}
        </>
      }
      label={`${text.mapTitle(first.symbol, second.symbol)}. ${here}. ${text.mapSummary(path.value?.taken ?? 0)}`}
      height={() => 320}
      x={seen.ranges[0]}
      y={seen.ranges[1]}
      xLabel={first.symbol}
      yLabel={second.symbol}
      behind={<Heat seen={seen} most={maximum?.logLikelihood} label={text.mapPicture} />}
      onDrag={set}
      handles={() => (
        <Handle
          class="here"
          x={at}
          y={up}
          label={text.onMap(first.symbol, second.symbol)}
          valueText={here}
          min={seen.ranges[0][0]}
          max={seen.ranges[0][1]}
          now={at}
          onMove={set}
          onArrow={(right, upwards) => set(at + right * steps[0], up + upwards * steps[1])}
        />
      )}
    >
      {() => (
        <>
          {maximum && <Summit x={maximum.parameters[first.name]!} y={maximum.parameters[second.name]!} />}
          <Way names={seen.names} />
        </>
      )}
    </Plane>
  );
}

const clamped = (value: number, [low, high]: Range) => Math.min(Math.max(value, low), high);

interface HeatProps {
  readonly seen: Landscape;
  readonly most: number | undefined;
  readonly label: string;
}

function Heat({ seen, most, label }: HeatProps) {
  const rgba = useMemo(() => {
    const { ground, series } = colours();
    const best = seen.l.reduce((a, b) => (Number.isNaN(b) ? a : Math.max(a, b)), -Infinity);
    return heatOf(
      seen,
      Math.max(best, most !== undefined && most < Infinity ? most : best),
      ground,
      series[5]!,
    );
  }, [seen, most, theme.value]);
  return <Pixels width={pictureSize} height={pictureSize} rgba={rgba} label={label} isSmooth />;
}

/** The maximum. */
function Summit({ x, y }: { readonly x: number; readonly y: number }) {
  const { across, down } = useScale();
  const [cx, cy] = [across(x), down(y)];
  if (!Number.isFinite(cx + cy)) return null;
  return <path class="summit" d={`M${cx - 7} ${cy}h14M${cx} ${cy - 7}v14`} />;
}

/** Newton's steps so far. */
function Way({ names }: { readonly names: readonly [string, string] }) {
  const { across, down } = useScale();
  const steps = path.value?.found.steps.slice(0, path.value.taken) ?? [];
  if (steps.length === 0) return null;
  const points = [steps[0]!.from, ...steps.map(({ to }) => to)].map(
    (at) => [across(at[names[0]]!), down(at[names[1]]!)] as const,
  );
  const line = `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;
  return (
    <g class="way">
      <path class="halo" d={line} />
      <path d={line} />
      {points.map(([x, y], i) => (
        <circle key={i} cx={x} cy={y} r={4} />
      ))}
    </g>
  );
}
