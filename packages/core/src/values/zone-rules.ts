import { offsetsOf } from './time-zone.ts'
import type { ZoneOffsets } from './zone-offsets.ts'

/** When the clocks of zones are changed, by one edition of the time zone database. */
export interface ZoneRules {
  /** Such as `2026c`. */
  readonly edition: string
  /** @throws TIME_ZONE_UNKNOWN */
  offsetsOf(timeZone: string): ZoneOffsets
}

/** The time zone data of this runtime. */
export const runtimeZoneRules: ZoneRules = { edition: process.versions.tz ?? 'unknown', offsetsOf }
