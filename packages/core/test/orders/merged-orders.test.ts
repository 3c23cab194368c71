/** What two orders become: one revision, one promise, and errors that lead from the one that is gone to the one that stands. */
import { describe, expect, it } from 'vitest'
import { openEvents } from './events-told.ts'
import { walking } from './walking.ts'

const stage = (name: string, next: string[], more: object = {}) => ({
  ...{ name, title: { en: name, zh: name }, department: 'store', turn: 'studio' as const, next },
  ...more,
})
/** An album is bound five days before the promise. */
const binding = {
  name: 'binding',
  title: { en: 'Binding', zh: '装订' },
  stages: [
    stage('ordered', ['bound']),
    stage('bound', ['pickedUp'], { lead: { from: 'promise', days: -5 } }),
    stage('pickedUp', [], { delivers: true }),
  ],
}

async function binder() {
  const events = openEvents()
  const studio = await walking({ plugins: [events.plugin] })
  const { desk } = studio
  await desk.stages.saveFlow({ definition: binding })
  await desk.settings.change({ plugin: 'stages', set: { flowOfItem: { 'album-12': 'binding' } } })
  const place = (promisedDate?: string) =>
    studio.place(['album-12', 'album-12'], promisedDate === undefined ? {} : { promisedDate })
  const dues = async () => {
    const { items } = await desk.orders.tasks({ department: 'store' })
    return items.map((task) => [task.orderId, task.line, task.due])
  }
  return { ...studio, ...events, place, dues }
}

describe('what is due after a merge', () => {
  it('is listed under the survivor, by the promise that comes first', async () => {
    const { desk, engine, place, dues, told } = await binder()
    const [survivor, merged] = [await place('2027-03-01'), await place('2027-02-01')]
    const one = await desk.orders.merge({ survivorId: survivor.id, mergedId: merged.id })
    expect(one).toMatchObject({ promisedDate: '2027-02-01', revision: 2 })
    const due = '2027-01-27'
    expect(await dues()).toEqual([1, 2, 3, 4].map((line) => [survivor.id, line, due]))
    expect((await desk.orders.late({})).items).toEqual([])
    await engine.settle()
    expect(told('orders.promised')).toMatchObject([{ orderId: survivor.id, promisedDate: '2027-02-01' }])
  })

  it('keeps the promise of the survivor for lines that were promised later, or nothing', async () => {
    const { desk, place, dues, told, engine } = await binder()
    const [survivor, later, never] = [await place('2027-02-01'), await place('2027-03-01'), await place()]
    await desk.orders.merge({ survivorId: survivor.id, mergedId: later.id })
    await desk.orders.merge({ survivorId: survivor.id, mergedId: never.id })
    expect((await dues()).map(([, , due]) => due)).toEqual(Array.from({ length: 6 }, () => '2027-01-27'))
    await engine.settle()
    expect(told('orders.promised')).toEqual([])
  })

  it('is due by the promise of the merged order where the survivor has none', async () => {
    const { desk, place, dues } = await binder()
    const [survivor, merged] = [await place(), await place('2027-02-01')]
    await desk.orders.merge({ survivorId: survivor.id, mergedId: merged.id })
    expect((await dues()).map(([, , due]) => due)).toEqual(Array.from({ length: 4 }, () => '2027-01-27'))
    const { changes } = await desk.orders.stages({ orderId: survivor.id })
    expect(changes.map(({ kind }) => kind)).toEqual(['promised', 'promised'])
  })

  it('is late under the survivor', async () => {
    const { desk, clock, place } = await binder()
    const [survivor, merged] = [await place(), await place('2026-11-30')]
    await desk.orders.merge({ survivorId: survivor.id, mergedId: merged.id })
    clock.at = '2026-11-28T02:00:00.000Z'
    const { items } = await desk.orders.late({})
    expect(items.map(({ orderId, line }) => [orderId, line])).toEqual([1, 2, 3, 4].map((line) => [survivor.id, line]))
  })
})

