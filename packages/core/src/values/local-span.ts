import type { Instant } from './instant.ts'
import { localTimeAt } from './local-time.ts'

/** By the clocks of a zone: `2026-11-24 11:00 to 12:00`, with the date of the end where that is another day. */
export function localSpan(from: Instant, to: Instant, timeZone: string): string {
  const [begins, ends] = [localTimeAt(from, timeZone), localTimeAt(to, timeZone)]
  const end = begins.date === ends.date ? ends.time : `${ends.date} ${ends.time}`
  return `${begins.date} ${begins.time} to ${end}`
}
