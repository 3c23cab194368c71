/** Two engines on one file count, post and freeze at once. */
import { clockToken, provide } from '@calotype/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { twoEngines } from './two-engines.ts'

const noon = (day: number) => `2026-01-${`${day}`.padStart(2, '0')}T04:00:00.000Z`
const clock = { now: noon(5) }
const { deskOf: desk } = twoEngines({
  role: 'manager',
  settings: { stocktakes: { recount: { percent: null }, approvalAbove: null } },
  provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
})

beforeEach(async () => {
  clock.now = noon(5)
  await desk(0).inventory.addItem({ code: 'album', name: '相册', kind: 'product', valuation: 'fifo' })
  await desk(0).inventory.receive({ lines: [{ item: 'album', quantity: 10, unitCost: '100' }] })
  clock.now = noon(10)
})

const onHand = async () =>
  (await desk(1).inventory.item({ item: 'album' })).stock.reduce((all, row) => all + row.onHand, 0)
const refusedOf = (done: readonly PromiseSettledResult<unknown>[]) =>
  done.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))
const counting = (stocktakeId: string, quantity: number) => {
  return { stocktakeId, location: 'main', lines: [{ item: 'album', quantity }] }
}

async function intact() {
  expect(await desk(0).inventory.verify({})).toMatchObject({ intact: true })
  expect(await desk(1).inventory.rebuild({})).toMatchObject({ mended: 0 })
}

describe('two engines on one file', () => {
  it('post a stocktake once, whatever is dated before its count meanwhile', async () => {
    const { id: stocktakeId } = await desk(0).stocktakes.open({})
    await desk(0).stocktakes.count(counting(stocktakeId, 7))
    clock.now = noon(12)
    const late = (turn: number) =>
      desk(turn).inventory.receive({ lines: [{ item: 'album', quantity: 2, unitCost: '160' }], at: noon(9) })
    const done = await Promise.allSettled([
      desk(0).stocktakes.post({ stocktakeId }),
      late(1),
      desk(1).stocktakes.post({ stocktakeId }),
      late(0),
    ])
    expect(refusedOf(done)).toEqual(['STOCKTAKE_NOT_OPEN'])
    expect(await onHand()).toBe(7)
    const { lines } = await desk(1).stocktakes.differences({ stocktakeId })
    expect(lines).toMatchObject([{ counted: 7, book: 14, difference: -7 }])
    await intact()
  })

  it('count before a stocktake is posted, or are refused', async () => {
    for (let round = 0; round < 6; round++) {
      const { id: stocktakeId } = await desk(0).stocktakes.open({})
      await desk(0).stocktakes.count(counting(stocktakeId, 7))
      const calls = [
        () => desk(0).stocktakes.post({ stocktakeId }),
        () => desk(1).stocktakes.count(counting(stocktakeId, 8)),
      ]
      const done = await Promise.allSettled((round % 2 === 0 ? calls : calls.toReversed()).map((call) => call()))
      const refused = refusedOf(done)
      expect(['', 'STOCKTAKE_NOT_OPEN']).toContain(refused.join())
      expect(await onHand()).toBe(refused.length === 0 ? 8 : 7)
      await intact()
    }
  })

  it('move nothing more once a stocktake has frozen the location', async () => {
    const issue = (turn: number) => desk(turn).inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })
    let left: number | undefined
    const freeze = async () => {
      const { id } = await desk(1).stocktakes.open({ freeze: true })
      left = await onHand()
      return id
    }
    const [frozen, ...done] = await Promise.allSettled([
      freeze(),
      ...Array.from({ length: 8 }, (_, turn) => issue(turn)),
    ])
    expect([...new Set(refusedOf(done))]).toEqual(refusedOf(done).length === 0 ? [] : ['STOCK_FROZEN'])
    expect(await onHand()).toBe(left)
    const stocktakeId = frozen?.status === 'fulfilled' ? frozen.value : ''
    await expect(issue(0)).rejects.toMatchObject({ code: 'STOCK_FROZEN', details: { stocktakeId } })
    expect(
      refusedOf(await Promise.allSettled([0, 1].map((turn) => desk(turn).stocktakes.open({ freeze: true })))),
    ).toEqual(['STOCKTAKE_SCOPE_INVALID', 'STOCKTAKE_SCOPE_INVALID'])
    await desk(0).stocktakes.cancel({ stocktakeId })
    await issue(1)
    await intact()
  })
})
