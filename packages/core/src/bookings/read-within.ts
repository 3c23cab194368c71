/** Reading by windows of time without reading anything twice. */
import type { MinuteWindow } from './search-times.ts'

/** All of both, and what is between them. */
export const hullOfWindows = (one: MinuteWindow, other: MinuteWindow): MinuteWindow => ({
  from: Math.min(one.from, other.from),
  to: Math.max(one.to, other.to),
})

/** What is read for a window is answered for all windows within it; so an answer may hold more than was asked for. */
export function readWithin<R>(read: (window: MinuteWindow) => Promise<R>): (window: MinuteWindow) => Promise<R> {
  let last: { readonly window: MinuteWindow; readonly answer: R } | undefined
  return async (window) => {
    if (last !== undefined && last.window.from <= window.from && window.to <= last.window.to) return last.answer
    const answer = await read(window)
    last = { window, answer }
    return answer
  }
}
