import { describe, expect, it } from 'vitest'
import { on } from '../../src/engine/hook.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { movingStock } from '../../src/inventory/index.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { lying, noon, openCounting, openStudio } from './stockroom.ts'

const settings = { stocktakes: { recount: { percent: null }, approvalAbove: null } }

/** Two engines on one memory. */
async function twoDesks() {
  const disk = memoryDisk()
  const room = await openCounting({ storage: memory({ disk }), settings })
  const other = await openStudio({ storage: memory({ disk }), settings })
  const at = (date: string) => {
    room.at(date)
    other.clock.now = room.clock.now
  }
  const close = () => Promise.all([room.engine.close(), other.engine.close()])
  return { room, other, at, close, desks: [room.manager, other.as('manager', { id: 'the-other' })] as const }
}

const refusedOf = (done: readonly PromiseSettledResult<unknown>[]) =>
  done.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
const albums = (stocktakeId: string, quantity: number) => {
  return { stocktakeId, location: 'main', lines: [{ item: 'album', quantity }] }
}

describe('at once', () => {
  it('a stocktake is posted once, and what is dated before its count meanwhile changes its difference', async () => {
    for (let round = 0; round < 10; round++) {
      const { room, desks, at, close } = await twoDesks()
      const [here, there] = desks
      at('2026-01-10')
      const { id: stocktakeId } = await here.stocktakes.open({ locations: ['main'] })
      await here.stocktakes.count(albums(stocktakeId, 7))
      at('2026-01-12')
      const post = (desk: typeof here) => desk.stocktakes.post({ stocktakeId, uncounted: 'leave' })
      const late = (desk: typeof here) =>
        desk.inventory.receive({
          lines: [{ item: 'album', quantity: 5, unitCost: '100' }],
          at: noon('2026-01-09'),
        })
      const calls = [() => post(here), () => late(there), () => post(there), () => late(here)]
      const done = await Promise.allSettled((round % 2 === 0 ? calls : calls.toReversed()).map((call) => call()))
      expect(refusedOf(done)).toEqual(['STOCKTAKE_NOT_OPEN'])
      expect(await lying(room, 'album')).toBe(7)
      const { lines } = await there.stocktakes.differences({ stocktakeId })
      expect(lines).toMatchObject([{ counted: 7, book: 20, difference: -13 }])
      expect(await here.inventory.verify({})).toMatchObject({ intact: true })
      expect(await there.inventory.rebuild({})).toMatchObject({ mended: 0 })
      await close()
    }
  })

  it('what is counted while a stocktake is posted is in it, or refused', async () => {
    for (let round = 0; round < 10; round++) {
      const { room, desks, at, close } = await twoDesks()
      const [here, there] = desks
      at('2026-01-10')
      const { id: stocktakeId } = await here.stocktakes.open({ locations: ['main'] })
      await here.stocktakes.count(albums(stocktakeId, 7))
      const calls = [
        () => here.stocktakes.post({ stocktakeId, uncounted: 'leave' }),
        () => there.stocktakes.count(albums(stocktakeId, 8)),
      ]
      const done = await Promise.allSettled((round % 2 === 0 ? calls : calls.toReversed()).map((call) => call()))
      const refused = refusedOf(done)
      expect(['', 'STOCKTAKE_NOT_OPEN']).toContain(refused.join())
      expect(await lying(room, 'album')).toBe(refused.length === 0 ? 8 : 7)
      expect(await here.inventory.verify({})).toMatchObject({ intact: true })
      await close()
    }
  })

  it('two who count the same place come after one another', async () => {
    const room = await openCounting({ settings: { stocktakes: { approvalAbove: null } } })
    const { liNa, meiMei, manager } = room
    const { id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'], category: 'albums' })
    const count = (desk: typeof meiMei) =>
      desk.stocktakes.count({ stocktakeId, location: 'main', lines: [{ item: 'album', quantity: 5 }] })
    const counts = await Promise.all([count(liNa), count(meiMei)])
    // Whoever came first differs much; whoever came second found the same.
    expect(counts.map(({ lines }) => lines[0]?.recount).sort()).toEqual([false, true])
    await manager.stocktakes.post({ stocktakeId })
    expect(await lying(room, 'album')).toBe(5)
  })

  it('one location is frozen by one stocktake', async () => {
    const { desks, close } = await twoDesks()
    const [here, there] = desks
    const open = (desk: typeof here) => desk.stocktakes.open({ locations: ['main'], freeze: true })
    const done = await Promise.allSettled([open(here), open(there), open(here)])
    expect(refusedOf(done)).toEqual(['STOCKTAKE_SCOPE_INVALID', 'STOCKTAKE_SCOPE_INVALID'])
    await close()
  })

  it('who has begun to move goods before their location was frozen finds it frozen', async () => {
    const gate = { hold: Promise.resolve(), reached: () => {} }
    const slow = definePlugin({
      name: 'slow',
      version: '1.0.0',
      requires: { inventory: '*' },
      hooks: [
        on(movingStock, async () => {
          gate.reached()
          await gate.hold
        }),
      ],
    })
    const room = await openCounting({ settings, plugins: [slow] })
    const { liNa, manager } = room
    let open = () => {}
    gate.hold = new Promise((resolve) => {
      open = resolve
    })
    const reached = new Promise<void>((resolve) => {
      gate.reached = resolve
    })
    const issued = Promise.allSettled([manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })])
    await reached
    const { number, id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'], freeze: true })
    open()
    const [refused] = await issued
    expect(refused).toMatchObject({
      reason: {
        code: 'STOCK_FROZEN',
        message: expect.stringContaining(`Location "main" is frozen by stocktake ${number}.`),
        details: { location: 'main', stocktakeId, number },
      },
    })
    expect(await lying(room, 'album')).toBe(10)
    await liNa.stocktakes.cancel({ stocktakeId })
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })
    expect(await lying(room, 'album')).toBe(9)
  })
})
