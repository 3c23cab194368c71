/** What a calendar of somebody else may cost. */
import { CalendarWindowInvalid } from '../errors.ts'

export interface BusyLimits {
  /** Octets of the file. */
  readonly bytes: number
  /** Lines as they stand in the file, folded. */
  readonly lines: number
  /** Octets of one line, unfolded, of those properties that are read. */
  readonly lineLength: number
  /** Components of any kind, alarms and parts of zones among them. */
  readonly components: number
  /** Components inside each other. */
  readonly nesting: number
  /** Lines of one component. */
  readonly properties: number
  /** Busy times found in the window, in all. */
  readonly occurrences: number
  /** Busy times of one event, its changed occurrences not counted. */
  readonly occurrencesOfEvent: number
  /** The longest window, in years of 366 days. */
  readonly years: number
  /** Steps of rules that recur: a rule is 20 and a step for each time found, and one that must be counted from its start is a step for each period, four where it takes some of many (BYSETPOS). */
  readonly work: number
}

export const busyLimits: BusyLimits = {
  bytes: 5_000_000,
  lines: 200_000,
  lineLength: 250_000,
  components: 50_000,
  nesting: 8,
  properties: 5_000,
  occurrences: 10_000,
  occurrencesOfEvent: 2_000,
  years: 5,
  work: 50_000,
}

/** @throws CALENDAR_WINDOW_INVALID */
export function limitsOf(given: Partial<BusyLimits>): BusyLimits {
  const limits = { ...busyLimits, ...given }
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw CalendarWindowInvalid.create({
        field: `limits.${name}`,
        rule: 'be a whole number from 1',
        value: String(value),
      })
    }
  }
  return limits
}
