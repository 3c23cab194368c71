/** The week as everybody sees it: a row for each, a character for a quarter of an hour. */
import type { AgendaCalendar } from '@calotype/core'
import { at } from '@calotype/example-story'
import { type StudioAtWork, week } from './studio.ts'

const [opens, closes] = [8, 21]
const cells = (closes - opens) * 4
const millisPerCell = 15 * 60_000

const letters: Readonly<Record<string, string>> = {
  portrait: 'P',
  wedding: 'W',
  outdoors: 'O',
  newborn: 'N',
  'id-photo': 'I',
  kids: 'K',
  headshots: 'H',
}

export const legend = [
  'P portrait  W wedding  O outdoors  N newborn  I ID photo  K kids  H headshots',
  '+ around a booking: cleaning  x time off  # taken elsewhere  1 2 3 so many at once  . free',
]

export async function printWeek(studio: StudioAtWork): Promise<AgendaCalendar> {
  const { desk, manager, print } = studio
  const [from, to] = [week[0], week[6]]
  const calendar = await manager.agenda.calendar({ from, to })
  const { items: rosters } = await desk.resources.roster({ from, to })
  for (const line of legend) print.line(line)
  for (const { date, entries } of calendar.days) {
    const bookings = entries.filter(({ kind }) => kind === 'booking').length
    print.line('')
    print.line(`${weekday(date)} ${date}: ${bookings}`)
    print.line(`${' '.repeat(10)}${hours()}`)
    for (const { resource, kind, days } of rosters) {
      const spans = days.find(({ day }) => day === date)?.spans ?? []
      const row = rowOf(date, spans, spansOf(entries, resource), kind === 'equipment')
      const isBooked = /[A-Z1-9#+x]/.test(row)
      if (isBooked || (kind === 'person' && spans.length > 0)) print.line(`${resource.padEnd(10)}${row}`.trimEnd())
    }
  }
  return calendar
}

const hours = (): string =>
  Array.from({ length: closes - opens }, (_, hour) => `${String(opens + hour).padStart(2, '0')}  `)
    .join('')
    .trimEnd()

export const weekday = (date: string): string =>
  ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? ''

interface Span {
  readonly from: string
  readonly to: string
}

interface Shown extends Span {
  readonly mark: string
}

type Entries = AgendaCalendar['days'][number]['entries']

/** What stands in a row, what is around bookings first. */
function spansOf(entries: Entries, resource: string): readonly Shown[] {
  const [around, within]: [Shown[], Shown[]] = [[], []]
  for (const entry of entries) {
    if (entry.kind === 'booking') {
      for (const part of entry.resources.filter((one) => one.resource === resource)) {
        around.push({ from: part.busyFrom, to: part.busyTo, mark: '+' })
        within.push({ from: part.from, to: part.to, mark: letters[entry.service] ?? '?' })
      }
    } else if (entry.resource === resource) {
      around.push({ from: entry.from, to: entry.to, mark: entry.kind === 'timeOff' ? 'x' : '#' })
    }
  }
  return [...around, ...within]
}

function rowOf(date: string, working: readonly Span[], shown: readonly Shown[], isShared: boolean): string {
  const first = Date.parse(at(date, `${String(opens).padStart(2, '0')}:00`))
  const row = Array.from({ length: cells }, (_, cell) => {
    const from = first + cell * millisPerCell
    const meets = (span: Span): boolean => Date.parse(span.from) < from + millisPerCell && from < Date.parse(span.to)
    const marks = shown.filter(meets).map(({ mark }) => mark)
    const booked = marks.filter((mark) => /[A-Z]/.test(mark)).length
    if (isShared && booked > 0) return `${booked}`
    return marks.at(-1) ?? (working.some(meets) ? '.' : ' ')
  })
  return row.join('')
}
