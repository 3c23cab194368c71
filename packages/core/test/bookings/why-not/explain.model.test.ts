/** What bookings.explain says of any time of any diary, beside what bookings.slots lists and what a pencil finds. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExplainedRequirement, ExplainedResource, WhyNot } from '../../../src/bookings/index.ts'
import { anyDiary, type Asked, type Diary, type Member, richDiary } from './any-diary.ts'
import { dayOf, meet, minuteOf, NaiveDiary, type Part, type Span } from './naive-diary.ts'
import { momentOf, openDiary, roomOf } from './open-diary.ts'

const spanOf = ({ from, to }: { readonly from: string; readonly to: string }): Span => ({
  from: minuteOf(from),
  to: minuteOf(to),
})

const minutesOf = ({ from, to }: Span): number[] =>
  Array.from({ length: Math.ceil((to - from) / 5) }, (_, at) => from + at * 5)

const isWithin = (inner: Span, outer: Span): boolean => outer.from <= inner.from && inner.to <= outer.to

/** The same question of the service of a booking, so many half hours after it. */
const besides = (asked: Asked, { service, day, at }: Diary['booked'][number], halfHours: number): Asked => ({
  ...{ ...asked, service, day },
  at: at + halfHours / 2,
})

interface Judged {
  readonly naive: NaiveDiary
  readonly asked: Asked
  readonly start: number
  readonly kinds: Set<string>
}

describe('why not then', () => {
  it('is told truly, of the starts that are listed and of no others, with the nearest of them', async () => {
    const kinds = new Set<string>()
    const met = { free: 0, joined: 0, both: 0 }
    await fc.assert(
      fc.asyncProperty(anyDiary, async (diary) => {
        const lived = await openDiary(diary)
        const naive = new NaiveDiary(diary, lived)
        for (const any of diary.asked) {
          const { near } = any
          const one = near === null ? undefined : diary.booked[near.booked]
          const asked = near === null || one === undefined ? any : besides(any, one, near.later)
          const startsAt = momentOf(asked.day, asked.at)
          const start = minuteOf(startsAt)
          const judged = { naive, asked, start, kinds }
          const { service, seats, by } = asked
          const wish = { service, seats, ...(by === null ? {} : { resources: { photographer: [by] } }) }
          const desk = asked.role === 'manager' ? lived.manager : lived.cashier
          const told = await desk.bookings.explain({ ...wish, startsAt })

          expect(told.free).toBe(naive.isFreeAt(asked, start))
          const starts = naive.starts(asked)
          const minute = (one: { startsAt: string } | null) => (one === null ? null : minuteOf(one.startsAt))
          const nearest = [starts.findLast((one) => one < start), starts.find((one) => one > start)]
          expect([minute(told.nearest.before), minute(told.nearest.after)]).toEqual(nearest.map((one) => one ?? null))
          const date = told.local.date
          if (by !== 'cleo' && by !== 'dan') {
            const { items } = await desk.bookings.slots({ ...wish, date, limit: 3000 })
            expect(items.map((one) => minuteOf(one.startsAt))).toEqual(
              starts.filter((one) => dayOf(one) === dayOf(start)),
            )
          }
          checkReasons(judged, told)
          for (const requirement of told.requirements) checkRequirement(judged, requirement)
          const canBegin = naive.canBegin(asked, start)
          expect(told.requirements.every(({ enough }) => enough)).toBe(canBegin)
          if (told.free) met.free++
          if (told.free && !canBegin) met.joined++
          if (nearest.every((one) => one !== undefined)) met.both++
        }
        await lived.engine.close()
      }),
      { numRuns: 80, examples: [[richDiary]] },
    )
    expect([...kinds].sort()).toEqual(
      [
        ...['away', 'away holiday', 'away leave', 'booked', 'busyElsewhere', 'full', 'held', 'lacksSkill'],
        ...['neededElsewhere', 'notWorking', 'notWanted', 'offGrid', 'past', 'service full day', 'service full seats'],
        ...['service full week', 'tooFar', 'tooFewUnits', 'tooSoon', 'travelling'],
      ].sort(),
    )
    expect(met.free).toBeGreaterThan(15)
    expect(met.joined).toBeGreaterThan(0)
    expect(met.both).toBeGreaterThan(30)
  })
})

function checkReasons(
  { naive, asked, start, kinds }: Judged,
  told: {
    readonly reasons: readonly { kind: string; because: string | null; binds: boolean }[]
    readonly requirements: readonly ExplainedRequirement[]
    readonly sessions: readonly { startsAt: string; seatsLeft: number; canJoin: boolean }[] | null
  },
): void {
  const { service, seats, role } = asked
  const sessions = naive.sessions(asked).sort((one, other) => one.start - other.start || one.left - other.left)
  const shown = sessions.filter((one) => one.left > 0 && dayOf(one.start) === dayOf(start))
  expect(
    told.sessions?.map((one) => ({ start: minuteOf(one.startsAt), left: one.seatsLeft, canJoin: one.canJoin })),
  ).toEqual(service === 'lesson' ? shown : undefined)

  const then = sessions.filter((one) => one.start === start)
  const joins = then.some(({ canJoin }) => canJoin)
  const full = joins ? [] : naive.isFull(service, start)
  const most = service === 'lesson' ? 3 : 1
  const cannot = full.length > 0 || told.requirements.some(({ enough }) => !enough)
  const isSeatless = seats > most || (then.length > 0 && then.every(({ left }) => left < seats) && cannot)
  // A time around midnight may lie in two days or weeks that are full.
  const kindsTold = told.reasons.map(({ kind, because }) => (because === null ? kind : `${kind} ${because}`))
  expect([...new Set(kindsTold)]).toEqual([
    ...naive.broken(service, start),
    ...full.map((one) => `full ${one}`),
    ...(isSeatless && !joins ? ['full seats'] : []),
  ])
  for (const { kind, because, binds } of told.reasons) {
    expect(binds).toBe(role === 'cashier' || because === 'seats')
    kinds.add(kind === 'full' ? `service full ${because}` : kind)
  }
}

