import { say } from "../language/language.js";
import { setParameter } from "./actions.js";
import { likelihood } from "./messages.js";
import { parameterTitle } from "./names.js";
import { shown, snapped } from "./numbers.js";
import { Handle } from "./plane/Handle.js";
import { fitted, parameters, ranges, stepOf } from "./state.js";
import type { Look, ParameterInfo, Study } from "./worker/types.js";

/**
 * What moves and stretches a density, to drag on it: a location where it lies, a scale at that distance beside it. Which parameters these
 * are, the family's record says.
 */
export function ParameterHandles({ found, seen }: { readonly found: Study; readonly seen: Look }) {
  if (found.family.kind === "discrete") return null;
  const stands = parameters.value;
  const location = fitted.value.find(({ role }) => role === "location");
  const scale = fitted.value.find(({ role }) => role === "scale");
  const areBounds = fitted.value.filter(({ role }) => role === "location").length > 1;
  const centre = location ? stands[location.name]! : 0;
  if (areBounds) {
    return (
      <>
        {fitted.value.map((one) => (
          <OneHandle key={one.name} one={one} x={stands[one.name]!} seen={seen} valueAt={(x) => x} />
        ))}
      </>
    );
  }
  return (
    <>
      {location && <OneHandle one={location} x={centre} seen={seen} valueAt={(x) => x} />}
      {scale && (
        <OneHandle one={scale} x={centre + stands[scale.name]!} seen={seen} valueAt={(x) => x - centre} />
      )}
    </>
  );
}

interface OneHandleProps {
  readonly one: ParameterInfo;
  readonly x: number;
  readonly seen: Look;
  readonly valueAt: (x: number) => number;
}

function OneHandle({ one, x, seen, valueAt }: OneHandleProps) {
  const range = ranges.value[one.name]!;
  const step = stepOf(range);
  const value = parameters.value[one.name]!;
  const set = (next: number) => {
    const [low, high] = range;
    if (next >= low && next <= high) setParameter(one.name, snapped(next, step));
  };
  return (
    <Handle
      x={x}
      y={densityAt(seen, x)}
      label={say(likelihood).onDensity(parameterTitle(one))}
      valueText={`${one.symbol} = ${shown(value)}`}
      letter={one.symbol}
      min={range[0]}
      max={range[1]}
      now={value}
      onMove={(at) => set(valueAt(at))}
      onArrow={(right, up) => set(value + (right + up) * step)}
    />
  );
}

/** Between the two nearest points of the curve. */
function densityAt({ density: { x: grid, p } }: Look, x: number): number {
  const place = ((x - grid[0]!) / (grid.at(-1)! - grid[0]!)) * (grid.length - 1);
  const i = Math.min(Math.max(Math.floor(place), 0), grid.length - 2);
  const share = Math.min(Math.max(place - i, 0), 1);
  return p[i]! * (1 - share) + p[i + 1]! * share;
}
