/** Who waits for which days, on paper. */
import type { ServiceCode } from './booked-services.ts'
import { startOfDay } from './naive-time.ts'

export const waitlistTerms = { answerMinutes: 90, leastMinutes: 60, mostUnanswered: 2 }

export interface NaiveOffer {
  readonly id: string
  readonly bookingId: string
  state: 'open' | 'accepted' | 'declined' | 'expired' | 'withdrawn'
  start: number
  readonly until: number
}

export interface NaiveEntry {
  readonly id: string
  readonly customer: number
  readonly service: ServiceCode
  readonly seats: number
  readonly priority: number
  /** The first and the last day, both included. */
  readonly days: readonly [first: number, last: number]
  state: 'waiting' | 'offered' | 'booked' | 'left' | 'expired'
  rests: boolean
  unanswered: number
  /** All that were made; what was offered once is not offered again. */
  readonly offers: NaiveOffer[]
}

export const openOffer = ({ offers }: NaiveEntry): NaiveOffer | undefined =>
  offers.find(({ state }) => state === 'open')

/** From then on it no longer stands. */
export const endOf = ({ days: [, last] }: NaiveEntry): number => startOfDay(last + 1)

/** The hold of an offer was not taken. */
export function passOffer(entry: NaiveEntry, offer: NaiveOffer, how: 'expired' | 'withdrawn'): void {
  offer.state = how
  if (entry.state !== 'offered') return
  entry.state = 'waiting'
  if (how === 'withdrawn') return
  entry.unanswered += 1
  entry.rests = entry.unanswered >= waitlistTerms.mostUnanswered
}

export function acceptOffer(entry: NaiveEntry, offer: NaiveOffer): void {
  offer.state = 'accepted'
  const other = openOffer(entry)
  const isOpen = entry.state === 'waiting' || (entry.state === 'offered' && other === undefined)
  if (isOpen) Object.assign(entry, { state: 'booked', rests: false, unanswered: 0 })
}

/** In the order in which it is their turn. */
export const inTurn = (entries: readonly NaiveEntry[]): readonly NaiveEntry[] =>
  entries.toSorted((one, other) => other.priority - one.priority)
