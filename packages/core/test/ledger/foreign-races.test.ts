import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { checkForeign } from './foreign-books.ts'
import { openForeignStudio } from './foreign-studio.ts'
import { journal } from './replayed-books.ts'

const reason = 'both engines'
const usd = (amount: string) => [{ method: 'cash', currency: 'USD', amount }]

async function two() {
  const disk = memoryDisk()
  const here = await openForeignStudio(memory({ disk }))
  const there = await openForeignStudio(memory({ disk }))
  const desk = (turn: number) => (turn % 2 === 0 ? here : there).manager
  const check = async () => {
    const { items } = await here.manager.ledger.receipts({ limit: 200 })
    await checkForeign(here.manager, await journal(here.manager), items)
  }
  return { here, desk, check }
}

describe('two engines on one store', () => {
  it('give back of a foreign leg what it was, and no more, in whichever currency they ask', async () => {
    const { here, desk, check } = await two()
    const { id: receiptId } = await here.manager.sales.open({ orderId: 'o1', total: '712', legs: usd('100') })
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, turn) => {
        const part = turn % 4 < 2 ? { leg: 1, amount: '10', currency: 'USD' } : { leg: 1, amount: '71.20' }
        return desk(turn).ledger.refund.attempt({ receiptId, legs: [part], reason })
      }),
    )
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(10)
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('REFUND_EXCEEDS_LEFT')
    expect(await here.position('USD')).toMatchObject({ held: '0.00', cost: '0.00' })
    await check()
  })

  it('void a foreign receipt or refund it, once', async () => {
    const { here, desk, check } = await two()
    const { id: receiptId } = await here.manager.sales.open({ orderId: 'o1', total: '712', legs: usd('100') })
    const outcomes = await Promise.all([
      desk(0).ledger.voidReceipt.attempt({ receiptId, reason }),
      desk(1).ledger.refund.attempt({ receiptId, amount: '712', reason }),
      desk(1).ledger.voidReceipt.attempt({ receiptId, reason }),
    ])
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    expect(await here.position('USD')).toMatchObject({ held: '0.00', cost: '0.00' })
    await check()
  })

  it('exchange while others pay and are refunded: no unit and no cost is lost', async () => {
    const { here, desk, check } = await two()
    const receipts: string[] = []
    for (let order = 0; order < 6; order++) {
      const receipt = await here.manager.sales.open({ orderId: `o${order}`, total: '1000', legs: usd('20.10') })
      receipts.push(String(receipt.id))
    }
    await Promise.all(
      receipts.flatMap((receiptId, turn) => [
        desk(turn).ledger.takePayment({ orderId: `o${turn}`, legs: usd('13.37') }),
        desk(turn + 1).ledger.exchange({
          from: { account: 'Cash:Till:main', amount: '9.99', currency: 'USD' },
          to: { account: 'Bank:icbc', amount: '71.50' },
        }),
        desk(turn).ledger.exchange({
          from: { account: 'Bank:icbc', amount: '35.90' },
          to: { account: 'Cash:Safe', amount: '5', currency: 'USD' },
        }),
        desk(turn + 1).ledger.refund({ receiptId, amount: '50', reason }),
      ]),
    )
    const refunded = 6 * 702
    const held = (6 * (2010 + 1337 - 999 + 500) - refunded) / 100
    expect(await here.position('USD')).toMatchObject({ held: held.toFixed(2) })
    await check()
  })

  it('revalue once for the same difference', async () => {
    const { here, desk } = await two()
    await here.manager.sales.open({ orderId: 'o1', total: '712', legs: usd('100') })
    await here.manager.currency.setRates({ rates: [{ currency: 'USD', rate: '7.5' }], source: 'board' })
    await Promise.all([0, 1, 2, 3].map((turn) => desk(turn).ledger.revalue({})))
    expect(await here.balances('CurrencyRevaluation:USD')).toEqual({ CNY: '38.00' })
  })
})
