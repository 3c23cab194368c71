/** Rush, the timetable, and what is missing of an order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workOf } from '../../src/production/credit.ts'
import { hastenedLead } from '../../src/production/hasten.ts'
import { byUrgency, earliestFinish, type Job } from '../../src/production/schedule.ts'
import { checkFaults } from '../../src/production/round-check.ts'
import { reworkRates } from '../../src/production/rework-rates.ts'
import { addDays } from '../../src/values/calendar-date.ts'
import { productionStudio } from './studio.ts'

const code = (name: string) => ({ code: name })
const today = '2026-11-22'

describe('rush', () => {
  it('hastens what a line waits for and what comes after it, is charged, and taken back', async () => {
    const settings = {
      production: {
        rushLevels: [{ code: 'rush', title: { en: 'Rush', zh: '加急' }, percent: 50, feeItem: 'rush-fee' }],
      },
    }
    const { reception, designer, desk, album, round, lineOf } = await productionStudio({ settings })
    const reference = await album()
    await designer.production.startRound({ kind: 'design', lines: [{ ...reference, quantity: 2 }] })
    expect(await lineOf(reference)).toMatchObject({ stageDue: '2026-11-27' })
    const lines = [reference]
    const { rushes } = await reception.production.rush({
      lines,
      level: 'rush',
      promisedDate: '2026-12-05',
      reason: '出国',
    })
    expect(rushes).toMatchObject([{ level: 'rush', due: '2026-11-25', charge: { item: 'rush-fee', lineId: null } }])
    expect(await lineOf(reference)).toMatchObject({ stageDue: '2026-11-25' })
    expect((await desk.orders.get({ orderId: reference.orderId })).promisedDate).toBe('2026-12-05')
    const { amount } = await reception.production.charge({ orderId: reference.orderId, rushId: rushes[0]?.id ?? '' })
    expect(amount).toBe('200.00')
    await designer.production.withdrawRound({
      rounds: (await designer.production.rounds({ lineId: reference.lineId })).items.map(({ id: roundId }) => ({
        roundId,
      })),
      reason: 'x',
    })
    await round('design', reference, { quantity: 2 })
    // The lead time of awaitingProof is a day, and half of it, rounded up, as well.
    expect(await lineOf(reference)).toMatchObject({ stage: 'designChecked', stageDue: '2026-11-23' })
    await expect(reception.production.endRush({ lines, reason: 'x' })).rejects.toMatchObject(code('PERMISSION_MISSING'))
    await desk.production.endRush({ lines, reason: '不急了' })
    await expect(desk.production.endRush({ lines, reason: 'x' })).rejects.toMatchObject(code('RUSH_NONE'))
    await expect(reception.production.rush({ lines, level: 'now' })).rejects.toMatchObject(code('RUSH_LEVEL_UNKNOWN'))
    const { items } = await desk.production.history({ lineId: reference.lineId })
    expect(items.map(({ kind }) => kind)).toContain('rushEnded')
  })

  it('never lengthens a lead time, and leaves those that count back from a promise', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20, max: 60 }),
        fc.integer({ min: 0, max: 100 }),
        fc.nat(60),
        (days, percent, daysLess) => {
          const lead = hastenedLead({ from: 'previous', days }, { percent, daysLess })
          if (days <= 0) expect(lead?.days).toBe(days)
          else expect((lead?.days ?? -1) >= 0 && (lead?.days ?? 99) <= days).toBe(true)
        },
      ),
    )
  })
})

const open = { isOpen: () => true }
const jobs = fc
  .array(fc.record({ due: fc.option(fc.nat(12)), rush: fc.boolean(), units: fc.nat(9) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((all) =>
    all.map(
      ({ due, ...rest }, at): Job => ({ ...rest, id: String(at), due: due === null ? null : addDays(today, due) }),
    ),
  )

/** Unit by unit, day by day. */
function naiveFinish(sorted: readonly Job[], capacity: number): Map<string, string> {
  const finishes = new Map<string, string>()
  let day = today
  let left = capacity
  for (const { id, units } of sorted) {
    for (let unit = 0; unit < units; unit++) {
      if (left === 0) {
        day = addDays(day, 1)
        left = capacity
      }
      left -= 1
    }
    finishes.set(id, day)
  }
  return finishes
}

