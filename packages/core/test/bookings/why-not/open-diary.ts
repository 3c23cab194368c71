/** An engine in which a diary was lived: what was accepted of it is what a model goes by. */
import { z } from 'zod'
import { commitClaims, termsName } from '../../../src/claims/index.ts'
import { createEngine } from '../../../src/create-engine.ts'
import { operation } from '../../../src/engine/operation.ts'
import { definePlugin } from '../../../src/engine/plugin.ts'
import { clockToken, provide } from '../../../src/engine/tokens.ts'
import { memory } from '../../../src/storage/memory/memory.ts'
import { holidayCalendarToken } from '../../../src/stages/index.ts'
import { day } from '../../rentals/studio.ts'
import { everyDay } from '../studio.ts'
import { type Diary, type Member, members, type ServiceCode } from './any-diary.ts'

/** A day of the diary, and an hour that need not be whole. */
export const momentOf = (date: number, hour = 10): string => day(date, Math.floor(hour), Math.round((hour % 1) * 60))

/** Somebody's own calendar says that they are busy; nobody is asked. */
const importing = definePlugin({
  name: 'importing',
  version: '1.0.0',
  requires: { claims: '*' },
  operations: {
    busy: operation({
      name: 'importing.busy',
      summary: 'Busy elsewhere.',
      kind: 'command',
      input: z.strictObject({ resourceId: z.string(), from: z.string(), to: z.string() }),
      output: z.strictObject({}),
      run: (context, { resourceId, from, to }) => {
        const resource = termsName(resourceId)
        return commitClaims(context, {
          ...{ resources: [resource], window: { from, to } },
          decide: () => ({ claims: [{ resource, reference: context.newId(), kind: 'import', from, to }], result: {} }),
        })
      },
    }),
  },
  roles: { manager: ['*'] },
})

export interface Claimed {
  readonly who: Member
  readonly kind: 'booking' | 'hold' | 'timeOff' | 'import'
  readonly reference: string
  /** Of time off. */
  readonly timeOff?: string
  readonly from: string
  readonly to: string
  readonly quantity: number
  /** Where somebody is meanwhile; null where that does not matter. */
  readonly place: string | null
}

export interface Booked {
  readonly service: ServiceCode
  readonly sessionId: string | null
  readonly reference: string
  readonly startsAt: string
  readonly endsAt: string
  readonly seats: number
  readonly photographer: string
}

export const roomOf = {
  kinds: {
    ...({ anna: 'person', ben: 'person', cleo: 'person', dan: 'person' } as const),
    ...({ white: 'room', chairs: 'equipment', garden: 'place' } as const),
  },
  capacity: { anna: 1, ben: 1, cleo: 1, dan: 1, white: 1, chairs: 3, garden: 1 },
  skills: {
    anna: { photo: 5 },
    ben: { photo: 4, 'make-up': 3 },
    cleo: { 'make-up': 5 },
    dan: { photo: 2 },
    white: {},
    chairs: {},
    garden: {},
  },
} as const

const photographer = { name: 'photographer', skill: { name: 'photo', level: 3 } }

