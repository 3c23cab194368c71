/** Why a resource cannot serve, in kinds and in words for the desk. Pure. */
import type { ClaimKind, Taken } from '../claims/index.ts'
import { type BookResource, type DayReason, type ResourceBook, whyNotWorking } from '../resources/index.ts'
import { addDays } from '../values/calendar-date.ts'
import { localTimeAt, localTimeToInstant, offsetWhereTwice } from '../values/local-time.ts'
import type { WhyNot, WhyNotKind } from './explained.ts'
import { type FullPeriod, fullPeriodsAt, without } from './full-days.ts'
import { instantOfMinute } from './minutes.ts'
import { localDays } from './search-times.ts'
import type { ClaimInTheWay, Span, WhyNotFree } from './search/standing.ts'

/** What is known of the time around a booking, beside what the search was asked. */
export interface WhyKnown {
  readonly book: ResourceBook
  /** By its clocks times are told. */
  readonly timeZone: string
  /** What claims a resource, by the name of its claims, in the whole weeks of the booking. */
  takenOf(claimName: string): readonly Taken[]
  /** The kind of a time off, by the reference of its claim; undefined where it is not to be told. */
  timeOffOf(reference: string): string | undefined
}

const midnight = '00:00'

/**
 * By the clocks of a zone: `2026-11-24 11:00 to 12:00`, with the date of the end where that is another day, and with offsets where the clocks show a time twice,
 * `2026-11-01 01:30-04:00 to 01:30-05:00`; whole days without their times.
 */
function spanIn(timeZone: string, { from, to }: Span): string {
  const [begins, ends] = [clockIn(timeZone, from), clockIn(timeZone, to)]
  if (begins.isDayStart && ends.isDayStart && begins.date < ends.date) {
    const last = addDays(ends.date, -1)
    return begins.date === last ? begins.date : `${begins.date} to ${last}`
  }
  const end = begins.date === ends.date ? ends.time : `${ends.date} ${ends.time}`
  return `${begins.date} ${begins.time} to ${end}`
}

function clockIn(timeZone: string, minute: number) {
  const instant = instantOfMinute(minute)
  const { date, time } = localTimeAt(instant, timeZone)
  // Where midnight comes twice, the day begins with the first.
  const isDayStart = time === midnight && localTimeToInstant(date, midnight, timeZone) === instant
  return { date, time: `${time}${offsetWhereTwice(instant, timeZone)}`, isDayStart }
}

/** One thing that keeps somebody from serving, with the times of which it is so. */
export function whyNot(
  kind: WhyNotKind,
  text: string,
  { because = null, spans = [] }: { readonly because?: string | null; readonly spans?: readonly Span[] } = {},
): WhyNot {
  const times = spans.map(({ from, to }) => ({ from: instantOfMinute(from), to: instantOfMinute(to) }))
  return { kind, because, times, text }
}

/** All that one answer of the search says of a resource. */
export function tellWhy(why: WhyNotFree, resource: BookResource, known: WhyKnown): WhyNot[] {
  switch (why.kind) {
    case 'gone':
      return [whyNot('gone', why.why)]
    case 'notWorking':
      return why.spans.flatMap((span) => closedThen(span, resource, known))
    case 'taken':
      return takenThen(why.claims, known)
    case 'capacity': {
      // Who is away or busy elsewhere is so as a whole: that it has no units then says nothing more.
      const ofAll = why.claims.filter(({ kind }) => takesAll.has(kind))
      const { needed, free } = why
      const isShort = ofAll.length === 0 || ofAll.length < why.claims.length
      const spans = why.claims.filter(({ kind }) => !takesAll.has(kind))
      const short = whyNot('tooFewUnits', `has ${free} of ${needed} free`, { spans })
      return [...takenThen(ofAll, known), ...(isShort ? [short] : [])]
    }
    case 'travel': {
      const spans = why.claims.map(({ awayFrom, awayTo }) => ({ from: awayFrom, to: awayTo }))
      const text = `is elsewhere, or on the way there or back, ${spansIn(known.timeZone, spans)}`
      return [whyNot('travelling', text, { spans })]
    }
    case 'neededElsewhere': {
      const names = why.requirements.join(', ')
      return [whyNot('neededElsewhere', `is needed as ${names}`, { because: names })]
    }
  }
}

