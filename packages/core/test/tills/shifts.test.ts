import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { balance, cash, openCounter, openTills } from './studio.ts'

const code = (expected: string) => expect.objectContaining({ code: expected })

describe('a shift', () => {
  it('takes its float from the safe, and holds what is sold in it, change left out', async () => {
    const { manager, liNa, shift } = await openTills()
    const receipt = await liNa.ledger.takePayment({ orderId: 'o1', legs: cash('75.00', '100.00') })
    expect(receipt.till).toBe('front')
    expect(await balance(manager, 'Cash:Till:front')).toBe('575.00')
    expect(await balance(manager, 'Cash:Safe')).toBe('-500.00')
    const report = await manager.tills.shiftReport({ shiftId: shift.id })
    expect(report).toMatchObject({ report: 'X', expected: '575.00', float: '500.00', counted: null })
  })

  it('is counted blind: a cashier sees what was expected only after the close', async () => {
    const { liNa, shift } = await openTills()
    await expect(liNa.tills.shiftReport({ shiftId: shift.id })).rejects.toEqual(code('PERMISSION_MISSING'))
    await liNa.tills.closeShift({ cash: { amount: '500.00' } })
    expect(await liNa.tills.shiftReport({ shiftId: shift.id })).toMatchObject({ report: 'Z', expected: '500.00' })
  })

  it.each([
    ['short', '495.00', '-5.00', 'TillShort', '5.00'],
    ['over', '501.00', '1.00', 'Income:TillOver', '-1.00'],
    ['even', '500.00', '0.00', 'TillShort', '0.00'],
  ])('that is %s closes, and the difference is posted', async (_, counted, difference, account, posted) => {
    const { manager, liNa } = await openTills()
    const report = await liNa.tills.closeShift({ cash: { amount: counted } })
    expect(report).toMatchObject({ expected: '500.00', counted, difference, left: counted, number: 'Smain-000001' })
    expect(await balance(manager, account)).toBe(posted)
    expect(await balance(manager, 'Cash:Till:front')).toBe(counted)
  })

  it('holds slips of other methods against the books, without the change that came from the drawer', async () => {
    const { liNa } = await openTills()
    const legs = [
      { method: 'card', amount: '80.00', tendered: '100.00', changeInCash: true },
      { method: 'wechat', amount: '50.00' },
    ]
    await liNa.ledger.takePayment({ orderId: 'o1', legs })
    const others = [{ method: 'card', amount: '99.00' }]
    const report = await liNa.tills.closeShift({ cash: { amount: '480.00' }, others })
    expect(report.difference).toBe('0.00')
    expect(report.methods).toEqual([
      { method: 'card', currency: 'CNY', expected: '100.00', counted: '99.00', difference: '-1.00' },
      { method: 'wechat', currency: 'CNY', expected: '50.00', counted: null, difference: null },
    ])
  })

  it('leaves its cash to the next one at the till, less what goes to the safe; what is missing overnight is short', async () => {
    const { manager, liNa, meiMei } = await openTills()
    await liNa.tills.closeShift({ cash: { denominations: [{ value: '100', pieces: 5 }] }, toSafe: '300' })
    expect(await balance(manager, 'Cash:Till:front')).toBe('200.00')
    const next = await meiMei.tills.openShift({ till: 'front', float: { amount: '190.00' } })
    expect(await balance(manager, 'TillShort')).toBe('10.00')
    await meiMei.tills.payIn({ amount: '60', reason: 'change' })
    await meiMei.tills.payOut({ amount: '20', account: 'Utilities', reason: 'water' })
    await meiMei.tills.drop({ amount: '30' })
    expect((await manager.tills.shiftReport({ shiftId: next.id })).expected).toBe('200.00')
    expect(await balance(manager, 'Cash:Till:front')).toBe('200.00')
  })

  it('says what came from the safe at its opening, and the rest is a difference', async () => {
    const { manager, liNa, meiMei } = await openTills()
    await liNa.tills.closeShift({ cash: { amount: '500' } })
    await meiMei.tills.openShift({ till: 'front', float: { amount: '603' }, fromSafe: '100' })
    expect(await balance(manager, 'Income:TillOver')).toBe('-3.00')
    expect(await balance(manager, 'Cash:Safe')).toBe('-600.00')
  })

  it('is handed over with its cash: counted, closed and opened in one', async () => {
    const { manager, liNa, meiMei, shift } = await openTills()
    await liNa.ledger.takePayment({ orderId: 'o1', legs: cash('100') })
    const { closed, opened } = await liNa.tills.handOver({ to: 'mei-mei', cash: { amount: '598' } })
    expect(closed).toMatchObject({ id: shift.id, difference: '-2.00', handedTo: 'mei-mei' })
    expect(opened).toMatchObject({ cashier: 'mei-mei', float: '598.00', handedFrom: shift.id })
    await expect(liNa.ledger.takePayment({ orderId: 'o1', legs: cash('1') })).rejects.toEqual(
      code('CASH_WITHOUT_SHIFT'),
    )
    await meiMei.ledger.takePayment({ orderId: 'o1', legs: cash('2') })
    expect((await manager.tills.shiftReport({ shiftId: opened.id })).expected).toBe('600.00')
  })

  it('takes a refund in cash out of its drawer', async () => {
    const { manager, liNa, shift } = await openTills()
    const receipt = await liNa.ledger.takePayment({ orderId: 'o1', legs: cash('100') })
    await manager.ledger.refund({ receiptId: receipt.id, amount: '40', reason: 'test', till: 'front' })
    expect((await manager.tills.shiftReport({ shiftId: shift.id })).expected).toBe('560.00')
  })
})

