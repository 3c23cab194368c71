import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { productionStudio } from '../production/studio.ts'
import { codeOf, day } from '../rentals/studio.ts'

const monday = '2026-11-23'
const skill = (name: string) => [{ skill: name, level: 5 }]

/** A studio that is open from nine to six from Monday to Friday, with two who retouch, one of whom designs. */
async function open(options: Parameters<typeof productionStudio>[0] = {}) {
  const studio = await productionStudio(options)
  const { desk } = studio
  await desk.resources.setOpeningHours({
    validFrom: '2026-01-01',
    rules: [{ kind: 'weekly', weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
  })
  const person = { kind: 'person' as const, name: 'x' }
  const an = await desk.resources.add({ ...person, code: 'an', personId: 'an', skills: skill('postProduction') })
  const bo = await desk.resources.add({
    ...{ ...person, code: 'bo', personId: 'bo' },
    skills: [...skill('postProduction'), ...skill('design')],
  })
  const shoots = async (...images: number[]) => {
    const ids: string[] = []
    for (const count of images) ids.push((await studio.selected(count)).reference.lineId)
    return ids
  }
  return { ...studio, an: an.id, bo: bo.id, shoots }
}

const minutes = (stages: Record<string, { each?: number; perUnit?: number }>) => ({
  agenda: { production: { minutes: stages } },
})

describe('agenda.production', () => {
  it('lays work over the time of its people, the earliest due first', async () => {
    const { desk, shoots, an, bo, reception } = await open({
      settings: minutes({ retouching: { each: 20, perUnit: 70 } }),
    })
    const [big = '', small = ''] = await shoots(10, 2)
    const table = await desk.agenda.production({ days: 7 })
    expect([table.from, table.to]).toEqual(['2026-11-22', '2026-11-28'])
    const due = table.pieces[0]?.due
    expect(table.pieces).toMatchObject(
      [
        {
          lineId: big,
          minutes: 720,
          resource: 'an',
          startsAt: day(1, 9),
          finishesAt: day(2, 12),
          finishes: '2026-11-24',
        },
        {
          lineId: small,
          minutes: 160,
          resource: 'bo',
          startsAt: day(1, 9),
          finishesAt: day(1, 11, 40),
          finishes: monday,
        },
      ].map((one) => ({
        ...one,
        due,
        minutesFrom: 'settings',
        waitsFor: 'retouching',
        unplanned: null,
        willBeLate: false,
      })),
    )
    const [person] = table.people
    expect(person).toMatchObject({ resourceId: an, resource: 'an', staffId: 'an' })
    expect(person?.days.slice(0, 3)).toEqual([
      { date: '2026-11-22', capacity: 0, planned: 0, pieces: [] },
      {
        ...{ date: monday, capacity: 540, planned: 540 },
        pieces: [{ lineId: big, minutes: 540, from: day(1, 9), to: day(1, 18) }],
      },
      {
        ...{ date: '2026-11-24', capacity: 540, planned: 180 },
        pieces: [{ lineId: big, minutes: 180, from: day(2, 9), to: day(2, 12) }],
      },
    ])
    const [post, design] = table.departments
    expect(post).toMatchObject({
      department: 'postProduction',
      people: 2,
      pieces: 2,
      minutes: 880,
      nextMinutes: 440,
      willBeLate: 0,
    })
    expect(post?.days[1]).toEqual({
      ...{ date: monday, capacity: 1080, planned: 700 },
      pieces: expect.arrayContaining([
        { lineId: big, minutes: 540 },
        { lineId: small, minutes: 160 },
      ]),
    })
    expect(design).toMatchObject({
      department: 'design',
      people: 1,
      pieces: 0,
      nextMinutes: 60,
      earliestPromise: monday,
    })
    // Somebody wants the small one at once, and so it comes first.
    await reception.production.rush({
      lines: [{ orderId: table.pieces[1]?.orderId ?? '', lineId: small }],
      level: 'express',
    })
    const hastened = await desk.agenda.production({ days: 7, resourceId: bo })
    expect(hastened.pieces).toMatchObject([{ lineId: big, startsAt: day(1, 9), resource: 'bo' }])
    expect(hastened.people.map(({ resource }) => resource)).toEqual(['bo'])
  })

  it('tells what will be late by how much, and what can be promised', async () => {
    const settings = minutes({ retouching: { perUnit: 60 } })
    const { desk, shoots, an, bo, owner, as } = await open({ settings })
    await desk.resources.retire({ resourceId: bo, from: '2026-11-22', reason: 'left' })
    const lines = await shoots(9, 9, 9, 9, 9, 9, 9, 9)
    const table = await desk.agenda.production({ nextMinutes: 540 })
    const due = table.pieces[0]?.due ?? ''
    const finishes = [1, 2, 3, 4, 5, 8, 9, 10].map((date) => day(date, 18))
    expect(table.pieces.map(({ finishesAt }) => finishesAt)).toEqual(finishes)
    const late = table.pieces.filter(({ willBeLate }) => willBeLate)
    expect(late.length).toBeGreaterThan(0)
    expect(late.length).toBeLessThan(8)
    expect(late.map(({ finishes: on = '' }) => (on ?? '') > due)).toEqual(late.map(() => true))
    for (const { finishes: on, lateDays, lateMinutes, finishesAt } of table.pieces) {
      const dueBy = Date.parse(`${due}T20:00:00.000Z`)
      expect(lateMinutes).toBe(Math.max(0, (Date.parse(finishesAt ?? '') - dueBy) / 60_000))
      expect(lateDays).toBe(Math.max(0, (Date.parse(on ?? '') - Date.parse(due)) / 86_400_000))
    }
    const [post] = table.departments
    expect(post).toMatchObject({ pieces: lines.length, willBeLate: late.length })
    // After all that is due before it: the day after the last of them.
    expect(post?.earliestPromise).toBe('2026-12-03')
    expect((await desk.agenda.production({ nextMinutes: 540, days: 11 })).departments[0]?.earliestPromise).toBeNull()
    const asked = { resourceId: an, kind: 'leave', firstDay: monday, lastDay: monday } as const
    const { timeOff } = await as('manager').resources.requestTimeOff(asked)
    await owner.resources.approveTimeOff({ timeOffId: timeOff.id })
    const away = await desk.agenda.production({ days: 3 })
    expect(away.pieces.map(({ finishesAt, unplanned }) => [finishesAt, unplanned]).slice(0, 3)).toEqual([
      [day(2, 18), null],
      [null, 'beyond'],
      [null, 'beyond'],
    ])
  })

  it('takes durations from the settings, else from records, else what is usual', async () => {
    const { desk, shoots, lineOf, retoucher, selected } = await open()
    const [line = ''] = await shoots(4)
    const told = async () => {
      const { pieces } = await desk.agenda.production({})
      const { minutes: long, minutesFrom } = pieces.find(({ lineId }) => lineId === line) ?? {}
      return [long, minutesFrom]
    }
    expect(await told()).toEqual([60, 'usual'])
    const { reference } = await selected(3)
    await retoucher.production.startRound({ kind: 'retouching', lines: [reference] })
    expect((await lineOf(reference)).stage).toBe('retouching')
    const work = [{ staffId: 'an', quantity: '3', minutes: 50 }]
    await desk.orders.recordWork({ ...reference, stage: 'retouching', work })
    // 50 minutes for three images: 66.7 for four.
    expect(await told()).toEqual([67, 'records'])
  })

  it('leaves to whoever was told, and tells what nobody can do', async () => {
    const { desk, shoots, bo } = await open()
    const [first = '', second = ''] = await shoots(2, 3)
    const before = await desk.agenda.production({})
    const orderOf = (lineId: string) => before.pieces.find((one) => one.lineId === lineId)?.orderId ?? ''
    await desk.orders.assign({ lines: [{ orderId: orderOf(first), lineId: first }], assigneeId: 'bo' })
    await desk.orders.assign({ lines: [{ orderId: orderOf(second), lineId: second }], assigneeId: 'zoe' })
    const { pieces } = await desk.agenda.production({})
    expect(pieces.find(({ lineId }) => lineId === first)).toMatchObject({ resourceId: bo, staffId: 'bo' })
    const nobody = { resourceId: null, staffId: 'zoe', finishesAt: null, lateDays: null, unplanned: 'nobody' }
    expect(pieces.find(({ lineId }) => lineId === second)).toMatchObject(nobody)
  })

  it('belongs to a branch, and asks for the permission', async () => {
    const { desk, shoots, engine, as } = await open()
    await shoots(2)
    const actor = { id: 'mo', roles: [{ role: 'manager', branches: ['west'] }] }
    const west = engine.as({ tenant: 'rose', branch: 'west', actor })
    expect(await west.agenda.production({})).toMatchObject({
      pieces: [],
      people: [],
      departments: [{ pieces: 0 }, {}, {}, {}],
    })
    expect(await codeOf(west.agenda.production({ branch: 'main' }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(as('photographer').agenda.production({}))).toBe('PERMISSION_MISSING')
    expect((await as('retoucher').agenda.production({})).pieces).toHaveLength(1)
    expect(await codeOf(desk.agenda.production({ days: 63 }))).toBe('INPUT_INVALID')
  })

  it('costs eight statements, however much there is to do', async () => {
    const { adapter, statements } = counting(memory())
    const { desk, shoots } = await open({ storage: adapter })
    const own = async () => {
      await desk.agenda.production({})
      statements.length = 0
      await desk.agenda.production({})
      return [...statements]
    }
    await shoots(2)
    const eight = await own()
    expect(eight).toEqual([
      ...['find claims_versions', 'find orders_lines', 'find orders', 'find production_lines'],
      ...['find production_rounds', 'find selection_selections', 'aggregate orders_work', 'find claims'],
    ])
    await shoots(3, 4)
    expect(await own()).toEqual(eight)
  })
})
