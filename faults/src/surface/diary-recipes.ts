/** Members of inputs about the diary that no schema tells: services that there are, times that may be free, bookings that stand as they must. */
import { everyDay, services } from './diary.ts'
import type { Fact } from './known.ts'
import type { Kitchen, Recipe } from './kitchen.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Shanghai is eight hours ahead, all year. */
const ahead = 8 * hourMs

const midnight = (now: number): number => Math.floor((now + ahead) / dayMs) * dayMs - ahead

/** A full or half hour of the coming days at which the studio is open. */
function someStart({ now, random }: Kitchen): number {
  // Now and then it is over: whoever may writes that down as well.
  if (random.fraction() < 0.15) return Math.floor(now / hourMs) * hourMs - random.whole(0, 2) * hourMs
  const start = midnight(now) + random.whole(0, 5) * dayMs + random.whole(18, 38) * (hourMs / 2)
  return start > now ? start : start + dayMs
}
const instant = (millis: number): string => new Date(millis).toISOString()
const dateOf = (millis: number): string => new Date(millis + ahead).toISOString().slice(0, 10)
const timeOf = (millis: number): string => new Date(millis + ahead).toISOString().slice(11, 16)

const when = (kitchen: Kitchen) => ({
  ...{ startsAt: instant(someStart(kitchen)), date: undefined, time: undefined, overlap: undefined },
})

const value = ({ known, random }: Kitchen, name: string, room: string): unknown =>
  known.recall(name, room, random)?.[name]

/** What was told last and fits; or anything, where nothing does. */
function fitting({ known, random }: Kitchen, name: string, room: string, fits: (fact: Fact) => boolean): unknown {
  let id: unknown
  for (let tries = 0; tries < 40; tries++) {
    const fact = known.recall(name, room, random)
    if (fact === undefined) return undefined
    id = fact[name]
    if (fits(fact)) return id
  }
  return id
}

const inState = (kitchen: Kitchen, name: string, room: string, states: readonly string[]): unknown =>
  fitting(kitchen, name, room, ({ state }) => states.includes(String(state)))

const booking =
  (...states: readonly string[]): Recipe =>
  (kitchen) => ({ bookingId: inState(kitchen, 'bookingId', 'bookings', states), ...nothingLetThrough })

/** Whose time has come, or at least its day. */
const begun =
  (within: 'day' | 'minute', ...states: readonly string[]): Recipe =>
  (kitchen) => {
    const until = within === 'day' ? midnight(kitchen.now) + dayMs : kitchen.now
    const bookingId = fitting(kitchen, 'bookingId', 'bookings', ({ state, startsAt }) => {
      return states.includes(String(state)) && typeof startsAt === 'string' && Date.parse(startsAt) < until
    })
    return { bookingId, ...nothingLetThrough }
  }

const nothingLetThrough = { withoutDeposit: undefined, overbook: undefined }

/** Who waits: an answer of the waitlist is about an entry. */
const entry = (kitchen: Kitchen, ...states: readonly string[]): unknown =>
  inState(kitchen, 'waitlistId', 'waitlist', states)

/** Somebody of the order that a booking names, or nobody. */
const forSomebody = (kitchen: Kitchen) => ({
  customerId: kitchen.random.fraction() < 0.5 ? value(kitchen, 'customerId', 'customers') : undefined,
  ...{ orderId: undefined, orderLineId: undefined, resources: undefined, preferred: undefined, seats: undefined },
})

/** At once, or over somebody, or without the deposit, each with a reason. */
function letThrough({ random }: Kitchen) {
  const way = random.fraction()
  return {
    overbook: way < 0.15 ? true : undefined,
    withoutDeposit: way > 0.6 ? true : undefined,
    reason: 'so it was agreed',
  }
}

const wish = (kitchen: Kitchen) => ({
  ...{ service: kitchen.random.pick(services), ...when(kitchen), ...forSomebody(kitchen), ...letThrough(kitchen) },
})

const windows = ({ now, random }: Kitchen) => {
  const first = now + random.whole(0, 3) * dayMs
  return [{ from: dateOf(first), to: dateOf(first + random.whole(0, 2) * dayMs) }]
}

