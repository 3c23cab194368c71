/** The week of the diary, from the first request to the books after it. */
import type { Booking } from '@calotype/core'
import type { Checks } from '@calotype/example-story'
import { takeRequests } from './asking.ts'
import { checkBooks } from './books.ts'
import { printFree } from './capacity.ts'
import { cancelSome, moveSome, paidWho } from './changes.ts'
import type { Paid } from './deposits.ts'
import { linesAre, runDays } from './days.ts'
import { readOwnFeed, writeFeed } from './feed.ts'
import { printWeek } from './grid.ts'
import { readOtherCalendar } from './other-calendars.ts'
import { doubles, mostAtTables, withoutTheWay } from './proof.ts'
import { changeShift } from './rosters.ts'
import { type StudioAtWork, week } from './studio.ts'
import { printRetouching } from './retouching.ts'
import { bookSeries, fillSession } from './together.ts'
import { answerOffers, joinWaitlist } from './waiting.ts'
import { explainRefusal } from './why-not.ts'
import { printWorkload } from './workload.ts'

/** Writes the calendar of the week to a file. */
export async function runWeek(studio: StudioAtWork, file: string): Promise<Checks> {
  const { print, checks, clock } = studio
  print.chapter('The week before: people ask')
  const seats = await fillSession(studio)
  await bookSeries(studio)
  const asked = await takeRequests(studio)

  const waiting = await joinWaitlist(studio, asked)
  const later = [...(await answerOffers(studio, waiting))]

  print.chapter('Why not?')
  await explainRefusal(studio, asked)

  print.chapter('How much is still free')
  await printFree(studio)

  print.chapter('The weekend before: second thoughts')
  const moving = await moveSome(studio, asked)
  print.step(clock.moveTo('10:00'), 'Some cancel')
  const cancelling = await cancelSome(studio, paidWho(asked, 'cancels'))
  print.step(clock.moveTo('10:30'), 'What became free is offered to who waits')
  later.push(...(await answerOffers(studio, waiting)))
  checks.is('paid for, and booked', await bookedOf(studio, later), later.length)
  await changeShift(studio)
  await readOtherCalendar(studio)

  print.chapter('For other calendars')
  const planned = await bookingsOfWeek(studio, ['confirmed'])
  await writeFeed(studio, planned, file)
  await readOwnFeed(studio, planned)

  print.chapter('The week')
  const days = await runDays(studio, asked, waiting)
  const paid = [...seats, ...asked.paid, ...later, ...days.paid]
  const shot = await linesAre(studio, paid)
  const stood = await bookingsOfWeek(studio, ['completed'])
  checks.is('bookings that took place', stood.length, days.took)
  checks.is('pairs with somebody or something at two places at once', doubles(stood), 0)
  checks.is('pairs without the way between them', withoutTheWay(stood), 0)
  checks.is('never more than three at the make-up tables', mostAtTables(stood) <= 3, true)

  print.chapter('What was on when')
  await printWeek(studio)

  print.chapter('Who had how much to do')
  await printWorkload(studio, stood)

  print.chapter('The work after the shoots')
  await printRetouching(studio, paid, shot)

  print.chapter('The books')
  print.step(clock.moveTo('20:30'), 'What was paid, what went back, what was earned')
  await checkBooks(studio, {
    paid,
    fees: moving.fees + cancelling.fees + days.fees,
    refunds: cancelling.refunds + days.refunds,
  })
  return checks
}

async function bookingsOfWeek(
  { desk }: StudioAtWork,
  states: readonly Booking['state'][],
): Promise<readonly Booking[]> {
  const all: Booking[] = []
  let cursor: string | undefined
  do {
    const page = await desk.bookings.list({
      ...{ from: week[0], to: week[6], states: [...states], limit: 200 },
      ...(cursor === undefined ? {} : { cursor }),
    })
    all.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return all
}

async function bookedOf({ desk }: StudioAtWork, paid: readonly Paid[]): Promise<number> {
  let booked = 0
  for (const { bookingId } of paid) if ((await desk.bookings.booking({ bookingId })).state === 'confirmed') booked += 1
  return booked
}
