/** What a file may cost that is read within a command: less than what `readBusy` allows by itself. */
import { type BusyLimits, busyLimits } from './icalendar/index.ts'

export const importLimits: BusyLimits = {
  ...busyLimits,
  bytes: 2_000_000,
  lines: 100_000,
  components: 25_000,
  occurrences: 5_000,
  occurrencesOfEvent: 2_000,
  work: 20_000,
}
