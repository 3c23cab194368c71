/** How many units are in use when: a sweep over half-open spans. Pure; whole minutes since 1970-01-01T00:00Z. */

/** Spans with quantities, side by side: the n-th span is [from[n], to[n]). */
export interface Loads {
  readonly from: ArrayLike<number>
  readonly to: ArrayLike<number>
  readonly quantity: ArrayLike<number>
}

/** From `at[n]` until the next step `used[n]` units are in use; before the first step none are. */
export interface Usage {
  readonly at: Int32Array
  readonly used: Int32Array
}

/** Room for the number of a load beside its minute in one exact double. */
const perMinute = 2 ** 21

/** What all loads use together, as a step function that changes at every step. At most a million loads. */
export function usageOf({ from, to, quantity }: Loads): Usage {
  const count = from.length
  if (isOneAfterAnother(from, to)) return oneAfterAnother({ from, to, quantity })
  // A minute, the number of a load, and whether it begins, in one number each: they sort without a comparator.
  const events = new Float64Array(2 * count)
  for (let load = 0; load < count; load++) {
    events[2 * load] = (from[load] as number) * perMinute + 2 * load + 1
    events[2 * load + 1] = (to[load] as number) * perMinute + 2 * load
  }
  events.sort()
  const at = new Int32Array(events.length)
  const used = new Int32Array(events.length)
  let steps = 0
  let now = 0
  let before = 0
  for (let place = 0; place < events.length; ) {
    const minute = Math.floor((events[place] as number) / perMinute)
    for (; place < events.length; place++) {
      const rest = (events[place] as number) - minute * perMinute
      if (rest >= perMinute) break
      now += (rest % 2 === 1 ? 1 : -1) * (quantity[rest >> 1] as number)
    }
    if (now === before) continue
    at[steps] = minute
    used[steps++] = now
    before = now
  }
  return { at: at.subarray(0, steps), used: used.subarray(0, steps) }
}

/** Mostly so: whoever is one can do one thing at a time. */
function isOneAfterAnother(from: ArrayLike<number>, to: ArrayLike<number>): boolean {
  for (let load = 0; load < from.length; load++) {
    if ((from[load] as number) >= (to[load] as number)) return false
    if (load > 0 && (from[load] as number) < (to[load - 1] as number)) return false
  }
  return true
}

function oneAfterAnother({ from, to, quantity }: Loads): Usage {
  const at = new Int32Array(2 * from.length)
  const used = new Int32Array(2 * from.length)
  let steps = 0
  for (let load = 0; load < from.length; load++) {
    const units = quantity[load] as number
    if (units === 0) continue
    if (steps > 0 && at[steps - 1] === from[load]) {
      // One begins when another ends.
      steps--
      if (used[steps - 1] === units) {
        at[steps] = to[load] as number
        used[steps++] = 0
        continue
      }
    }
    at[steps] = from[load] as number
    used[steps++] = units
    at[steps] = to[load] as number
    used[steps++] = 0
  }
  return { at: at.subarray(0, steps), used: used.subarray(0, steps) }
}

/** The spans in which more than `most` units (0 or more) are in use: flat, sorted and disjoint. */
export function spansAbove({ at, used }: Usage, most: number): Int32Array {
  const spans = new Int32Array(at.length + 1)
  let count = 0
  for (let step = 0; step < at.length; step++) {
    const above = (used[step] as number) > most
    const within = count % 2 === 1
    if (above !== within) spans[count++] = at[step] as number
  }
  return spans.subarray(0, count)
}

/** The place in flat spans of the first that ends after the minute; their length where none does. */
export function firstEndingAfter(spans: Int32Array, minute: number): number {
  let low = 0
  let high = spans.length >> 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[2 * middle + 1] as number) > minute) high = middle
    else low = middle + 1
  }
  return 2 * low
}
