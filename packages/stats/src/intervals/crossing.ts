import { type Bracket, between } from "./between.js";

/** What √(2(l̂ - l)) at an end may be off by, of some 2: in an end it is as much of a standard error. */
const tolerance = 1e-4;
/** So often the distance is doubled before there is no end. */
const doublings = 40;
/** So often a step is halved where the likelihood can't be had beyond it: one after another, and in all. */
const [halvings, mostHalvings] = [8, 40];
/** Just outside of a distance. */
const beyond = 1 + 1e-9;

/** A point of a profile, and what a search near by may start from. */
export interface Found<Place> {
  /** √(2(l̂ - l)): infinite where there is no likelihood, NaN where no search over the others came to an end. */
  readonly root: number;
  readonly place: Place;
}

export interface Path<Place> {
  /** At a distance from the maximum, a search starting from a place. */
  readonly at: (distance: number, from: Place) => Found<Place>;
  /** The maximum. */
  readonly start: Place;
  /** The first distance to look at. */
  readonly step: number;
  /** What the root is at the end. */
  readonly target: number;
  /** Whether a distance is none any more. */
  readonly isBeyond?: (distance: number) => boolean;
}

/**
 * The distance at which a profile's root is first the target, looked for outwards from the maximum, twice as far each time, and each
 * search starting from the nearest place that was found. Where one comes to no end, as where the support has left the data, it may
 * from nearer by, so that steps become shorter instead. Infinity where the root stays below the target; NaN where the profile can't be
 * followed to it.
 */
export function crossing<Place>(path: Path<Place>): number {
  const found = [{ distance: 0, root: 0, place: path.start }];
  const nearest = (distance: number) =>
    found.reduce((best, other) => (off(other, distance) <= off(best, distance) ? other : best));
  const probe = (distance: number): Bracket => {
    const near = nearest(distance);
    if (near.distance === distance) return near;
    const { root, place } = path.at(distance, near.place);
    if (Number.isFinite(root)) found.push({ distance, root, place });
    return { distance, root };
  };
  return outwards(probe, path);
}

/** Whether a root is the target, on whichever side. */
export function isNear(root: number, target: number): boolean {
  return Math.abs(Math.abs(root) - Math.abs(target)) < tolerance;
}

function outwards<Place>(
  probe: (distance: number) => Bracket,
  { step, target, isBeyond = () => false }: Path<Place>,
): number {
  let inside: Bracket = { distance: 0, root: 0 };
  let reach = step;
  for (let [doubled, halved, inRow] = [0, 0, 0]; ; ) {
    const asked = reach;
    while (reach > 0 && isBeyond(inside.distance + reach)) reach /= 2;
    // A step from a bound there is no more to see.
    if (reach < Math.min(asked, inside.distance / 4)) return Infinity;
    const outside = probe(inside.distance + reach);
    if (Number.isNaN(outside.root)) {
      if (++inRow > halvings || ++halved > mostHalvings) return Number.NaN;
      reach /= 2;
      continue;
    }
    if (outside.root >= target) return checked(probe, between(probe, inside, outside, target), target);
    if (doubled++ === doublings) return Infinity;
    reach = halved === 0 ? outside.distance : Math.min(2 * reach, outside.distance);
    inside = outside;
    inRow = 0;
  }
}

/** A search that jumps from one maximum over the others to another leaves no place where the root is the target; a wall is an end. */
function checked(probe: (distance: number) => Bracket, distance: number, target: number): number {
  if (Number.isNaN(distance)) return distance;
  const { root } = probe(distance);
  const isEnd =
    isNear(root, target) || (root < target && probe(beyond * distance).root === Number.POSITIVE_INFINITY);
  return isEnd ? distance : Number.NaN;
}

function off(found: { readonly distance: number }, distance: number): number {
  return Math.abs(found.distance - distance);
}
