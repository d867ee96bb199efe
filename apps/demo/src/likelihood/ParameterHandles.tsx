import { say } from "../language/language.js";
import { setParameter } from "./actions.js";
import { likelihood } from "./messages.js";
import { parameterTitle } from "./names.js";
import { shown, snapped } from "./numbers.js";
import { Handle } from "./plane/Handle.js";
import { draggable, parameters, ranges, stepOf } from "./state.js";
import type { Look, ParameterInfo, Study } from "./worker/types.js";

/**
 * What moves and stretches a density, to drag on it: a location where it lies, a scale at that distance beside it. Which parameters these
 * are, the family's record says.
 */
export function ParameterHandles({ found, seen }: { readonly found: Study; readonly seen: Look }) {
  if (found.family.kind === "discrete") return null;
  const [location] = draggable.value.filter(({ role }) => role === "location");
  const centre = location ? parameters.value[location.name]! : 0;
  return (
    <>
      {draggable.value.map((one) => (
        <OneHandle key={one.name} one={one} seen={seen} from={one.role === "scale" ? centre : 0} />
      ))}
    </>
  );
}

interface OneHandleProps {
  readonly one: ParameterInfo;
  readonly seen: Look;
  /** Where its 0 is. */
  readonly from: number;
}

function OneHandle({ one, seen, from }: OneHandleProps) {
  const range = ranges.value[one.name]!;
  const step = stepOf(range);
  const value = parameters.value[one.name]!;
  const x = from + value;
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
      onMove={(at) => set(at - from)}
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
