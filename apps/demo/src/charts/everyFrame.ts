/**
 * Hands on the last of many values at most once a frame: a worker tells of each step, and a page that drew them all
 * would have no time for clicks.
 */
export function everyFrame<T>(take: (value: T) => void): (value: T) => void {
  let latest: T;
  let isAsked = false;
  return (value) => {
    latest = value;
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      take(latest);
    });
  };
}
