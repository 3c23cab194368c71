/** Which clocks a TZID means in a file. */
import { isTimeZone } from '../../values/time-zone.ts'
import { describedZone, type ZoneDesk } from './described-zone.ts'
import { type LocalClock, zoneClock } from './local-clock.ts'
import type { FileComponent } from './read-components.ts'
import { windowsZones } from './windows-zones.ts'

/** Zones of one file that are made ready; further ones are unknown. Asking the runtime for a zone costs a millisecond a year. */
const mostZones = 50

/**
 * The IANA zone that a name means: its own, that of Windows, or one behind the prefix that Mozilla and Evolution write
 * (`/mozilla.org/20050126_1/Europe/Berlin`).
 */
export function namedZone(name: string): string | undefined {
  const plain = name.trim()
  const windows = windowsZones.get(plain)
  if (windows !== undefined) return windows
  const parts = plain.split('/').filter((part) => part !== '')
  const ends = plain.startsWith('/') ? [-3, -2, -1].map((count) => parts.slice(count).join('/')) : [plain]
  return ends.find((end) => end.length <= 64 && isTimeZone(end))
}

export class FileZones {
  /** The clocks of whole days and of times without a zone. */
  readonly floating: LocalClock
  readonly #described: ReadonlyMap<string, FileComponent>
  readonly #known = new Map<string, LocalClock | undefined>()
  readonly #desk: ZoneDesk

  constructor(components: readonly FileComponent[], timeZone: string, desk: ZoneDesk) {
    this.floating = zoneClock(timeZone)
    this.#desk = desk
    this.#described = new Map(
      components
        .filter(({ name }) => name === 'VTIMEZONE')
        .map((component) => [component.properties.get('TZID')?.[0]?.value ?? '', component]),
    )
  }

  /** The clocks of a TZID; without one, those of the calendar. */
  clock(tzid: string | undefined): LocalClock | undefined {
    if (tzid === undefined) return this.floating
    if (this.#known.has(tzid) || this.#known.size >= mostZones) return this.#known.get(tzid)
    const named = namedZone(tzid)
    const described = this.#described.get(tzid)
    const clock =
      named !== undefined
        ? zoneClock(named)
        : described === undefined
          ? undefined
          : describedZone(described, this.#desk)
    this.#known.set(tzid, clock)
    return clock
  }
}