describe('a till', () => {
  it('is not needed: a branch without one takes cash as before', async () => {
    const { manager } = await openCounter()
    await manager.sales.open({ orderId: 'o1', total: '100' })
    expect(await manager.ledger.takePayment({ orderId: 'o1', legs: cash('10') })).toMatchObject({ till: 'main' })
    await manager.ledger.takePayment({ orderId: 'o1', legs: cash('10'), till: 'desk' })
  })

  it('makes its branch count: from then on cash needs a shift, other money does not', async () => {
    const { meiMei, liNa, shift, manager } = await openTills()
    for (const till of [undefined, 'back', 'nowhere']) {
      await expect(meiMei.ledger.takePayment({ orderId: 'o1', legs: cash('10'), till })).rejects.toEqual(
        code('CASH_WITHOUT_SHIFT'),
      )
    }
    await meiMei.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'card', amount: '10' }] })
    await liNa.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'card', amount: '20' }] })
    const { methods } = await manager.tills.shiftReport({ shiftId: shift.id })
    expect(methods).toMatchObject([{ method: 'card', expected: '20.00' }])
    const other = await manager.tills.list({})
    expect(other.map((till) => [till.code, till.cashier])).toEqual([
      ['back', null],
      ['front', 'li-na'],
    ])
  })

  it('may be told to take cash outside a shift, which the next shift then carries', async () => {
    const { manager, meiMei } = await openTills()
    await manager.tills.define({ code: 'back', name: 'Back', cashOutsideShift: true })
    const first = await meiMei.tills.openShift({ till: 'back', float: { amount: '100' } })
    await meiMei.tills.closeShift({ shiftId: first.id, cash: { amount: '100' } })
    await manager.ledger.takePayment({ orderId: 'o1', legs: cash('30'), till: 'back' })
    await meiMei.tills.openShift({ till: 'back', float: { amount: '125' } })
    expect(await balance(manager, 'TillShort')).toBe('5.00')
  })

  it('has one shift at a time, and so has a cashier', async () => {
    const { liNa, meiMei } = await openTills()
    await expect(meiMei.tills.openShift({ till: 'front', float: { amount: '0' } })).rejects.toEqual(code('TILL_IN_USE'))
    await expect(liNa.tills.openShift({ till: 'back', float: { amount: '0' } })).rejects.toEqual(code('CASHIER_BUSY'))
    await expect(meiMei.tills.openShift({ float: { amount: '0' } })).rejects.toEqual(code('TILL_NOT_NAMED'))
    await expect(meiMei.tills.openShift({ till: 'no', float: { amount: '0' } })).rejects.toEqual(code('TILL_UNKNOWN'))
  })

  it('lets nobody into the drawer of another without the permission', async () => {
    const { liNa, meiMei, manager, shift } = await openTills()
    const missing = code('PERMISSION_MISSING')
    await expect(meiMei.ledger.takePayment({ orderId: 'o1', legs: cash('1'), till: 'front' })).rejects.toEqual(missing)
    await expect(meiMei.tills.drop({ shiftId: shift.id, amount: '1' })).rejects.toEqual(missing)
    await expect(meiMei.tills.closeShift({ shiftId: shift.id, cash: { amount: '1' } })).rejects.toEqual(missing)
    await expect(liNa.tills.define({ code: 'x', name: 'X' })).rejects.toEqual(missing)
    await manager.tills.closeShift({ shiftId: shift.id, cash: { amount: '500' } })
    await expect(liNa.tills.drop({ amount: '1' })).rejects.toEqual(code('TILL_SHIFT_NOT_OPEN'))
  })

  it('pays out up to a limit, and never against what is kept elsewhere', async () => {
    const { liNa, manager, shift, desk } = await openTills()
    await desk('boss', 'owner').settings.change({ plugin: 'tills', set: { payOutLimit: '100' } })
    const given = { account: 'Utilities', reason: 'test' }
    await liNa.tills.payOut({ ...given, amount: '100' })
    await expect(liNa.tills.payOut({ ...given, amount: '100.01' })).rejects.toEqual(code('PERMISSION_MISSING'))
    await manager.tills.payOut({ ...given, shiftId: shift.id, amount: '100.01' })
    for (const account of ['CustomerDeposits', 'Cash:Till:back']) {
      await expect(liNa.tills.payOut({ account, reason: 'test', amount: '1' })).rejects.toEqual(
        code('TILL_ACCOUNT_REFUSED'),
      )
    }
  })

  it('of one branch is no till of another', async () => {
    const { desk, liNa } = await openTills()
    const south = desk('south-manager', 'manager', 'south')
    await expect(south.tills.define({ code: 'front', name: 'Front' })).rejects.toEqual(code('TILL_TAKEN'))
    await expect(south.ledger.takePayment({ orderId: 'o1', legs: cash('10') })).resolves.toMatchObject({
      till: 'south',
    })
    await south.tills.define({ code: 'south-1', name: 'One' })
    const shift = await desk('li-na', 'cashier', 'south').tills.openShift({ float: { amount: '10' } })
    expect(shift).toMatchObject({ till: 'south-1', branch: 'south' })
    await expect(liNa.tills.closeShift({ shiftId: shift.id, cash: { amount: '1' } })).rejects.toEqual(
      code('TILL_SHIFT_UNKNOWN'),
    )
    await liNa.tills.closeShift({ cash: { amount: '500' } })
  })
})

