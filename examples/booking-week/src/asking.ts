/** The week before: people ask, most pay, and who does not loses the time. */
import { type Answered, answer } from './desk.ts'
import { type Paid, payDeposits } from './deposits.ts'
import { wrongRefusals } from './proof.ts'
import { requests } from './requests.ts'
import { daysBefore, type StudioAtWork } from './studio.ts'

export interface Asked {
  readonly answered: readonly Answered[]
  readonly paid: readonly Paid[]
}

const perDay = 30

export async function takeRequests(studio: StudioAtWork): Promise<Asked> {
  const { print, checks, clock, engine } = studio
  const all = requests(perDay * daysBefore.length)
  const answered: Answered[] = []
  const paid: Paid[] = []
  const rows: string[][] = []
  let [expired, wrong] = [0, 0]
  for (const [place, date] of daysBefore.entries()) {
    if (place > 0) clock.startDay(date)
    clock.moveTo('10:00')
    const ofDay: Answered[] = []
    for (const request of all.slice(place * perDay, (place + 1) * perDay)) ofDay.push(await answer(studio, request))
    wrong += await wrongRefusals(studio, ofDay)
    clock.moveTo('11:00')
    const paidToday = await payDeposits(studio, ofDay)
    // Two hours after ten the holds are over.
    clock.moveTo('12:30')
    await engine.settle()
    const over = await expiredOf(studio, ofDay)
    expired += over
    const got = ofDay.filter(({ bookingId }) => bookingId !== null)
    const wished = got.filter(({ asWished }) => asWished).length
    const booked = got.length - paidToday.length - over
    rows.push([date, ...[wished, got.length - wished, perDay - got.length, paidToday.length, booked, over].map(String)])
    answered.push(...ofDay)
    paid.push(...paidToday)
  }
  print.step(clock.moveTo('13:00'), `${answered.length} ask from Monday to Friday`)
  print.table(['day', 'as wished', 'nearest', 'no time', 'paid', 'without deposit', 'not paid'], rows)
  checks.is('refused although there was a time', wrong, 0)
  const unpaid = answered.filter(({ request, bookingId }) => bookingId !== null && isUnpaid(request))
  checks.is('holds that ended because nobody paid', expired, unpaid.length)
  return { answered, paid }
}

const isUnpaid = ({ pays, service }: Answered['request']): boolean => pays === null && service !== 'id-photo'

async function expiredOf({ desk }: StudioAtWork, answered: readonly Answered[]): Promise<number> {
  let over = 0
  for (const { bookingId } of answered) {
    if (bookingId === null) continue
    if ((await desk.bookings.booking({ bookingId })).state === 'expired') over += 1
  }
  return over
}
