/** Bookings, sessions and what they cost, on paper. */
import { type Branch, type NaiveService, type ServiceCode, serviceOf } from './booked-services.ts'
import { dayOf, weekdayOf } from './naive-time.ts'
import type { NaiveAssigned } from './naive-slots.ts'

export type State = 'held' | 'confirmed' | 'checkedIn' | 'completed' | 'cancelled' | 'noShow' | 'expired'

/** An order on which bookings are paid; in cents. */
export interface NaiveOrder {
  readonly id: string
  readonly customer: number
  total: number
  paid: number
}

/** People who serve several parties at once. */
export interface NaiveSession {
  readonly id: string
  readonly service: ServiceCode
  readonly branch: Branch
  start: number
  people: readonly NaiveAssigned[]
  /** Whether somebody of it was booked who was not free. */
  overbooked: boolean
}

export interface NaiveBooking {
  readonly id: string
  readonly number: string
  readonly branch: Branch
  service: ServiceCode
  state: State
  /** Null where nobody is named. */
  customer: number | null
  readonly order: NaiveOrder | null
  start: number
  end: number
  seats: number
  session: string | null
  people: readonly NaiveAssigned[]
  /** When a hold ends, as it was noted; a confirmed booking has none. */
  expiresAt: number | null
  overbooked: boolean
  moves: number
  price: number
  deposit: number
  fee: number
  /** What was charged when they did not come, and is taken back if they do. */
  missedFee: number
  readonly source: string
  readonly rebooks: string | null
  rebookedAs: string | null
  /** Of the customer who was asked about the time that it has now. */
  answer: 'yes' | 'no' | 'another' | null
}

/** A hold that is over has expired, whether that was noted or not. */
export const stateAt = ({ state, expiresAt }: NaiveBooking, now: number): State =>
  state === 'held' && expiresAt !== null && expiresAt <= now ? 'expired' : state

const open: readonly State[] = ['held', 'confirmed', 'checkedIn']
export const isOpenAt = (booking: NaiveBooking, now: number): boolean => open.includes(stateAt(booking, now))

export type Step =
  | 'confirm'
  | 'move'
  | 'reassign'
  | 'checkIn'
  | 'complete'
  | 'cancel'
  | 'noShow'
  | 'changeService'
  | 'rebook'
  | 'answer'
  | 'link'

const steps: Readonly<Record<Step, readonly State[]>> = {
  confirm: ['held', 'expired'],
  move: ['held', 'confirmed'],
  reassign: ['held', 'confirmed', 'checkedIn'],
  checkIn: ['confirmed', 'noShow'],
  complete: ['confirmed', 'checkedIn'],
  cancel: ['held', 'confirmed'],
  noShow: ['confirmed'],
  changeService: ['held', 'confirmed', 'checkedIn'],
  rebook: ['cancelled', 'expired', 'noShow'],
  answer: ['confirmed'],
  link: ['held', 'confirmed', 'checkedIn'],
}

export const takes = (booking: NaiveBooking, step: Step, now: number): boolean =>
  steps[step].includes(stateAt(booking, now))

/** In cents, for all seats. */
export function priceOf(code: ServiceCode, start: number, seats: number): number {
  const { price, weekend } = serviceOf(code)
  const each = weekend !== null && weekdayOf(dayOf(start)) > 5 ? weekend : price
  return each * seats
}

export const depositOf = (code: ServiceCode, seats: number): number => serviceOf(code).deposit * seats

/** So many hundredths of both, never above what is higher. */
function feeBy(
  { percent = 0, depositPercent = 0 }: { readonly percent?: number; readonly depositPercent?: number },
  { price, deposit }: { readonly price: number; readonly deposit: number },
): number {
  const share = (cents: number, hundredths: number): number => Math.floor((cents * hundredths + 50) / 100)
  return Math.min(share(price, percent) + share(deposit, depositPercent), Math.max(price, deposit))
}

export interface LateFee {
  readonly cents: number
  readonly refused: boolean
}

/** What a change costs so late: of the rules that fit, the one that goes latest. What is only held costs nothing. */
export function lateFee(
  rules: NaiveService['cancellation'],
  booking: NaiveBooking,
  now: number,
  of: { readonly price: number; readonly deposit: number } = booking,
): LateFee {
  if (booking.state === 'held') return { cents: 0, refused: false }
  const [rule] = rules
    .filter(({ within }) => booking.start - now < within)
    .toSorted((one, other) => one.within - other.within)
  return rule === undefined ? { cents: 0, refused: false } : { cents: feeBy(rule, of), refused: rule.refused === true }
}

export const missedFeeOf = (booking: NaiveBooking): number => feeBy(serviceOf(booking.service).noShow, booking)

const secured: readonly State[] = ['confirmed', 'checkedIn', 'completed']
const takenBy = ({ state, deposit, fee }: NaiveBooking): number => (secured.includes(state) ? deposit : 0) + fee

export interface DepositAsked {
  readonly order: NaiveOrder | null
  readonly deposit: number
  /** Charged by the same command: the order costs so much more. */
  readonly charged?: number
  /** The booking whose own share is left out. */
  readonly own?: NaiveBooking
}

/** What of a deposit is missing, and what is secured of it. */
export function depositOn(
  bookings: readonly NaiveBooking[],
  { order, deposit, charged = 0, own }: DepositAsked,
): { readonly missing: number; readonly secured: number } {
  if (deposit === 0) return { missing: 0, secured: 0 }
  if (order === null) return { missing: deposit, secured: 0 }
  const others = bookings.filter((one) => one.order === order && one !== own)
  const promised = others.reduce((sum, one) => sum + takenBy(one), 0)
  const missing = Math.max(0, Math.min(promised + deposit, order.total + charged) - order.paid)
  const left = Math.max(0, Math.min(deposit, order.paid - promised))
  return { missing, secured: missing === 0 ? deposit : left }
}

export const textOf = (cents: number): string => (cents / 100).toFixed(2)