describe('the statements of', () => {
  it('a payment are one more: a look for tills where there are none, the lock of the till where there are', async () => {
    const { adapter, statements } = counting(memory())
    const counter = await openCounter(adapter)
    await counter.manager.sales.open({ orderId: 'o1', total: '1000' })
    const own = async (work: () => Promise<unknown>) => {
      statements.length = 0
      await work()
      return statements.filter((statement) => / tills?(_|$)/.test(statement))
    }
    const pay = (till?: string) => counter.desk('li-na').ledger.takePayment({ orderId: 'o1', legs: cash('1'), till })
    // Nobody knows yet that there are none.
    expect(await own(() => pay())).toEqual(['findForUpdate tills', 'find tills'])
    expect(await own(() => pay())).toEqual(['find tills'])
    await counter.manager.tills.define({ code: 'front', name: 'Front' })
    await counter.desk('li-na').tills.openShift({ float: { amount: '0' } })
    expect(await own(() => pay('front'))).toEqual(['findForUpdate tills'])
    // What was known of the branch holds no longer.
    expect(await own(() => pay())).toEqual(['find tills', 'findForUpdate tills'])
    expect(await own(() => pay())).toEqual(['findForUpdate tills'])
    const other = () => counter.manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'card', amount: '1' }] })
    expect(await own(other)).toEqual(['findForUpdate tills', 'find tills'])
  })

  it('what happens at a drawer of another branch: it is refused, also in a branch without tills', async () => {
    const { manager, desk } = await openTills(memory())
    const north = desk('zhao', 'manager', 'north')
    await north.sales.open({ orderId: 'o2', total: '100' })
    const taken = north.ledger.takePayment({ orderId: 'o2', legs: cash('10'), till: 'front' })
    await expect(taken).rejects.toMatchObject({ code: 'TILL_UNKNOWN' })
    const only = { id: 'qian', roles: [{ role: 'manager', branches: ['north'] }] }
    const { engine } = await openTills(memory())
    const unseen = engine.as({ tenant: 'rose', branch: 'north', actor: only })
    await unseen.sales.open({ orderId: 'o2', total: '100' })
    const hidden = unseen.ledger.takePayment({ orderId: 'o2', legs: cash('10'), till: 'front' })
    await expect(hidden).rejects.toMatchObject({ code: 'TILL_UNKNOWN' })
    expect(await unseen.tills.list({})).toEqual([])
    expect(await balance(manager, 'Cash:Till:front')).toBe('500.00')
  })

  it('opening, closing and handing over a shift do not grow with it', async () => {
    const { adapter, statements } = counting(memory())
    const { liNa, meiMei } = await openTills(adapter)
    const count = async (work: () => Promise<unknown>) => {
      statements.length = 0
      await work()
      return statements.length
    }
    await liNa.tills.closeShift({ cash: { amount: '500' } })
    const counts: number[][] = []
    for (const sales of [0, 30]) {
      const opened = await count(() => liNa.tills.openShift({ till: 'front', float: { amount: '500' } }))
      for (let sale = 0; sale < sales; sale += 1) {
        await liNa.ledger.takePayment({ orderId: 'o1', legs: cash('1') })
      }
      const handed = await count(() => liNa.tills.handOver({ to: 'mei-mei', cash: { amount: '490' } }))
      const closed = await count(() => meiMei.tills.closeShift({ cash: { amount: '500' }, toSafe: '0' }))
      counts.push([opened, handed, closed])
    }
    expect(counts).toEqual([counts[0], counts[0]])
    expect(counts[0]).toEqual([11, 19, 14])
  })
})
