/** How much of a resource is free when: what a calendar shows. */
import type { SearchResource } from './resource.ts'

/** A span of working time with so many units free throughout. */
export interface FreeSpan {
  readonly from: number
  readonly to: number
  readonly free: number
}

/** The working time within the window in which anything is free, in the order of time; neighbours differ. */
export function freeSpans(
  { open, usage, capacity }: SearchResource,
  window: { readonly from: number; readonly to: number },
): FreeSpan[] {
  const spans: FreeSpan[] = []
  let step = 0
  for (let at = 0; at < open.length; at += 2) {
    const end = Math.min(open[at + 1] as number, window.to)
    let from = Math.max(open[at] as number, window.from)
    while (from < end) {
      while (step < usage.at.length && (usage.at[step] as number) <= from) step++
      const to = step < usage.at.length ? Math.min(end, usage.at[step] as number) : end
      const free = capacity - (step === 0 ? 0 : (usage.used[step - 1] as number))
      if (free > 0) spans.push({ from, to, free })
      from = to
    }
  }
  return spans
}
