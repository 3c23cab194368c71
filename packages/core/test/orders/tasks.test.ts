import { describe, expect, it } from 'vitest'
import { holidayCalendarToken } from '../../src/stages/index.ts'
import { walking } from './walking.ts'

describe('what is to be done', () => {
  it('is listed by department, the first due first, with what it waits for', async () => {
    const { desk, customer, clock, shoot, bring } = await walking()
    const first = await shoot()
    clock.at = '2026-11-24T02:00:00.000Z'
    const second = await shoot()
    const { items, next } = await desk.orders.tasks({ department: 'reception' })
    expect(next).toBeNull()
    expect(items.map(({ lineId, due, late }) => [lineId, due, late])).toEqual([
      [first.reference.lineId, '2026-11-25', 0],
      [second.reference.lineId, '2026-11-27', 0],
    ])
    expect(items[0]).toMatchObject({
      orderId: first.order.id,
      orderNumber: first.order.number,
      line: 1,
      branch: 'main',
      customerId: customer.id,
      customerName: '王芳',
      item: 'wedding-classic',
      flow: 'shoot',
      stage: 'ordered',
      since: '2026-11-22T02:00:00.000Z',
      waitsFor: 'scheduled',
      department: 'reception',
      assigneeId: null,
      turn: 'customer',
    })
    await bring(first.lines, 'shot')
    expect((await desk.orders.tasks({ department: 'reception' })).items).toHaveLength(1)
    expect((await desk.orders.tasks({ department: 'postProduction' })).items).toMatchObject([{ waitsFor: 'ingested' }])
    expect((await desk.orders.tasks({ department: 'photography' })).items).toEqual([])
  })

  it('is asked of departments that there are', async () => {
    const { desk } = await walking()
    await expect(desk.orders.tasks({ department: 'makeup' })).rejects.toMatchObject({
      code: 'DEPARTMENT_UNKNOWN',
      details: { department: 'makeup', known: expect.arrayContaining(['makeUp', 'pickup']) },
    })
  })

  it('is listed by person, or where nobody is to do it yet', async () => {
    const { desk, shoot } = await walking()
    const [one, other] = [await shoot(), await shoot()]
    await desk.orders.assign({
      lines: one.lines,
      assigneeId: 'li',
      due: '2026-12-01',
      from: 'ordered',
      note: 'By phone',
    })
    expect((await desk.orders.tasks({ assigneeId: 'li' })).items).toMatchObject([
      { lineId: one.reference.lineId, due: '2026-12-01', assigneeId: 'li' },
    ])
    const free = await desk.orders.tasks({ department: 'reception', unassigned: true })
    expect(free.items.map(({ lineId }) => lineId)).toEqual([other.reference.lineId])
    expect((await desk.orders.stages({ orderId: one.order.id })).changes).toMatchObject([
      {
        kind: 'assigned',
        stage: 'ordered',
        assigneeId: 'li',
        due: '2026-12-01',
        department: 'reception',
        note: 'By phone',
      },
    ])
    await desk.orders.assign({ lines: one.lines, assigneeId: null })
    expect((await desk.orders.tasks({ assigneeId: 'li' })).items).toEqual([])
    const late = desk.orders.assign({ lines: one.lines, from: 'scheduled', assigneeId: 'li' })
    await expect(late).rejects.toMatchObject({ code: 'LINE_MOVED_ON' })
    await expect(desk.orders.assign({ lines: one.lines })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  it('is listed for a branch by department, by who has to act and by when', async () => {
    const { desk, place, bring, shoot } = await walking()
    const { lines } = await shoot()
    await bring(lines, 'shot')
    await shoot()
    await place(['album-12'])
    const all = (await desk.orders.tasks({})).items
    expect(all.map(({ department, due }) => [department, due])).toEqual([
      ['pickup', '2026-12-22'],
      ['postProduction', '2026-11-23'],
      ['reception', '2026-11-25'],
    ])
    expect((await desk.orders.tasks({ turn: 'studio' })).items).toMatchObject([{ department: 'postProduction' }])
    expect((await desk.orders.tasks({ dueBy: '2026-11-25' })).items).toHaveLength(2)
    expect((await desk.orders.tasks({ branch: 'west' })).items).toEqual([])
  })

  it('goes page by page in three statements each', async () => {
    const { desk, place, statements } = await walking()
    await place(Array.from({ length: 25 }, () => 'wedding-classic'))
    const seen: number[] = []
    let cursor: string | undefined
    do {
      statements.length = 0
      const page = await desk.orders.tasks({ department: 'reception', limit: 10, ...(cursor && { cursor }) })
      expect(statements).toEqual(['find orders_lines', 'find orders', 'find customers'])
      seen.push(...page.items.map(({ line }) => line))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1))
    const elsewhere = await desk.orders.tasks({ department: 'reception', limit: 10 })
    const crossed = desk.orders.tasks({ limit: 10, cursor: elsewhere.next ?? '' })
    await expect(crossed).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
  })

  it('shows a photographer of one branch nothing of another', async () => {
    const { engine, shoot } = await walking()
    await shoot()
    const actor = { id: 'mo', roles: [{ role: 'photographer', branches: ['west'] }] }
    const west = engine.as({ tenant: 'rose', branch: 'west', actor })
    expect((await west.orders.tasks({})).items).toEqual([])
    expect((await west.orders.tasks({ branch: 'main' })).items).toEqual([])
  })
})

describe('what is late', () => {
  it('is late by business days, with who is waited for', async () => {
    const { desk, clock, shoot, bring } = await walking()
    await desk.settings.change({
      plugin: 'stages',
      set: { closedWeekdays: [1], closedDays: [{ from: '2026-11-26', to: '2026-11-27' }] },
    })
    const one = await shoot()
    const other = await shoot()
    await bring(other.lines, 'shot')
    // Three business days after Sunday the 22nd: the 24th, the 25th, and after two holidays the 28th.
    expect((await desk.orders.tasks({ department: 'reception' })).items).toMatchObject([{ due: '2026-11-28' }])
    expect((await desk.orders.late({})).items).toEqual([])
    clock.at = '2026-12-02T02:00:00.000Z'
    const { items } = await desk.orders.late({})
    expect(items.map(({ lineId, due, late, turn }) => [lineId, due, late, turn])).toEqual([
      [other.reference.lineId, '2026-11-24', 5, 'studio'],
      [one.reference.lineId, '2026-11-28', 3, 'customer'],
    ])
    expect((await desk.orders.late({ department: 'reception' })).items).toHaveLength(1)
  })

  it('heeds the holidays of the host', async () => {
    const { engine, desk, shoot, lineOf } = await walking({
      provide: [{ token: holidayCalendarToken, useValue: { isHoliday: (date: string) => date < '2026-12-01' } }],
    })
    const { reference } = await shoot()
    expect(await lineOf(reference)).toMatchObject({ stageDue: '2026-12-03' })
    expect(engine.resolve(holidayCalendarToken).isHoliday('2026-11-30', { tenant: 'rose', branch: 'main' })).toBe(true)
    expect((await desk.orders.late({})).items).toEqual([])
  })
})

describe('what waits in a stage', () => {
  it('is told of now and of any moment since, with its age and who had to act', async () => {
    const { desk, clock, shoot, bring } = await walking()
    const stays = await shoot()
    const leaves = await shoot()
    clock.at = '2026-11-23T02:00:00.000Z'
    const later = await shoot()
    clock.at = '2026-11-25T12:00:00.000Z'
    await bring(leaves.lines, 'scheduled')
    clock.at = '2026-11-26T02:00:00.000Z'
    const waits = async (more: object) =>
      (await desk.orders.waiting({ stage: 'ordered', ...more })).items.map(({ lineId, ageDays, leftAt }) => [
        lineId,
        ageDays,
        leftAt,
      ])
    expect(await waits({})).toEqual([
      [stays.reference.lineId, 4, null],
      [later.reference.lineId, 3, null],
    ])
    expect(await waits({ at: '2026-11-24T02:00:00.000Z' })).toEqual([
      [stays.reference.lineId, 2, null],
      [later.reference.lineId, 1, null],
      [leaves.reference.lineId, 2, '2026-11-25T12:00:00.000Z'],
    ])
    // What left at that moment is not there any more; who comes at that moment is.
    expect(await waits({ at: '2026-11-25T12:00:00.000Z' })).toHaveLength(2)
    expect(await waits({ at: '2026-11-23T02:00:00.000Z' })).toHaveLength(3)
    expect(await waits({ at: '2026-11-22T01:59:59.999Z' })).toEqual([])
    const { items } = await desk.orders.waiting({ stage: 'ordered' })
    expect(items[0]).toMatchObject({ customerName: '王芳', orderNumber: stays.order.number, turn: 'customer' })
  })

  it('goes page by page over those who left since as well', async () => {
    const { desk, clock, shoot, bring, statements } = await walking()
    const placed = []
    for (let at = 0; at < 7; at++) placed.push(await shoot())
    clock.at = '2026-11-25T02:00:00.000Z'
    for (const { lines } of placed.slice(0, 4)) await bring(lines, 'scheduled')
    for (const limit of [1, 2, 3, 4, 7, 50]) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        statements.length = 0
        const at = '2026-11-24T02:00:00.000Z'
        const page = await desk.orders.waiting({ stage: 'ordered', at, limit, ...(cursor && { cursor }) })
        expect(statements.length).toBeLessThanOrEqual(4)
        seen.push(...page.items.map(({ lineId }) => lineId))
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      expect(seen.sort()).toEqual(placed.map(({ reference }) => reference.lineId).sort())
    }
  })
})

describe('a promise', () => {
  it('is of the day of the order or a later one, by the day of the studio', async () => {
    // 01:30 in Shanghai on the 22nd is still the 21st of a studio whose days begin at four.
    const { desk, place, clock } = await walking()
    clock.at = '2026-11-21T17:30:00.000Z'
    const { id: orderId, bookedDate } = await place(['wedding-classic'], { promisedDate: '2026-11-21' })
    expect(bookedDate).toBe('2026-11-21')
    clock.at = '2026-12-01T02:00:00.000Z'
    await expect(desk.orders.promise({ orderId, promisedDate: '2016-12-24' })).rejects.toMatchObject({
      code: 'DAY_BEFORE_ORDER',
      message: 'promisedDate must be 2026-11-21, the day on which the order was placed, or later, got 2016-12-24.',
      details: { field: 'promisedDate' },
    })
    // What was promised for yesterday may be written down today.
    expect(await desk.orders.promise({ orderId, promisedDate: '2026-11-30' })).toMatchObject({
      promisedDate: '2026-11-30',
    })
  })

  it('sets anew what counts back from it, and leaves the rest', async () => {
    const settings = { stages: { flowOfItem: { 'album-12': 'album' } } }
    const { desk, place } = await walking({ settings })
    const order = await place(['album-12', 'wedding-classic'], { promisedDate: '2026-12-30' })
    expect(order.promisedDate).toBe('2026-12-30')
    const [album] = order.lines.map(({ id: lineId }) => ({ orderId: order.id, lineId }))
    if (album === undefined) throw new Error('an album was placed')
    await desk.orders.moveStage({ lines: [album], from: 'ordered', to: 'approved', reason: 'A reprint' })
    const dues = async () => (await desk.orders.get({ orderId: order.id })).lines.map(({ stageDue }) => stageDue)
    expect(await dues()).toEqual(['2026-12-18', '2026-11-25'])
    const sooner = await desk.orders.promise({ orderId: order.id, promisedDate: '2026-12-24' })
    expect(sooner).toMatchObject({ promisedDate: '2026-12-24' })
    expect(await dues()).toEqual(['2026-12-12', '2026-11-25'])
    await desk.orders.promise({ orderId: order.id, promisedDate: null })
    expect(await dues()).toEqual([null, '2026-11-25'])
    const { changes } = await desk.orders.stages({ orderId: order.id })
    expect(changes.slice(-2)).toMatchObject([
      { kind: 'promised', due: '2026-12-12' },
      { kind: 'promised', due: null },
    ])
    const stale = desk.orders.promise({ orderId: order.id, promisedDate: '2026-12-24', revision: 1 })
    await expect(stale).rejects.toMatchObject({ code: 'ORDER_CHANGED' })
  })
})
