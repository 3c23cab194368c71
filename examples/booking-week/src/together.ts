/** Times that are fixed before anybody asks: a session whose seats are sold one by one, and a time that comes again. */
import { type Paid, payDeposit } from './deposits.ts'
import { type StudioAtWork, week } from './studio.ts'

const session = { service: 'kids', date: week[5], time: '09:30' } as const

const parties = [
  { customer: 'Gao Li', seats: 3 },
  { customer: 'He Juan', seats: 2 },
  { customer: 'Lin Yue', seats: 2 },
] as const

export async function fillSession(studio: StudioAtWork): Promise<readonly Paid[]> {
  const { desk, print, checks, clock } = studio
  print.step(clock.moveTo('09:00'), "Three families come to the children's morning on Saturday, which has eight seats")
  const paid: Paid[] = []
  for (const [place, { customer, seats }] of parties.entries()) {
    const { id: customerId } = await desk.customers.register({ name: customer })
    const { id: bookingId } = await desk.bookings.hold({ ...session, seats, customerId })
    if (place === 0) {
      const refused = await print.refused(desk.bookings.confirm({ bookingId }))
      checks.is('confirmed before the deposit is there', refused, 'DEPOSIT_DUE')
    }
    paid.push(await payDeposit(studio, { bookingId, customerId, seats, service: 'kids', method: 'wechat' }))
  }
  const { items: times } = await desk.bookings.slots({ service: 'kids', date: session.date, limit: 1 })
  checks.is('seats that are left', times[0]?.seatsLeft ?? null, 1)
  const sessions = await sessionsOf(studio)
  checks.is('sessions with all of them, and with one photographer', sessions.join(), '1,1')
  const { id: customerId } = await desk.customers.register({ name: 'Luo Wei' })
  checks.is('two more', await print.refused(desk.bookings.hold({ ...session, seats: 2, customerId })), 'SEATS_SHORT')
  return paid
}

async function sessionsOf({ desk }: StudioAtWork): Promise<readonly number[]> {
  const { items } = await desk.bookings.list({ states: ['confirmed'] })
  const people = items.flatMap(({ resources }) => resources.filter(({ requirement }) => requirement === 'photographer'))
  return [new Set(items.map(({ sessionId }) => sessionId)).size, new Set(people.map(({ code }) => code)).size]
}

/** Monday, Wednesday and Friday at nine, all of them or none. */
export async function bookSeries({ desk, print, checks, clock }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('09:30'), 'A dance school has its pictures taken on Monday, Wednesday and Friday at nine')
  const { id: customerId } = await desk.customers.register({ name: 'Swan Dance School' })
  const { items, skipped } = await desk.bookings.bookSeries({
    service: 'headshots',
    date: week[0],
    time: '09:00',
    repeats: { unit: 'days', every: 2, count: 3 },
    customerId,
  })
  const days = items.map(({ local }) => `${local.date} ${local.time}`)
  checks.is('the series', days.join(', '), '2026-06-01 09:00, 2026-06-03 09:00, 2026-06-05 09:00')
  checks.is('left out', skipped.length, 0)
}
