/** The week of the diary, from the first request to the file for other calendars. */
import type { Checks } from '@calotype/example-story'
import { deposits, illOnWednesday, secondThoughts } from './changes.ts'
import { type Answered, answer } from './desk.ts'
import { printWeek, printWorkload, standing } from './diary.ts'
import { feedOf } from './feed.ts'
import { doubles, photographersMinutes, withoutTheWay, wrongRefusals } from './proof.ts'
import { requests } from './requests.ts'
import { type StudioAtWork, week } from './studio.ts'

export interface WeekTold {
  readonly checks: Checks
  /** An iCalendar file. */
  readonly feed: string
}

export async function runWeek(studio: StudioAtWork): Promise<WeekTold> {
  const { print, checks } = studio
  print.chapter('Friday before: a hundred requests')
  const answered: Answered[] = []
  for (const request of requests(100)) answered.push(await answer(studio, request))
  const held = answered.filter(({ bookingId }) => bookingId !== null).length
  const asWished = answered.filter((one) => one.asWished).length
  print.step(
    '09:00',
    `${asWished} get the time they asked for, ${held - asWished} the nearest one, ${100 - held} none that day`,
  )
  checks.is('refused although there was a time', await wrongRefusals(studio, answered), 0)

  const { confirmed, expired } = await deposits(studio, answered)
  print.step('12:00', `${confirmed.length} have paid; ${expired} have not, and their times are free again`)
  checks.is('paid and not paid together', confirmed.length + expired, held)

  const { moved, stayed, cancelled } = await secondThoughts(studio, confirmed)
  print.step('15:00', `${moved} move to Thursday, ${stayed} would have and stay, ${cancelled} cancel`)
  const { takenOver, left } = await illOnWednesday(studio)
  print.step('17:00', `Anna is ill on Wednesday: Ben takes over ${takenOver} of her shoots, ${left} are to be called`)

  print.chapter('The week')
  const bookings = await standing(studio)
  printWeek(studio, bookings)
  checks.is('bookings that stand', bookings.length, confirmed.length - cancelled)
  checks.is('pairs with somebody at two places at once', doubles(bookings), 0)
  checks.is('pairs without the way to the garden between them', withoutTheWay(bookings, 25), 0)

  print.chapter('Who has how much to do')
  printWorkload(studio, bookings)
  const [byBooking, byPerson] = photographersMinutes(bookings)
  checks.is('minutes of photographers, by bookings and by people', byPerson, byBooking)

  print.chapter('Why not on Saturday at two?')
  await whyNot(studio)

  print.chapter('For other calendars')
  const feed = feedOf(studio, bookings)
  checks.is('events in the file', feed.split('BEGIN:VEVENT').length - 1, bookings.length)
  return { checks, feed }
}

async function whyNot({ desk, print, checks }: StudioAtWork): Promise<void> {
  const wish = { service: 'wedding', date: week[5], time: '14:00' }
  const { free, requirements } = await desk.bookings.explain(wish)
  for (const { name, needed, free: there, members } of requirements) {
    print.line(`${name}: ${there} of ${needed}`)
    for (const { code, reasons } of members) for (const { text } of reasons) print.line(`  ${code} ${text}`)
  }
  const refused = await desk.bookings.book(wish).then(
    () => false,
    () => true,
  )
  checks.is('what is explained is what happens', refused, !free)
}