export async function openDiary(diary: Diary) {
  const clock = { now: momentOf(0, diary.now) }
  const holidays = diary.holidays.map((date) => momentOf(date).slice(0, 10))
  const engine = await createEngine({
    storage: memory(),
    plugins: [importing] as const,
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    background: false,
    provide: [
      provide(clockToken, { useValue: { now: () => clock.now } }),
      provide(holidayCalendarToken, { useValue: { isHoliday: (date) => holidays.includes(date) } }),
    ],
  })
  const as = (role: string) =>
    engine.as({ tenant: 'rose', branch: 'main', actor: { id: `the-${role}`, roles: [role] } })
  const [manager, owner] = [as('manager'), as('owner')]
  await manager.resources.setOpeningHours({
    validFrom: '2026-01-01',
    rules: [{ kind: 'weekly', weekdays: everyDay, from: '09:00', to: '18:00' }],
  })
  const ids = {} as Record<Member, string>
  for (const code of members) {
    const skills = Object.entries(roomOf.skills[code]).map(([skill, level]) => ({ skill, level }))
    const [kind, capacity] = [roomOf.kinds[code], roomOf.capacity[code]]
    const dailyLimit = code === 'anna' && diary.annaLimit !== null ? { dailyLimit: diary.annaLimit } : {}
    ids[code] = (await manager.resources.add({ code, name: code, kind, skills, capacity, ...dailyLimit })).id
  }
  const terms = {
    ...{ duration: 60, notice: diary.notice, horizon: diary.horizon },
    ...(diary.dailyLimit === null ? {} : { dailyLimit: diary.dailyLimit }),
    ...(diary.weeklyLimit === null ? {} : { weeklyLimit: diary.weeklyLimit }),
  }
  const beforehand = { from: { anchor: 'start', minutes: -60 }, to: { anchor: 'start' } } as const
  await manager.bookings.saveService({
    ...{ ...terms, code: 'portrait', name: '写真' },
    requirements: [
      photographer,
      { name: 'make-up', skill: { name: 'make-up' }, ...beforehand },
      { name: 'room', kind: 'room', after: 15 },
    ],
  })
  await manager.bookings.saveService({
    ...{ ...terms, code: 'outdoors', name: '外景' },
    requirements: [
      photographer,
      { name: 'helper', resources: ['ben', 'cleo'] },
      { name: 'place', resources: ['garden'], isPlace: true },
    ],
  })
  await manager.bookings.saveService({
    ...{ ...terms, code: 'lesson', name: '摄影课', grid: 60, seats: 3 },
    requirements: [photographer, { name: 'chairs', resources: ['chairs'], quantity: 2 }],
  })
  if (diary.lateBen !== null) {
    const late = { kind: 'weekly', weekdays: diary.lateBen, from: '12:00', to: '20:00' } as const
    await manager.resources.setRoster({ resourceId: ids.ben, validFrom: '2026-01-01', rules: [late] })
  }
  for (const { who, day: on, works } of diary.shifts) {
    const spans = works ? [{ from: '10:00', to: '14:00' }] : []
    await manager.resources.setShifts({ shifts: [{ resourceId: ids[who], day: momentOf(on).slice(0, 10), spans }] })
  }

  const claims: Claimed[] = []
  for (const { who, kind, day: on, span } of diary.away) {
    const time =
      'days' in span
        ? { firstDay: momentOf(on).slice(0, 10), lastDay: momentOf(on + span.days - 1).slice(0, 10) }
        : { from: momentOf(on, span.from), to: momentOf(on, span.from + span.hours) }
    // Two that overlap are one too many.
    const asked = await owner.resources.requestTimeOff({ resourceId: ids[who], kind, ...time }).catch(() => undefined)
    if (asked === undefined) continue
    const { id: reference, from, to, state } = asked.timeOff
    if (state !== 'approved') await manager.resources.approveTimeOff({ timeOffId: reference })
    const quantity = roomOf.capacity[who]
    claims.push({ who, kind: 'timeOff', reference, timeOff: kind, from, to, quantity, place: null })
  }
  for (const { who, day: on, from: at, hours } of diary.busy) {
    const [from, to] = [momentOf(on, at), momentOf(on, at + hours)]
    await manager.importing.busy({ resourceId: ids[who], from, to })
    claims.push({ who, kind: 'import', reference: '', from, to, quantity: 1, place: null })
  }
  const booked: Booked[] = []
  const opened = new Set<string>()
  for (const { service, day: on, at, held, by, seats } of diary.booked) {
    const given = {
      ...{ service, startsAt: momentOf(on, at), reason: 'as it was' },
      ...(service === 'lesson' ? { seats } : {}),
      ...(by === null ? {} : { resources: { photographer: [by] } }),
    }
    // Lessons are booked: what is held of a session changes with who joins it.
    const minutes = service === 'lesson' ? null : held
    const work = minutes === null ? manager.bookings.book(given) : manager.bookings.hold({ ...given, minutes })
    const booking = await work.catch(() => undefined)
    if (booking === undefined || (minutes !== null && minutes <= diary.passed)) continue
    const reference = booking.sessionId ?? booking.id
    const place = service === 'outdoors' ? 'place:garden' : 'main'
    booked.push({
      ...{ service, sessionId: booking.sessionId, reference, seats: booking.seats },
      ...{ startsAt: booking.startsAt, endsAt: booking.endsAt },
      photographer: booking.resources.find(({ requirement }) => requirement === 'photographer')?.code ?? '',
    })
    // The people of a session are taken once, however many have a seat.
    if (opened.has(reference)) continue
    opened.add(reference)
    for (const { code, quantity, busyFrom: from, busyTo: to } of booking.resources) {
      const who = code as Member
      const kind = minutes === null ? 'booking' : 'hold'
      claims.push({
        who,
        kind,
        reference,
        from,
        to,
        quantity,
        place: who === 'white' || who === 'garden' ? null : place,
      })
    }
  }
  clock.now = momentOf(0, diary.now + diary.passed / 60)
  return { engine, manager, cashier: as('cashier'), claims, booked, now: clock.now }
}
