import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { cash, openDebts } from './studio.ts'

const policy = { plugin: 'receivables', set: { allowance: [1, 5, 20, 50, 100] } }

/** On 1 December: 1,000 not due, 333.33 for 10 days, 500 for 40, and 200 that were not delivered. */
async function owed(storage = memory()) {
  const studio = await openDebts({ storage })
  const { order, owner, goTo } = studio
  await owner.settings.change(policy)
  await order('o1', { total: '1000', dueDate: '2026-12-24', delivered: '1000' })
  await order('o2', { total: '333.33', dueDate: '2026-11-20', delivered: '333.33' })
  await order('o3', { total: '700', dueDate: '2026-10-21', delivered: '500' })
  goTo('2026-12-01')
  const allowance = async () => {
    const { accounts } = await owner.ledger.trialBalance({})
    return accounts.find(({ account }) => account === 'AR:Allowance')?.balance ?? '0.00'
  }
  return { ...studio, allowance }
}

describe('the allowance for doubtful debts', () => {
  it('is the percents of what was owed for deliveries at the end of the month, by age', async () => {
    const { accountant, owner, allowance } = await owed()
    const posted = await accountant.receivables.postAllowance({ month: '2026-11' })
    expect(posted).toMatchObject({
      receivable: '1833.33',
      target: '126.67',
      change: '126.67',
      ages: [
        { from: 0, amount: '1000.00', percent: 1, allowance: '10.00' },
        { from: 1, amount: '333.33', percent: 5, allowance: '16.67' },
        { from: 31, amount: '500.00', percent: 20, allowance: '100.00' },
        { from: 61, amount: '0.00', percent: 50, allowance: '0.00' },
        { from: 91, amount: '0.00', percent: 100, allowance: '0.00' },
      ],
    })
    expect(await allowance()).toBe('-126.67')
    const entry = (await owner.ledger.entries({})).items.find(({ id }) => id === posted.entryId)
    expect(entry).toMatchObject({ kind: 'allowance', businessDate: '2026-11-30', amount: '126.67' })
  })

  it('does not change by what comes after the month', async () => {
    const { accountant, manager, order } = await owed()
    await order('late', { total: '900', delivered: '900' })
    await manager.ledger.takePayment({ orderId: 'o3', legs: cash('500') })
    const { target, receivable } = await accountant.receivables.postAllowance({ month: '2026-11' })
    expect([receivable, target]).toEqual(['1833.33', '126.67'])
  })

  it('is posted as the difference to the month before, down as well as up', async () => {
    const { accountant, manager, goTo, allowance } = await owed()
    await accountant.receivables.postAllowance({ month: '2026-11' })
    await manager.ledger.takePayment({ orderId: 'o1', legs: cash('1000') })
    await manager.receivables.writeOff({ orderId: 'o3', amount: '500', reason: 'gone' })
    goTo('2027-01-02')
    const december = await accountant.receivables.postAllowance({ month: '2026-12' })
    // 333.33 for 41 days: 20 %.
    expect(december).toMatchObject({ receivable: '333.33', target: '66.67', change: '-60.00' })
    expect(await allowance()).toBe('-66.67')
    goTo('2027-02-02')
    const january = await accountant.receivables.postAllowance({ month: '2027-01' })
    expect(january).toMatchObject({ target: '166.67', change: '100.00' })
    goTo('2027-03-02')
    const february = await accountant.receivables.postAllowance({ month: '2027-02' })
    expect(february).toMatchObject({ target: '333.33', change: '166.66' })
    goTo('2027-04-02')
    expect(await accountant.receivables.postAllowance({ month: '2027-03' })).toMatchObject({
      change: '0.00',
      entryId: null,
    })
    const { items } = await accountant.receivables.allowances({})
    expect(items.map(({ month }) => month)).toEqual(['2027-03', '2027-02', '2027-01', '2026-12', '2026-11'])
    expect(await allowance()).toBe('-333.33')
  })

  it('is posted once a month, in the order of the months, and never ahead', async () => {
    const { accountant, goTo, owner } = await owed()
    const post = (month: string) => accountant.receivables.postAllowance({ month })
    await expect(post('2026-12')).rejects.toMatchObject({ code: 'ALLOWANCE_MONTH_NOT_OVER' })
    await post('2026-11')
    await expect(post('2026-11')).rejects.toMatchObject({ code: 'ALLOWANCE_POSTED' })
    await expect(post('2026-10')).rejects.toMatchObject({ code: 'ALLOWANCE_POSTED' })
    await expect(post('2026-13')).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    goTo('2027-02-01')
    await owner.ledger.lockPeriod({ through: '2026-12-31' })
    await expect(post('2026-12')).rejects.toMatchObject({ code: 'PERIOD_CLOSED' })
    await owner.settings.change({ plugin: 'receivables', set: { allowance: null } })
    await expect(post('2027-01')).rejects.toMatchObject({ code: 'ALLOWANCE_OFF' })
  })

  it('is posted once by several engines at the same moment', async () => {
    const disk = memoryDisk()
    const one = await owed(memory({ disk }))
    const other = await openDebts({ storage: memory({ disk }) })
    other.goTo('2026-12-01')
    const tries = [one, other, one, other].map(({ owner }) => owner.receivables.postAllowance({ month: '2026-11' }))
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await one.allowance()).toBe('-126.67')
  })

  it('needs eyes for every branch, and a percent for every age', async () => {
    const { engine, owner } = await owed()
    const here = engine.as({
      tenant: 'rose',
      branch: 'main',
      actor: { id: 'm', roles: [{ role: 'manager', branches: ['main'] }] },
    })
    await expect(here.receivables.postAllowance({ month: '2026-11' })).rejects.toMatchObject({
      code: 'ALLOWANCE_BEYOND_BRANCHES',
    })
    const set = (allowance: number[]) => owner.settings.change({ plugin: 'receivables', set: { allowance } })
    await expect(set([1, 2, 3])).rejects.toMatchObject({ code: 'SETTINGS_INVALID' })
    await expect(set([1, 2, 3, 4, 101])).rejects.toMatchObject({ code: 'SETTINGS_INVALID' })
    await expect(owner.settings.change({ plugin: 'receivables', set: { agingDays: [30, 30] } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
    })
  })

  it('takes no manual entries', async () => {
    const { owner } = await owed()
    const lines = [
      { account: 'BadDebts', debit: '1' },
      { account: 'AR:Allowance', credit: '1' },
    ]
    await expect(owner.ledger.post({ lines, memo: 'by hand' })).rejects.toMatchObject({ code: 'ACCOUNT_CONTROLLED' })
  })
})
