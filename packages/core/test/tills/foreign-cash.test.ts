import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { openTills } from './studio.ts'

const code = (expected: string) => expect.objectContaining({ code: expected })
const usd = (amount: string, method = 'cash') => ({ method, currency: 'USD', amount })

async function foreignTills(storage = memory()) {
  const counter = await openTills(storage)
  await counter.manager.currency.setRates({ rates: [{ currency: 'USD', rate: '7' }], source: 'board' })
  const balances = async (account: string) => {
    const { accounts } = await counter.manager.ledger.trialBalance({})
    const own = accounts.filter((row) => row.account === account && row.balance !== '0.00')
    return Object.fromEntries(own.map((row) => [row.currency, row.balance]))
  }
  return { ...counter, balances }
}

describe('foreign cash in a drawer', () => {
  it('is expected and counted by currency; what is missing is lost at its cost', async () => {
    const { liNa, manager, shift, balances } = await foreignTills()
    await liNa.ledger.takePayment({ orderId: 'o1', legs: [usd('50'), usd('10', 'card')] })
    expect(await manager.tills.shiftReport({ shiftId: shift.id })).toMatchObject({
      expected: '500.00',
      foreign: [{ currency: 'USD', float: '0.00', expected: '50.00', counted: null, difference: null, left: null }],
      methods: [{ method: 'card', currency: 'USD', expected: '10.00', counted: null }],
    })
    const report = await liNa.tills.closeShift({
      cash: { amount: '500' },
      foreign: [{ currency: 'USD', denominations: [{ value: '20', pieces: 2 }], toSafe: '30' }],
      others: [{ method: 'card', currency: 'USD', amount: '9' }],
    })
    expect(report).toMatchObject({
      difference: '0.00',
      foreign: [
        {
          currency: 'USD',
          float: '0.00',
          expected: '50.00',
          counted: '40.00',
          difference: '-10.00',
          toSafe: '30.00',
          left: '10.00',
          denominations: [{ value: '20.00', pieces: 2 }],
        },
      ],
      methods: [{ method: 'card', currency: 'USD', expected: '10.00', counted: '9.00', difference: '-1.00' }],
    })
    expect(await balances('TillShort')).toEqual({ CNY: '70.00' })
    expect(await balances('Cash:Till:front')).toEqual({ CNY: '500.00', USD: '10.00' })
    expect(await balances('Cash:Safe')).toEqual({ CNY: '-500.00', USD: '30.00' })
    expect(await manager.ledger.positions({})).toMatchObject([{ held: '50.00', cost: '350.00' }])
    expect(await manager.tills.shiftReport({ shiftId: shift.id })).toEqual(report)
    const { totals } = await manager.tills.closeDay({})
    expect(totals).toMatchObject({
      methods: [
        { method: 'card', currency: 'USD', net: '10.00' },
        { method: 'cash', currency: 'USD', net: '50.00' },
      ],
      shifts: [{ foreign: [{ currency: 'USD', expected: '50.00', counted: '40.00', difference: '-10.00' }] }],
      difference: '0.00',
    })
  })

  it('that was found is worth what the rest has cost, and nothing where no rate is known', async () => {
    const { liNa, balances, manager } = await foreignTills()
    await liNa.ledger.takePayment({ orderId: 'o1', legs: [usd('50')] })
    await liNa.tills.closeShift({
      cash: { amount: '500' },
      foreign: [
        { currency: 'USD', amount: '51' },
        { currency: 'GBP', amount: '2' },
      ],
    })
    expect(await balances('Income:TillOver')).toEqual({ CNY: '-7.00' })
    expect(await manager.ledger.positions({})).toMatchObject([
      { currency: 'GBP', held: '2.00', cost: '0.00' },
      { currency: 'USD', held: '51.00', cost: '357.00' },
    ])
  })

  it('stays as the books have it where nobody counts it, and goes on to the next shift', async () => {
    const { liNa, meiMei, manager, balances } = await foreignTills()
    await liNa.ledger.takePayment({ orderId: 'o1', legs: [usd('50')] })
    const { closed, opened } = await liNa.tills.handOver({ to: 'mei-mei', cash: { amount: '500' } })
    expect(closed.foreign).toMatchObject([{ expected: '50.00', counted: null, difference: null, left: '50.00' }])
    await meiMei.ledger.takePayment({ orderId: 'o1', legs: [usd('5')] })
    expect((await manager.tills.shiftReport({ shiftId: opened.id })).foreign).toMatchObject([
      { float: '50.00', expected: '55.00' },
    ])
    const report = await meiMei.tills.closeShift({
      cash: { amount: '500' },
      foreign: [{ currency: 'USD', amount: '55', toSafe: '55' }],
    })
    expect(report.foreign).toMatchObject([{ difference: '0.00', left: '0.00' }])
    const next = await liNa.tills.openShift({ till: 'front', float: { amount: '500' } })
    expect((await manager.tills.shiftReport({ shiftId: next.id })).foreign).toEqual([])
    expect(await balances('Cash:Safe')).toEqual({ CNY: '-500.00', USD: '55.00' })
  })

  it('comes with a float from the safe, goes in and out, and pays no expense', async () => {
    const { liNa, meiMei, manager, balances } = await foreignTills()
    await liNa.ledger.takePayment({ orderId: 'o1', legs: [usd('50')] })
    await liNa.tills.drop({ amount: '40', currency: 'USD' })
    await liNa.tills.payIn({ amount: '5', currency: 'USD', reason: 'change' })
    const wrong = { amount: '5', currency: 'USD', account: 'Utilities', reason: 'water' }
    await expect(liNa.tills.payOut(wrong)).rejects.toEqual(code('TILL_ACCOUNT_REFUSED'))
    const movement = await liNa.tills.payOut({ ...wrong, account: 'Bank:usd' })
    expect(movement).toMatchObject({ currency: 'USD', amount: '5.00' })
    expect(await balances('Cash:Safe')).toEqual({ CNY: '-500.00', USD: '35.00' })
    const opened = await meiMei.tills.openShift({
      till: 'back',
      float: { amount: '0' },
      foreignFloats: [{ currency: 'USD', amount: '35' }],
    })
    expect((await manager.tills.shiftReport({ shiftId: opened.id })).foreign).toMatchObject([
      { float: '35.00', expected: '35.00' },
    ])
    expect(await balances('Cash:Safe')).toEqual({ CNY: '-500.00' })
    await meiMei.tills.closeShift({ cash: { amount: '0' }, foreign: [{ currency: 'USD', amount: '35' }] })
    await meiMei.tills.openShift({
      till: 'back',
      float: { amount: '0' },
      foreignFloats: [{ currency: 'USD', amount: '34', fromSafe: '0' }],
    })
    expect(await balances('TillShort')).toEqual({ CNY: '7.00' })
  })

  it.each([
    ['CASH_COUNT_INVALID', [{ currency: 'CNY', amount: '1' }]],
    ['CURRENCY_UNKNOWN', [{ currency: 'XYZ', amount: '1' }]],
    ['MONEY_TOO_PRECISE', [{ currency: 'JPY', amount: '1.5' }]],
    ['COUNT_TOO_SMALL', [{ currency: 'USD', amount: '1', toSafe: '2' }]],
    ['TILL_AMOUNT_INVALID', [{ currency: 'USD', amount: '1', toSafe: '-2' }]],
    ['CASH_COUNT_INVALID', [{ currency: 'USD', amount: '-1' }]],
    ['CASH_COUNT_INVALID', [{ currency: 'USD', denominations: [{ value: '30', pieces: 1 }] }]],
    ['INPUT_INVALID', [{ currency: 'USD' }]],
    [
      'CASH_COUNT_INVALID',
      [
        { currency: 'USD', amount: '1' },
        { currency: 'USD', amount: '1' },
      ],
    ],
  ])('is refused with %s when it is counted as %j', async (expected, foreign) => {
    const { liNa, desk } = await foreignTills()
    const set = { foreignDenominations: { USD: ['100', '50', '20', '10', '5', '1'] } }
    await desk('boss', 'owner').settings.change({ plugin: 'tills', set })
    await expect(liNa.tills.closeShift({ cash: { amount: '500' }, foreign })).rejects.toEqual(code(expected))
  })

  it('adds no statement to a close, but those of its own entries', async () => {
    const { adapter, statements } = counting(memory())
    const { liNa, meiMei } = await foreignTills(adapter)
    const count = async (work: () => Promise<unknown>) => {
      statements.length = 0
      await work()
      return statements.length
    }
    const cash = { amount: '500' }
    const plain = await count(() => liNa.tills.closeShift({ cash }))
    const opened = await count(() => liNa.tills.openShift({ till: 'front', float: cash }))
    await liNa.ledger.takePayment({ orderId: 'o1', legs: [usd('50')] })
    const foreign = (amount: string, toSafe?: string) => [{ currency: 'USD', amount, toSafe }]
    expect(await count(() => liNa.tills.closeShift({ cash, foreign: foreign('50') }))).toBe(plain)
    expect(await count(() => meiMei.tills.openShift({ till: 'front', float: cash }))).toBe(opened)
    // Entries and lines of a drop; what it cost and the position, where some is missing.
    const close = (amount: string, toSafe?: string) =>
      count(() => meiMei.tills.closeShift({ cash, foreign: foreign(amount, toSafe) }))
    expect(await close('50', '1')).toBe(plain + 2)
    await meiMei.tills.openShift({ till: 'front', float: cash })
    expect(await close('48')).toBe(plain + 4)
  })
})
