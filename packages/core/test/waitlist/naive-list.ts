/** A waitlist as one would keep it on paper: every time a line of a list, everything tried in order. */

const minute = 60_000

export interface NaiveWish {
  readonly days: readonly [first: string, last: string]
  /** Hours of the start, the first included. */
  readonly hours: readonly [from: number, to: number]
}

export interface NaiveEntry {
  readonly name: string
  readonly customer: number
  readonly service: 'lesson' | 'long'
  wish: NaiveWish
  priority: number
  state: 'waiting' | 'offered' | 'booked' | 'left' | 'expired'
  rests: boolean
  unanswered: number
  offers: number
  /** Starts that were offered of the wish as it stands. */
  refused: Set<number>
  offer: { readonly start: number; readonly until: number } | null
}

interface Taken {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Hours of a day, as the clock of Shanghai shows them; the last is not included. */
export interface NaiveHours {
  readonly from: number
  readonly to: number
}

interface Away {
  readonly name: string
  readonly start: number
  readonly end: number
}

export interface NaiveTerms {
  readonly answerMinutes: number
  readonly leastMinutes: number
  readonly mostUnanswered: number
}

/** When Anna works, by the clock of Shanghai. */
const usualHours: NaiveHours = { from: 9, to: 13 }
/** Whole hours at which anything may begin. */
const hours = [8, 9, 10, 11, 12, 13, 14]
const imported = 'imported'
const hoursOf = { lesson: 1, long: 2 } as const

const startOf = (day: string, hour: number): number => Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`)

export class NaiveList {
  now: number
  /** In the order in which they joined. */
  readonly entries: NaiveEntry[] = []
  readonly taken: Taken[] = []
  /** What Anna is away for, by whatever name. */
  away: Away[] = []
  /** Days on which she works other hours than from nine to one. */
  readonly shifts = new Map<string, NaiveHours>()
  readonly #terms: NaiveTerms

  constructor(now: string, terms: NaiveTerms) {
    this.now = Date.parse(now)
    this.#terms = terms
  }

  isFree(service: 'lesson' | 'long', start: number): boolean {
    const end = start + hoursOf[service] * 60 * minute
    const day = new Date(start + 8 * 3_600_000).toISOString().slice(0, 10)
    const { from, to } = this.shifts.get(day) ?? usualHours
    const isOpen =
      startOf(day, from) <= start && end <= startOf(day, to) && (start - startOf(day, 0)) % (60 * minute) === 0
    const isAway = this.away.some((one) => one.start < end && start < one.end)
    return isOpen && !isAway && !this.isPromisedIn(start, end)
  }

  /** Whether anything is booked or held then. */
  isPromisedIn(start: number, end: number): boolean {
    return [...this.taken, ...this.#held()].some((one) => one.start < end && start < one.end)
  }

  /** Whether Anna has a time off then already. */
  isAwayIn(start: number, end: number): boolean {
    return this.away.some((one) => one.name !== imported && one.start < end && start < one.end)
  }

  #held(): { start: number; end: number }[] {
    return this.entries.flatMap(({ offer, service }) =>
      offer === null || offer.until <= this.now
        ? []
        : [{ start: offer.start, end: offer.start + hoursOf[service] * 60 * minute }],
    )
  }

  /** Another calendar says that she is busy then, whatever is booked; and no longer what it said before. */
  import(times: readonly { readonly start: number; readonly end: number }[]): void {
    this.away = [
      ...this.away.filter(({ name }) => name !== imported),
      ...times.map((one) => ({ ...one, name: imported })),
    ]
  }

  isWished({ wish: { days, hours: wished } }: Pick<NaiveEntry, 'wish'>, start: number): boolean {
    const local = new Date(start + 8 * 3_600_000).toISOString()
    const [day, hour] = [local.slice(0, 10), Number(local.slice(11, 13))]
    return days[0] <= day && day <= days[1] && wished[0] <= hour && hour < wished[1]
  }

  offer(entry: NaiveEntry, start: number): void {
    entry.state = 'offered'
    entry.offer = { start, until: Math.min(this.now + this.#terms.answerMinutes * minute, start) }
    entry.refused.add(start)
    entry.offers++
  }

  /** Whatever is over ends; then everybody is served in turn. */
  serve(): void {
    for (const entry of this.entries) {
      if (entry.offer === null || entry.offer.until > this.now) continue
      entry.offer = null
      entry.state = 'waiting'
      entry.unanswered++
      entry.rests = entry.unanswered >= this.#terms.mostUnanswered
    }
    for (const entry of this.entries) {
      const end = startOf(entry.wish.days[1], 0) + 24 * 60 * minute
      if (entry.state === 'waiting' && end <= this.now) Object.assign(entry, { state: 'expired', rests: false })
    }
    const turn = this.entries.map((entry, place) => ({ entry, place }))
    turn.sort((one, other) => other.entry.priority - one.entry.priority || one.place - other.place)
    for (const { entry } of turn) {
      if (entry.state !== 'waiting' || entry.rests) continue
      const start = this.#first(entry)
      if (start !== undefined) this.offer(entry, start)
    }
  }

  #first(entry: NaiveEntry): number | undefined {
    for (let day = startOf(entry.wish.days[0], 0); day <= startOf(entry.wish.days[1], 0); day += 24 * 60 * minute) {
      for (const hour of hours) {
        const start = day + hour * 60 * minute
        const isSoon = start < this.now + this.#terms.leastMinutes * minute
        if (!isSoon && this.isWished(entry, start) && !entry.refused.has(start) && this.isFree(entry.service, start)) {
          return start
        }
      }
    }
    return undefined
  }
}