function checkRequirement(judged: Judged, { name, needed, free, enough, members }: ExplainedRequirement): void {
  const { naive, asked } = judged
  const part = naive.partsOf(asked).find((one) => one.name === name)
  if (part === undefined) throw new Error(`"${name}" is not required`)
  expect(members.filter(({ inPool }) => inPool).map(({ code }) => code)).toEqual(part.pool)
  expect(free).toBe(members.filter((one) => one.free).length)
  expect(enough).toBe(free >= needed)
  for (const member of members) {
    if (member.inPool) checkMember(judged, part, member)
    else checkOutside(judged, part, member)
  }
}

function checkOutside({ asked, kinds }: Judged, { name }: Part, { code, free, reasons }: ExplainedResource): void {
  expect(free).toBe(false)
  const levels: Readonly<Record<string, number>> = roomOf.skills[code as Member]
  for (const { kind } of reasons) {
    kinds.add(kind)
    if (kind === 'lacksSkill') expect(levels.photo ?? 0).toBeLessThan(3)
    else {
      expect(kind).toBe('notWanted')
      expect([name, asked.by]).toEqual(['photographer', expect.stringMatching(/./)])
      expect(asked.by).not.toBe(code)
    }
  }
  expect(reasons.length).toBeGreaterThan(0)
}

function checkMember(judged: Judged, part: Part, { code, free, reasons }: ExplainedResource): void {
  const { naive, asked, start } = judged
  const who = code as Member
  const elsewhere = reasons.some(({ kind }) => kind === 'neededElsewhere')
  expect(free).toBe(reasons.length === 0)
  expect(free || elsewhere).toBe(naive.isFree(part, who, start, asked.service))
  for (const reason of reasons) checkReason(judged, part, who, reason)
}

function checkReason({ naive, asked, start, kinds }: Judged, part: Part, who: Member, why: WhyNot): void {
  const times = why.times.map(spanOf)
  const phase = { from: start + part.phase.from, to: start + part.phase.to }
  const wanted = naive.claimed(part, start)
  const claims = naive.claimsOf(who).map((claim) => ({ ...claim, span: spanOf(claim) }))
  const sorted = (spans: readonly Span[]) => spans.toSorted((one, other) => one.from - other.from || one.to - other.to)
  const meeting = (kind: string) => claims.filter((claim) => claim.kind === kind && meet(claim.span, wanted))
  kinds.add(
    why.because !== null && why.kind === 'away' ? `away ${why.because === 'holiday' ? 'holiday' : 'leave'}` : why.kind,
  )
  switch (why.kind) {
    case 'away': {
      if (why.because === 'holiday') {
        for (const minute of times.flatMap(minutesOf)) expect(naive.plannedOn(who, dayOf(minute)).why).toBe('closedDay')
        for (const span of times) expect(isWithin(span, phase)).toBe(true)
        return
      }
      const own = meeting('timeOff').filter(({ timeOff }) => why.because === null || timeOff === why.because)
      expect(why.because === null).toBe(asked.role === 'cashier')
      expect(sorted(times)).toEqual(sorted(own.map(({ span }) => span)))
      return
    }
    case 'notWorking':
      for (const span of times) expect(isWithin(span, phase)).toBe(true)
      for (const minute of times.flatMap(minutesOf)) {
        const planned = naive.plannedOn(who, dayOf(minute))
        expect(planned.why).toBe(why.because)
        expect(planned.span !== null && planned.span.from <= minute && minute < planned.span.to).toBe(false)
      }
      return
    case 'full':
      expect([who, why.because]).toEqual(['anna', 'day'])
      for (const span of times) expect(isWithin(span, phase)).toBe(true)
      for (const minute of times.flatMap(minutesOf)) expect(naive.isFullOf(who, dayOf(minute))).toBe(true)
      return
    case 'booked':
    case 'held':
    case 'busyElsewhere': {
      const kind = { booked: 'booking', held: 'hold', busyElsewhere: 'import' }[why.kind]
      expect(sorted(times)).toEqual(sorted(meeting(kind).map(({ span }) => span)))
      return
    }
    case 'tooFewUnits': {
      expect(who).toBe('chairs')
      const used = (minute: number) =>
        claims
          .filter(({ span }) => span.from <= minute && minute < span.to)
          .reduce((sum, { quantity }) => sum + quantity, 0)
      const free = Math.max(0, Math.min(...minutesOf(wanted).map((minute) => 3 - used(minute))))
      expect(why.text).toBe(`has ${free} of 2 free`)
      expect(free).toBeLessThan(2)
      return
    }
    case 'travelling': {
      const here = naive.placeOf(asked.service)
      const apart = claims.filter((claim) => !meet(claim.span, wanted) && meet(naive.awayFor(claim, here), wanted))
      expect(sorted(times)).toEqual(sorted(apart.map((claim) => naive.awayFor(claim, here))))
      return
    }
    case 'neededElsewhere':
      expect(why.because).toBe('photographer')
      expect(part.name).toBe('helper')
      return
    default:
      throw new Error(`nobody of this diary can be "${why.kind}"`)
  }
}