/** A file as the calendar of somebody else writes it. */
function fileOf(kitchen: Kitchen): string {
  const start = someStart(kitchen)
  const stamp = (millis: number): string => instant(millis).replaceAll(/[-:]|\.000/g, '')
  return [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//somebody else//EN', 'BEGIN:VEVENT', 'UID:1@elsewhere.example'],
    ...[`DTSTAMP:${stamp(start)}`, `DTSTART:${stamp(start)}`, `DTEND:${stamp(start + hourMs)}`, 'SUMMARY:away'],
    ...['END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n')
}

const working = (kitchen: Kitchen) => ({
  validFrom: dateOf(kitchen.now + kitchen.random.whole(0, 5) * dayMs),
  rules: [{ kind: 'weekly', weekdays: everyDay, from: '08:00', to: kitchen.random.pick(['20:00', '22:00']) }],
})

const days = ({ now }: Kitchen) => ({
  from: dateOf(now),
  to: dateOf(now + 3 * dayMs),
  date: undefined,
  view: undefined,
})

export const diaryRecipes: Readonly<Record<string, Recipe>> = {
  'resources.setOpeningHours': (kitchen) => ({ ...working(kitchen), branch: undefined }),
  'resources.setRoster': (kitchen) => ({ resourceId: value(kitchen, 'resourceId', 'resources'), ...working(kitchen) }),
  'resources.setShifts': (kitchen) => ({
    shifts: [
      {
        resourceId: value(kitchen, 'resourceId', 'resources'),
        day: dateOf(someStart(kitchen)),
        spans: [{ from: '08:00', to: '21:00' }],
      },
    ],
  }),
  'resources.requestTimeOff': (kitchen) => ({
    ...{ resourceId: value(kitchen, 'resourceId', 'resources'), firstDay: dateOf(someStart(kitchen) + 7 * dayMs) },
    ...{ lastDay: undefined, from: undefined, to: undefined, approved: undefined },
  }),
  'resources.approveTimeOff': (kitchen) => ({
    timeOffId: inState(kitchen, 'timeOffId', 'resources', ['requested']),
    despiteBookings: true,
  }),
  'resources.refuseTimeOff': (kitchen) => ({ timeOffId: inState(kitchen, 'timeOffId', 'resources', ['requested']) }),
  'resources.withdrawTimeOff': (kitchen) => ({
    timeOffId: inState(kitchen, 'timeOffId', 'resources', ['requested', 'approved']),
  }),
  'resources.tie': (kitchen) => ({ resourceId: dressOf(kitchen), item: 'dress', serial: undefined }),
  'resources.untie': (kitchen) => ({ resourceId: dressOf(kitchen) }),
  'bookings.saveService': ({ random }) => ({
    ...{ code: `service-${random.whole(1, 20)}`, duration: 60, grid: 30, isOffered: true, branches: undefined },
    requirements: [{ name: 'photographer', skill: { name: 'photo' } }],
    ...{ prices: undefined, cancellation: undefined, rescheduling: undefined, noShow: undefined },
  }),
  'bookings.slots': (kitchen) => ({
    ...{ service: kitchen.random.pick(services), date: dateOf(someStart(kitchen)), month: undefined },
    ...{ from: undefined, to: undefined, resources: undefined, seats: undefined },
  }),
  'bookings.explain': (kitchen) => ({
    ...{ service: kitchen.random.pick(services), ...when(kitchen), resources: undefined },
  }),
  'bookings.hold': (kitchen) => ({ ...wish(kitchen), withoutDeposit: undefined, minutes: undefined }),
  'bookings.book': wish,
  'bookings.bookTogether': (kitchen) => ({ bookings: [wish(kitchen), wish(kitchen)] }),
  'bookings.bookSeries': (kitchen) => {
    const start = someStart(kitchen)
    const { startsAt: _startsAt, ...wanted } = wish(kitchen)
    return { ...wanted, date: dateOf(start), time: timeOf(start), repeats: { unit: 'days', count: 2 }, skipTaken: true }
  },
  'bookings.confirm': (kitchen) => ({ ...booking('held')(kitchen), withoutDeposit: true, reason: 'they pay later' }),
  'bookings.move': (kitchen) => ({
    ...{ ...booking('held', 'confirmed')(kitchen), ...when(kitchen), resources: undefined, waiveFee: true },
  }),
  'bookings.moveSession': (kitchen) => ({
    ...{ sessionId: value(kitchen, 'sessionId', 'bookings'), ...when(kitchen), resources: undefined },
  }),
  'bookings.changeService': (kitchen) => ({
    ...{ ...booking('held', 'confirmed')(kitchen), service: kitchen.random.pick(services) },
    ...{ startsAt: undefined, date: undefined, time: undefined, resources: undefined, seats: undefined },
    ...{ waiveFee: true, withoutDeposit: true, reason: 'they want another' },
  }),
  'bookings.reassign': (kitchen) => ({
    ...{ ...booking('held', 'confirmed', 'checkedIn')(kitchen), resources: { photographer: [] } },
  }),
  'bookings.swap': (kitchen) => ({
    bookings: [1, 2].map(() =>
      fitting(kitchen, 'bookingId', 'bookings', ({ state, service }) => state === 'confirmed' && service === 'sitting'),
    ),
    requirement: 'photographer',
  }),
  'bookings.answer': (kitchen) => ({ ...booking('confirmed')(kitchen), startsAt: undefined }),
  'bookings.cancel': (kitchen) => ({ ...booking('held', 'confirmed')(kitchen), waiveFee: true }),
  'bookings.rebook': (kitchen) => ({
    ...{ ...booking('cancelled', 'expired', 'noShow')(kitchen), ...when(kitchen), ...forSomebody(kitchen) },
    ...{ customerId: undefined, withoutDeposit: true, reason: 'another day' },
  }),
  'bookings.checkIn': begun('day', 'confirmed'),
  'bookings.complete': begun('day', 'confirmed', 'checkedIn'),
  'bookings.noShow': (kitchen) => ({ ...begun('minute', 'confirmed')(kitchen), waiveFee: true }),
  'bookings.link': (kitchen) => ({
    ...{ ...booking('confirmed')(kitchen), customerId: value(kitchen, 'customerId', 'customers') },
    ...{ orderId: undefined, orderLineId: undefined },
  }),
  'bookings.booking': (kitchen) => ({ bookingId: value(kitchen, 'bookingId', 'bookings') }),
  'bookings.keepLocalTime': (kitchen) => ({ bookingIds: [value(kitchen, 'bookingId', 'bookings')] }),
  'waitlist.join': (kitchen) => ({
    ...{ ...forSomebody(kitchen), customerId: value(kitchen, 'customerId', 'customers') },
    ...{ service: kitchen.random.pick(services), windows: windows(kitchen), sessionId: undefined, until: undefined },
  }),
  'waitlist.read': (kitchen) => ({ entryId: value(kitchen, 'waitlistId', 'waitlist') }),
  'waitlist.change': (kitchen) => ({
    ...{ entryId: entry(kitchen, 'waiting'), windows: windows(kitchen) },
    ...{ sessionId: undefined, resources: undefined, preferred: undefined, seats: undefined, until: undefined },
  }),
  'waitlist.offer': (kitchen) => {
    const { waitlistId: entryId, from } = kitchen.known.recall('from', 'waitlist', kitchen.random) ?? {}
    const day = /^\d{4}-\d\d-\d\d$/.test(String(from)) ? Date.parse(String(from)) - ahead : midnight(kitchen.now)
    return { entryId, startsAt: instant(day + kitchen.random.whole(18, 38) * (hourMs / 2)), minutes: undefined }
  },
  'waitlist.leave': (kitchen) => ({ entryId: entry(kitchen, 'waiting', 'offered') }),
  'waitlist.accept': (kitchen) => ({
    ...{ offerId: inState(kitchen, 'offerId', 'waitlist', ['open']), withoutDeposit: true, reason: 'they pay later' },
  }),
  'waitlist.decline': (kitchen) => ({ offerId: inState(kitchen, 'offerId', 'waitlist', ['open']) }),
  'calendars.saveSource': (kitchen) => ({
    ...{ resource: value(kitchen, 'resourceId', 'resources'), sourceId: undefined, timeZone: undefined },
  }),
  'calendars.import': (kitchen) => ({
    ...{ sourceId: value(kitchen, 'sourceId', 'calendars'), text: fileOf(kitchen) },
    ...{ base64: undefined, notModified: undefined },
  }),
  'calendars.openFeed': (kitchen) => ({ of: 'resource', id: value(kitchen, 'resourceId', 'resources') }),
  'calendars.freeBusy': (kitchen) => ({
    ...{ resource: value(kitchen, 'resourceId', 'resources'), token: undefined },
    ...{ from: instant(kitchen.now), to: instant(kitchen.now + 3 * dayMs) },
  }),
  'calendars.busyElsewhere': (kitchen) => ({
    resource: value(kitchen, 'resourceId', 'resources'),
    ...{ from: instant(kitchen.now), to: instant(kitchen.now + 3 * dayMs) },
  }),
  'resources.roster': (kitchen) => ({ ...days(kitchen), ...ofAll }),
  'agenda.calendar': (kitchen) => ({ ...days(kitchen), ...ofAll }),
  'agenda.workload': (kitchen) => ({ ...days(kitchen), ...ofAll }),
  'agenda.freeCapacity': (kitchen) => ({ ...days(kitchen), ...ofAll }),
}

/** Everybody, of the branch of the session. */
const ofAll = { branch: undefined, resourceIds: undefined, kind: undefined, skill: undefined }

/** Something that may be tied to the stock. */
function dressOf({ known, random }: Kitchen): unknown {
  let resourceId: unknown
  for (let tries = 0; tries < 30; tries++) {
    const fact = known.recall('resourceId', 'resources', random)
    resourceId = fact?.resourceId
    if (fact?.kind === 'dress') return resourceId
  }
  return resourceId
}