const permutations = <T>(all: readonly T[]): T[][] =>
  all.length === 0 ? [[]] : all.flatMap((one, at) => permutations(all.toSpliced(at, 1)).map((rest) => [one, ...rest]))

describe('the earliest finish', () => {
  it('is that of working unit by unit, what is rush first, then what is due first', () => {
    fc.assert(
      fc.property(jobs, fc.integer({ min: 1, max: 5 }), (all, capacity) => {
        const naive = naiveFinish(all.toSorted(byUrgency), capacity)
        for (const { job, starts, finishes, late } of earliestFinish(all, capacity, { calendar: open, today })) {
          expect(finishes).toBe(naive.get(job.id))
          expect(starts <= finishes).toBe(true)
          expect(late).toBe(job.due !== null && finishes > job.due)
        }
      }),
    )
  })

  it('makes the latest job no later than any other order would', () => {
    const day = (text: string) => Date.parse(text) / 86_400_000
    const worst = (all: readonly Job[], finishes: ReadonlyMap<string, string>) =>
      Math.max(-999, ...all.flatMap(({ id, due }) => (due === null ? [] : [day(finishes.get(id) ?? today) - day(due)])))
    fc.assert(
      fc.property(jobs, fc.integer({ min: 1, max: 5 }), (given, capacity) => {
        const all = given.slice(0, 5).map((job) => ({ ...job, rush: false, units: Math.max(1, job.units) }))
        const planned = new Map(
          earliestFinish(all, capacity, { calendar: open, today }).map(({ job, finishes }) => [job.id, finishes]),
        )
        for (const other of permutations(all)) {
          expect(worst(all, planned)).toBeLessThanOrEqual(worst(all, naiveFinish(other, capacity)))
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('the decisions on rounds', () => {
  it('credit all that passed, in weights that add up to the whole', () => {
    const round = fc.record({
      staffId: fc.constantFrom('an', 'bo', 'chen', null),
      passed: fc.nat(40),
      minutes: fc.nat(500),
      quality: fc.constantFrom(null, '3', '4.5'),
    })
    fc.assert(
      fc.property(fc.array(round, { maxLength: 8 }), (rounds) => {
        const shares = workOf(rounds, 'retoucher')
        const named = rounds.filter(({ staffId }) => staffId !== null)
        const sum = (of: readonly number[]) => of.reduce((all, one) => all + one, 0)
        expect(sum(shares.map(({ quantity }) => Number(quantity)))).toBe(sum(named.map(({ passed }) => passed)))
        expect(sum(shares.map(({ minutes }) => minutes))).toBe(sum(named.map(({ minutes }) => minutes)))
        if (named.length > 0) expect(sum(shares.map(({ weight }) => Math.round(Number(weight) * 100)))).toBe(10_000)
      }),
    )
  })

  it('part what passed from what is done again', () => {
    const round = { imageIds: ['a', 'b', 'c'], quantity: 3 }
    expect(checkFaults(round, [])).toEqual({ passed: 3, imageIds: [], quantity: 0 })
    const twice = [
      { imageId: 'b', cause: 'x' },
      { imageId: 'b', cause: 'y' },
    ]
    expect(checkFaults(round, twice)).toEqual({ passed: 2, imageIds: ['b'], quantity: 1 })
    expect(checkFaults(round, [{ cause: 'x' }])).toEqual({ passed: 0, imageIds: ['a', 'b', 'c'], quantity: 3 })
    const pages = [
      { page: 1, cause: 'x' },
      { page: 4, cause: 'x' },
    ]
    expect(checkFaults({ imageIds: [], quantity: 1 }, pages)).toEqual({ passed: 0, imageIds: [], quantity: 1 })
    expect(() => checkFaults(round, [{ imageId: 'z', cause: 'x' }])).toThrow(/"z"/)
  })

  it('know no rate of nothing', () => {
    expect(reworkRates([])).toEqual({ causes: [], roundRate: null, proofRate: null, pieceRate: null })
  })
})

describe('the timetable', () => {
  it('shows departments and people what to do by when, who blocks it, and when it is done', async () => {
    const settings = { production: { capacity: { departments: { postProduction: 4 }, people: { an: 2 } } } }
    const { desk, retoucher, reception, selected, shown } = await productionStudio({ settings })
    const first = await selected(6)
    const second = await selected(3)
    await retoucher.production.startRound({
      kind: 'retouching',
      lines: [first.reference, second.reference],
      staffId: 'an',
    })
    await reception.production.rush({ lines: [second.reference], level: 'express' })
    await shown()
    const table = await desk.production.timetable({})
    expect(table.lines.map(({ lineId, units, finishes, rush }) => [lineId, units, finishes, rush])).toEqual([
      [second.reference.lineId, 3, '2026-11-23', 'express'],
      [first.reference.lineId, 6, '2026-11-26', null],
    ])
    expect(table.departments).toMatchObject([
      { name: 'postProduction', jobs: 2, units: 9, capacity: 4, done: '2026-11-24' },
    ])
    expect(table.people).toMatchObject([{ name: 'an', units: 9, capacity: 2, done: '2026-11-26' }])
    const store = await desk.production.timetable({ departments: ['store'] })
    expect(store.lines).toMatchObject([{ blockedBy: 'customer', finishes: null, stage: 'awaitingProof' }])
  })
})

describe('the completeness of an order', () => {
  it('says in both languages what is missing, and that nothing is', async () => {
    const { desk, keeper, lab, approved, shown, round, album, designer } = await productionStudio()
    const waits = await shown()
    const missing = async (orderId: string) =>
      (await desk.production.completeness({ orderId })).missing.map(({ kind }) => kind)
    expect(await missing(waits.reference.orderId)).toEqual(['proofWaiting', 'lineNotReady'])
    const { reference } = await approved()
    const { id: parcelId } = await keeper.production.sendOut({
      supplierId: lab.id,
      lines: [{ ...reference, price: '80' }],
    })
    expect(await missing(reference.orderId)).toEqual(['labOut', 'lineNotReady'])
    await keeper.production.receiveBack({ parcelId })
    const { missing: words } = await desk.production.completeness({ orderId: reference.orderId })
    expect(words[0]).toMatchObject({ kind: 'labUninspected', zh: '定制相册 已回件，未验件。' })
    await keeper.production.inspect({ parcelId, pieces: [{ lineId: reference.lineId, result: 'passed' }] })
    await desk.orders.moveStage({ lines: [reference], from: 'inspected' })
    expect(await desk.production.completeness({ orderId: reference.orderId })).toMatchObject({
      complete: true,
      missing: [],
    })
    const again = await album()
    await round('design', again, { quantity: 1 })
    await designer.production.startRound({
      ...{ kind: 'design', lines: [{ ...again, quantity: 1 }], again: { cause: 'quality', reason: 'x' } },
    })
    expect(await missing(again.orderId)).toEqual(['roundOpen', 'reworkOpen', 'lineNotReady'])
    await expect(desk.production.completeness({ orderId: 'nobody' })).rejects.toMatchObject(code('ORDER_UNKNOWN'))
  })

  it('names products of a package that nobody selected or ordered', async () => {
    const { desk, place } = await productionStudio({
      settings: {
        stages: {
          flowOfKind: { shootPackage: 'handover', package: 'handover', product: 'handover', service: 'handover' },
        },
      },
    })
    await desk.catalog.addItem({
      ...{ code: 'gift', kind: 'package', name: '礼包', price: '100' },
      entitlements: { products: [{ code: 'album-12', quantity: 2 }] },
    })
    const order = await place(['gift', 'album-12'])
    const { missing } = await desk.production.completeness({ orderId: order.id })
    expect(missing).toMatchObject([{ kind: 'productWithoutLine', what: 'album-12', quantity: 1 }])
    const lineId = order.lines[0]?.id ?? ''
    await desk.selection.use({ orderId: order.id, lineId, entitlement: 'products', code: 'album-12' })
    expect((await desk.production.completeness({ orderId: order.id })).complete).toBe(true)
  })

  it('forgets a person’s words, and keeps the rest', async () => {
    const { desk, reception, shown, customer } = await productionStudio()
    const { reference, proof } = await shown()
    await reception.production.answerProof({
      proofId: proof.id,
      answer: 'changes',
      changes: [{ page: 1, text: '把奶奶修年轻' }],
    })
    await desk.people.erase({ kind: 'customer', id: customer.id, reason: 'asked for' })
    const { items } = await desk.production.rounds({ lineId: reference.lineId })
    expect(items.map(({ wishes, quantity }) => [wishes, quantity])).toEqual([
      [[], 10],
      [[], 1],
    ])
  })
})
