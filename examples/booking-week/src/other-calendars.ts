/** What others write into their calendars: Chen's private one makes him busy. */
import { settleConflicts } from './rosters.ts'
import type { StudioAtWork } from './studio.ts'

/** As his phone tells it: a course every Tuesday, a week that he is away later, and a date that he wrote down and cancelled. */
const file = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Somebody//Phone//EN',
  'BEGIN:VEVENT',
  'UID:course',
  'DTSTAMP:20260501T000000Z',
  'DTSTART;TZID=Asia/Shanghai:20260505T143000',
  'DURATION:PT2H',
  'RRULE:FREQ=WEEKLY;COUNT=8',
  'SUMMARY:Course',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:away',
  'DTSTAMP:20260501T000000Z',
  'DTSTART;VALUE=DATE:20260701',
  'DTEND;VALUE=DATE:20260708',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:dentist',
  'DTSTAMP:20260501T000000Z',
  'DTSTART;TZID=Asia/Shanghai:20260606T100000',
  'DURATION:PT1H',
  'STATUS:CANCELLED',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')

export async function readOtherCalendar(studio: StudioAtWork): Promise<void> {
  const { manager, print, checks, clock } = studio
  print.step(clock.moveTo('19:00'), 'Chen passes on the calendar of his phone, and is busy by it')
  const { sourceId } = await manager.calendars.saveSource({ resource: 'chen', name: 'Chen, private' })
  const read = await manager.calendars.import({ sourceId, text: file })
  // The course on 2, 9, 16 and 23 June, and the week in July.
  checks.is('times from today on', read.times, 5)
  checks.is('left out', read.left.map(({ reason, count }) => `${reason} ${count}`).join(), 'cancelled 1')
  checks.is('read again', (await manager.calendars.import({ sourceId, text: file })).outcome, 'same')
  await settleConflicts(studio)
}
