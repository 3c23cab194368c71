/** Bills, expenses and their jobs on a file: two engines at once, and every control account the sum of its rows. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, clockToken, createEngine, Money, provide } from '@calotype/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'

const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' } as const
const owner = { tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['owner'] } } as const
const reason = 'both engines'
const bank = (amount: string) => [{ account: 'Bank:icbc', amount }]
const albums = (amount: string) => [{ account: 'Inventory:Albums', amount }]

let now = ''
const clock: Clock = { now: () => now }
let folder = ''
const opened = () =>
  createEngine({
    storage: sqlite({ file: join(folder, 'studio.db') }),
    studio,
    tenants: ['rose'],
    background: false,
    provide: [provide(clockToken, { useValue: clock })],
  })
let engines: Awaited<ReturnType<typeof opened>>[] = []

beforeEach(async () => {
  now = '2026-11-22T04:00:00.000Z'
  folder = mkdtempSync(join(tmpdir(), 'calotype-back-office-'))
  engines = [await opened(), await opened()]
})
afterEach(async () => {
  for (const engine of engines) await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

function deskOf(turn: number) {
  const engine = engines[turn % engines.length]
  if (engine === undefined) throw new Error('no engine is open')
  return engine.as(owner)
}

const sum = (amounts: readonly string[]): string =>
  Money.sum(
    'CNY',
    amounts.map((amount) => Money.of(amount, 'CNY')),
  ).toString()

async function balance(account: string): Promise<string> {
  return (await deskOf(0).ledger.accountBalance({ account })).balance
}

describe('two engines on one file', () => {
  it('let exactly ten of 20 payments of 100 through, of a bill over 1,000', async () => {
    const { id: supplierId } = await deskOf(0).payables.addSupplier({ name: '晨光相册厂' })
    const bill = await deskOf(0).payables.recordBill({ supplierId, number: '1', lines: albums('1000') })
    const bills = [{ documentId: bill.id, amount: '100' }]
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, turn) =>
        deskOf(turn).payables.pay.attempt({ supplierId, bills, legs: bank('100') }),
      ),
    )
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(10)
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('PAYABLE_EXCEEDS_OPEN')
    expect(await balance('AP:Suppliers')).toBe('0.00')
  })

  it('apply no more of an advance than there is', async () => {
    const { id: supplierId } = await deskOf(0).payables.addSupplier({ name: '晨光相册厂' })
    const bill = await deskOf(0).payables.recordBill({ supplierId, number: '1', lines: albums('1000') })
    const advance = await deskOf(1).payables.payAdvance({ supplierId, legs: bank('250') })
    const bills = [{ documentId: bill.id, amount: '100' }]
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, turn) =>
        deskOf(turn).payables.applyCredit.attempt({ creditId: advance.id, bills }),
      ),
    )
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(2)
    expect(await balance('SupplierAdvances')).toBe('50.00')
    expect(await balance('AP:Suppliers')).toBe('-800.00')
  })

  it('post what is due once, also after months in which nobody worked', async () => {
    const legs = bank('12000.01')
    await deskOf(0).expenses.prepay({
      category: 'insurance',
      amount: '12000.01',
      startsOn: '2026-11-01',
      months: 12,
      legs,
    })
    const rent = { name: '房租', category: 'rent', amount: '8000', startsOn: '2026-12-01', account: 'Bank:icbc' }
    await deskOf(0).expenses.addRecurring({ ...rent, mode: 'post' })
    await deskOf(0).expenses.accrue({ category: 'utilities', amount: '420' })
    now = '2027-03-31T04:00:00.000Z'
    await Promise.all(engines.map((engine) => engine.settle()))
    expect(await balance('Insurance')).toBe('5000.01')
    expect(await balance('Prepaid')).toBe('7000.00')
    expect(await balance('Rent')).toBe('32000.00')
    expect(await balance('Utilities')).toBe('0.00')
    expect(await deskOf(1).expenses.doDue({})).toEqual({ recurring: 0, prepaidParts: 0, accruals: 0 })
  })

  it('keep every control account the sum of its rows, whatever is done', async () => {
    const { id: supplierId } = await deskOf(0).payables.addSupplier({ name: '晨光相册厂' })
    const check = async (): Promise<void> => {
      const { items } = await deskOf(1).payables.bills({ limit: 200 })
      const open = (kind: string) => sum(items.filter((one) => one.kind === kind).map((one) => one.open))
      expect(await balance('AP:Suppliers')).toBe(
        Money.of(open('creditNote'), 'CNY')
          .minus(Money.of(open('bill'), 'CNY'))
          .toString(),
      )
      expect(await balance('SupplierAdvances')).toBe(open('advance'))
      const prepaid = await deskOf(1).expenses.prepaid({ limit: 200 })
      expect(await balance('Prepaid')).toBe(sum(prepaid.items.map((one) => one.rest)))
      const { totals } = await deskOf(1).ledger.trialBalance({})
      for (const total of totals) expect(total.debit).toBe(total.credit)
    }
    for (let turn = 0; turn < 12; turn++) {
      const desk = deskOf(turn)
      const number = `${turn}`
      const bill = await desk.payables.recordBill({ supplierId, number, lines: albums(`${100 + turn}.37`) })
      const note = await desk.payables.recordCreditNote({ supplierId, number, lines: albums('12.05') })
      const advance = await desk.payables.payAdvance({ supplierId, legs: bank('20') })
      const bills = [{ documentId: bill.id }]
      const applied = await desk.payables.applyCredit({ creditId: note.id, bills })
      await desk.payables.applyCredit({ creditId: advance.id, bills: [{ documentId: bill.id, amount: '7' }] })
      await check()
      await desk.payables.takeRefund({ creditId: advance.id, legs: bank('3') })
      if (turn % 2 === 0) await desk.payables.voidSettlement({ settlementId: applied.id, reason })
      if (turn % 3 === 0) await desk.payables.writeOff({ documentId: bill.id, amount: '0.37', reason })
      else await desk.payables.pay({ supplierId, bills: [{ documentId: bill.id, amount: '50' }], legs: bank('50') })
      const spread = turn % 2 === 0 ? 'days' : 'months'
      const terms = { category: 'rent', amount: '1000', startsOn: '2026-10-15', months: 5, spread } as const
      await desk.expenses.prepay({ ...terms, bill: { supplierId, number: `P${turn}` } })
      await desk.expenses.doDue({})
      await check()
    }
  })
})
