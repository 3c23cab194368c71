/** The week as a file that any calendar reads; and what such a calendar makes of it. */
import { readFile, writeFile } from 'node:fs/promises'
import { type Booking, icalendar } from '@calotype/core'
import { at } from '@calotype/example-story'
import { type StudioAtWork, week } from './studio.ts'

export async function writeFeed(studio: StudioAtWork, bookings: readonly Booking[], file: string): Promise<void> {
  const { manager, phone, print, checks } = studio
  const { token } = await manager.calendars.openFeed({ of: 'branch', name: 'Rose Studio' })
  const first = await phone.calendars.feed({ token })
  await writeFile(file, first.body ?? '')
  const again = await phone.calendars.feed({ token, ifNoneMatch: first.etag })
  checks.is('asked again with its tag', again.status, 304)
  print.line(`${first.contentType}, written to a file, and read back`)
  const read = icalendar.readBusy(await readFile(file), {
    from: at(week[0], '00:00'),
    to: at(week[6], '23:59'),
    timeZone: 'Asia/Shanghai',
  })
  checks.is('events of the week in the file', read.spans.length, bookings.length)
  const times = (all: readonly (readonly [string, string])[]): string =>
    all
      .map((one) => one.join(' '))
      .sort()
      .join()
  checks.is(
    'each from its start to its end',
    times(read.spans.map(({ from, to }) => [from, to])) ===
      times(bookings.map(({ startsAt, endsAt }) => [startsAt, endsAt])),
    true,
  )
  checks.is('left out', read.skipped.map(({ reason }) => reason).join(), 'cancelled')
}

/** Eva's own: her part of her bookings. */
export async function readOwnFeed(
  { manager, phone, checks }: StudioAtWork,
  bookings: readonly Booking[],
): Promise<void> {
  const { token, feedId } = await manager.calendars.openFeed({ of: 'resource', id: 'eva' })
  const { body } = await phone.calendars.feed({ token })
  const { spans } = icalendar.readBusy(new TextEncoder().encode(body ?? ''), {
    from: at(week[0], '00:00'),
    to: at(week[6], '23:59'),
    timeZone: 'Asia/Shanghai',
  })
  const own = bookings.filter(({ resources }) => resources.some(({ code }) => code === 'eva'))
  checks.is("events in Eva's own calendar", spans.length, own.length)
  await manager.calendars.closeFeed({ feedId })
  const closed = await phone.calendars.feed({ token }).then(
    () => 'open',
    () => 'closed',
  )
  checks.is('after it was closed', closed, 'closed')
}