describe('a merge that drops lines', () => {
  it.each([
    ['of the survivor', [0, 1], [0, 0]],
    ['of the merged order', [0, 0], [0, 1]],
    ['of both', [0, 1], [1, 2]],
  ])('%s raises the revision of each once', async (_which, ours, theirs) => {
    const { desk, place } = await binder()
    const [survivor, merged] = [await place(), await place()]
    const idsOf = (lines: typeof survivor.lines, [from, to]: readonly number[]) =>
      lines.slice(from, to).map(({ id }) => id)
    const drop = [...idsOf(survivor.lines, ours), ...idsOf(merged.lines, theirs)]
    const one = await desk.orders.merge({ survivorId: survivor.id, mergedId: merged.id, drop })
    expect(one).toMatchObject({ revision: 2, total: `${(4 - drop.length) * 600}.00`, merge: { droppedLines: drop } })
    expect(one.merge.total).toBe(`${(2 - idsOf(merged.lines, theirs).length) * 600}.00`)
    expect(await desk.orders.get({ orderId: merged.id })).toMatchObject({ revision: 2, total: '0.00' })
    for (const { id: orderId } of [survivor, merged]) {
      const { versions } = await desk.orders.history({ orderId })
      expect(versions.map(({ revision }) => revision).sort()).toEqual([1, 2])
      expect(await desk.orders.version({ orderId, revision: 1 })).toMatchObject({ total: '1200.00' })
    }
  })
})

describe('an order that was merged', () => {
  it('says which one stands for it, whatever is done to it', async () => {
    const { desk, place, customer } = await binder()
    const [last, survivor, merged] = [await place(), await place(), await place()]
    const lineId = merged.lines[0]?.id ?? ''
    const orderId = merged.id
    await desk.orders.merge({ survivorId: survivor.id, mergedId: merged.id })
    const lines = [{ orderId, lineId }]
    const touched = () => ({
      addLine: desk.orders.addLine({ orderId, line: { item: 'album-12' } }),
      quote: desk.orders.quote({ orderId, lines: [{ item: 'album-12' }] }),
      changeLine: desk.orders.changeLine({ orderId, lineId, quantity: 2 }),
      exchangeLine: desk.orders.exchangeLine({ orderId, lineId, item: 'extra-image' }),
      quoteExchange: desk.orders.quoteExchange({ orderId, lineId, item: 'extra-image' }),
      cancelLine: desk.orders.cancelLine({ orderId, lineId }),
      cancel: desk.orders.cancel({ orderId, reason: 'x' }),
      quoteCancellation: desk.orders.quoteCancellation({ orderId }),
      promise: desk.orders.promise({ orderId, promisedDate: '2027-01-01' }),
      pickUp: desk.orders.pickUp({ orderId, lines: [lineId] }),
      toBranch: desk.orders.transferToBranch({ orderId, toBranch: 'north', reason: 'x' }),
      toCustomer: desk.orders.transferToCustomer({
        ...{ orderId, toCustomerId: customer.id, reason: 'x', consent: 'inPerson' },
      }),
      merge: desk.orders.merge({ survivorId: orderId, mergedId: last.id }),
      store: desk.pickups.store({ orderId, place: 'A-1' }),
      registerImages: desk.selection.registerImages({ orderId, images: ['1.jpg'] }),
      use: desk.selection.use({ orderId, lineId, entitlement: 'looks' }),
      draw: desk.contracts.draw({ orderId }),
    })
    const moved = () => ({
      moveStage: desk.orders.moveStage({ lines, from: 'ordered' }),
      hold: desk.orders.hold({ lines, cause: 'customer', note: 'x' }),
      assign: desk.orders.assign({ lines, assigneeId: 'an' }),
      rush: desk.production.rush({ lines, level: 'rush' }),
      changeFlow: desk.orders.changeFlow({ flow: 'binding', lines }),
    })
    const refused = async (calls: Readonly<Record<string, Promise<unknown>>>, code: string, by: typeof survivor) => {
      for (const [name, call] of Object.entries(calls)) {
        const error = await call.then(
          () => undefined,
          (one: unknown) => one,
        )
        expect(error, name).toMatchObject({
          code,
          details: { survivor: { orderId: by.id, number: by.number } },
        })
        expect(String(error), name).toContain(`was merged into order ${by.number} ("${by.id}")`)
      }
    }
    await refused(touched(), 'ORDER_CLOSED', survivor)
    await refused(moved(), 'LINE_UNKNOWN', survivor)
    // One that was merged on leads to the last.
    await desk.orders.merge({ survivorId: last.id, mergedId: survivor.id })
    await refused(touched(), 'ORDER_CLOSED', last)
    await refused(moved(), 'LINE_UNKNOWN', last)
    // Money finds its way.
    const paid = await desk.ledger.takePayment({ orderId, legs: [{ method: 'cash', amount: '100.00' }] })
    expect(paid.orderId).toBe(last.id)
  })

  it('that was only cancelled says nothing of another', async () => {
    const { desk, place } = await binder()
    const { id: orderId, number } = await place()
    await desk.orders.cancel({ orderId, reason: 'x' })
    await expect(desk.orders.cancel({ orderId, reason: 'x' })).rejects.toMatchObject({
      message: `Order ${number} is cancelled: you cannot cancel it.`,
    })
  })
})
