/** Sorted, disjoint, half-open spans of whole minutes in one flat list: from, to, from, to. Pure. */

/** One list of spans that may overlap or touch, in any order. */
export function merged(spans: readonly (readonly [from: number, to: number])[]): number[] {
  const flat: number[] = []
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) append(flat, from, to)
  return flat
}

/** Adds a span that begins no earlier than the last of the list did. */
export function append(flat: number[], from: number, to: number): void {
  if (from >= to) return
  const last = flat.length - 1
  const end = flat[last]
  if (end === undefined || from > end) flat.push(from, to)
  else if (to > end) flat[last] = to
}

/** Adds the part of each span that lies within [from, to). */
export function appendWithin(flat: number[], spans: readonly number[], from: number, to: number): void {
  for (let at = 0; at < spans.length; at += 2) {
    const start = spans[at] ?? 0
    const end = spans[at + 1] ?? 0
    if (end <= from) continue
    if (start >= to) return
    append(flat, Math.max(start, from), Math.min(end, to))
  }
}

/** What of [from, to) lies in none of the spans. */
export function outside(spans: readonly number[], from: number, to: number): number[] {
  const left: number[] = []
  let at = from
  for (let place = 0; place < spans.length && at < to; place += 2) {
    const start = spans[place] ?? 0
    const end = spans[place + 1] ?? 0
    if (end <= at) continue
    if (start >= to) break
    append(left, at, start)
    at = end
  }
  append(left, at, to)
  return left
}