const takesAll: ReadonlySet<string> = new Set<ClaimKind>(['timeOff', 'import'])

const spansIn = (timeZone: string, spans: readonly Span[]): string =>
  spans.map((span) => spanIn(timeZone, span)).join(', ')

/** What is no working time: by its roster, by a holiday, or because it has as many bookings as it takes. */
function closedThen(span: Span, resource: BookResource, known: WhyKnown): WhyNot[] {
  const { book, timeZone } = known
  const closed = whyNotWorking(book, resource, span.from, span.to)
  const told = closed.map(({ why, ...part }) => {
    const [kind, because, text] = dayTold(why)
    return whyNot(kind, `${text} ${spanIn(timeZone, part)}`, { because, spans: [part] })
  })
  const rest = without(
    [span.from, span.to],
    closed.flatMap(({ from, to }) => [from, to]),
  )
  for (let at = 0; at < rest.length; at += 2) {
    const part = { from: rest[at] as number, to: rest[at + 1] as number }
    const days = localDays(resource.timeZone)
    for (const period of fullPeriodsAt(known.takenOf(resource.claimName), resource, days, part)) {
      told.push(whyNot('full', tellFull(period), { because: period.because, spans: [part] }))
    }
  }
  return told
}

/** What somebody is on a day that decided so: kind, because and words. */
function dayTold(why: DayReason): [WhyNotKind, string, string] {
  if (why === 'closedDay') return ['away', 'holiday', 'has a holiday']
  if (why === 'notInUse') return ['notInUse', why, 'is not in use']
  if (why === 'noRoster') return ['notWorking', why, 'has neither a roster nor opening hours']
  if (why === 'shift') return ['notWorking', why, 'does not work by its shift']
  return ['notWorking', why, 'does not work']
}

/** Such as `has 3 bookings on 2026-11-24 and takes 3 a day`. */
export const tellFull = ({ because, date, count, limit }: FullPeriod): string =>
  `has ${count} ${count === 1 ? 'booking' : 'bookings'} ${because === 'day' ? 'on' : 'in the week of'} ${date} and takes ${limit} a ${because}`

const takenAs: Readonly<Record<ClaimKind, readonly [WhyNotKind, string]>> = {
  booking: ['booked', 'is booked'],
  hold: ['held', 'is held'],
  rental: ['rented', 'is rented or being made ready'],
  block: ['blocked', 'is blocked'],
  timeOff: ['away', 'is away'],
  import: ['busyElsewhere', 'is busy by a calendar of its own'],
}

const isClaimKind = (kind: string): kind is ClaimKind => kind in takenAs

/** Claims of one resource by their kinds, in the order in which these are met first. */
function takenThen(claims: readonly ClaimInTheWay[], { timeZone, timeOffOf }: WhyKnown): WhyNot[] {
  const groups = new Map<string, { kind: ClaimKind; because: string | null; spans: Span[] }>()
  for (const { kind: as, reference, from, to } of claims) {
    const kind = isClaimKind(as) ? as : 'block'
    const because = kind === 'timeOff' ? (timeOffOf(reference) ?? null) : null
    const key = `${kind} ${because}`
    const group = groups.get(key) ?? { kind, because, spans: [] }
    groups.set(key, group)
    group.spans.push({ from, to })
  }
  return [...groups.values()].map(({ kind, because, spans }) => {
    const [told, text] = takenAs[kind]
    const reason = because === null ? '' : ` (${because})`
    return whyNot(told, `${text}${reason} ${spansIn(timeZone, spans)}`, { because, spans })
  })
}
