/** The week itself, day by day: who comes is checked in, who does not is charged. */
import type { Booking } from '@calotype/core'
import type { Asked } from './asking.ts'
import { cancelSome, type Charged, paidWho, when } from './changes.ts'
import type { Paid } from './deposits.ts'
import { noShowFee } from './proof.ts'
import { fallIll } from './rosters.ts'
import { type StudioAtWork, week } from './studio.ts'
import { answerOffers, type Waiting } from './waiting.ts'

export interface Week extends Charged {
  readonly took: number
  readonly missed: number
  /** By who waited until somebody cancelled. */
  readonly paid: readonly Paid[]
}

export async function runDays(studio: StudioAtWork, asked: Asked, waiting: Waiting): Promise<Week> {
  const { clock } = studio
  const away = new Set(paidWho(asked, 'staysAway').map(({ bookingId }) => bookingId))
  const missed: string[][] = []
  let late: Charged = { fees: 0, refunds: 0 }
  let paid: readonly Paid[] = []
  let [took, fees, right] = [0, 0, 0]
  for (const date of week) {
    clock.startDay(date)
    if (date === week[2]) await fallIll(studio)
    for (const { time, booking, what } of happenings(await bookingsOn(studio, date), away)) {
      clock.moveTo(time)
      const after = await happen(studio, what, booking.id)
      if (what === 'complete') took += 1
      if (what !== 'noShow') continue
      missed.push([booking.service, when(booking), `${Number(booking.deposit)}`, `${Number(after.fee)}`])
      fees += Number(after.fee)
      if (Number(after.fee) === noShowFee[booking.service]) right += 1
    }
    if (date === week[3]) {
      late = await cancelLate(studio, asked)
      paid = await answerOffers(studio, waiting)
    }
  }
  const { print, checks } = studio
  print.step(clock.moveTo('20:00'), `${took} took place; ${missed.length} did not, for nobody came`)
  print.table(['who did not come', 'when', 'deposit', 'fee'], missed)
  checks.is('charged for it by the terms', right, missed.length)
  return { took, missed: missed.length, fees: fees + late.fees, refunds: late.refunds, paid }
}

/** Who was to come from Friday on. */
async function cancelLate(studio: StudioAtWork, asked: Asked): Promise<Charged> {
  const { desk, print, clock } = studio
  print.step(clock.moveTo('20:00'), 'On Thursday evening more cancel')
  const cancelling: Paid[] = []
  for (const one of paidWho(asked, 'cancelsLate')) {
    const { state } = await desk.bookings.booking({ bookingId: one.bookingId })
    if (state === 'confirmed') cancelling.push(one)
  }
  return cancelSome(studio, cancelling)
}

type What = 'checkIn' | 'complete' | 'noShow'

const happen = ({ desk }: StudioAtWork, what: What, bookingId: string): Promise<Booking> =>
  desk.bookings[what]({ bookingId })

interface Happening {
  readonly time: string
  readonly booking: Booking
  readonly what: What
}

/** In the order of time; half an hour after the start nobody is waited for any more. */
function happenings(bookings: readonly Booking[], away: ReadonlySet<string>): readonly Happening[] {
  const all = bookings.flatMap((booking): Happening[] => {
    const { id, local, startsAt, endsAt } = booking
    const minutes = (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000
    if (away.has(id)) return [{ time: later(local.time, 30), booking, what: 'noShow' }]
    return [
      { time: local.time, booking, what: 'checkIn' },
      { time: later(local.time, minutes), booking, what: 'complete' },
    ]
  })
  return all.sort((one, other) => (one.time < other.time ? -1 : one.time > other.time ? 1 : 0))
}

function later(time: string, minutes: number): string {
  const end = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes
  return `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`
}

async function bookingsOn({ desk }: StudioAtWork, date: string): Promise<readonly Booking[]> {
  const { items } = await desk.bookings.list({
    date,
    states: ['confirmed'],
    limit: 200,
  })
  return items
}

/** The line of an order is where its booking is. Answers how many are shot. */
export async function linesAre({ desk, checks }: StudioAtWork, paid: readonly Paid[]): Promise<number> {
  let astray = 0
  const stages = new Map<string, number>()
  for (const { orderId, bookingId } of paid) {
    const { state } = await desk.bookings.booking({ bookingId })
    const [line] = (await desk.orders.get({ orderId })).lines
    const expected = { completed: 'shot', noShow: 'ordered', cancelled: 'cancelled', confirmed: 'scheduled' }[
      state as string
    ]
    const stage = line?.stage ?? ''
    stages.set(stage, (stages.get(stage) ?? 0) + 1)
    if (stage !== expected) astray += 1
  }
  const told = [...stages].sort().map(([stage, count]) => `${stage} ${count}`)
  checks.is(`lines of orders that are not where their bookings are (${told.join(', ')})`, astray, 0)
  return stages.get('shot') ?? 0
}
