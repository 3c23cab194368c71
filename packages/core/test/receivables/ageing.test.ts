import { describe, expect, it } from 'vitest'
import { openDebts } from './studio.ts'

/** 22 November 2026 is today. */
async function indebted() {
  const studio = await openDebts()
  const { order, register } = studio
  const [fang, wei, ming] = [await register('王芳'), await register('张伟'), await register('李明')]
  await order('f1', { customerId: fang, total: '1000', paid: '400', dueDate: '2026-11-22' })
  await order('f2', { customerId: fang, total: '300', dueDate: '2026-11-21' })
  await order('w1', { customerId: wei, total: '500', dueDate: '2026-10-22', paid: '100' })
  await order('m1', { customerId: ming, total: '800', dueDate: '2026-08-01', delivered: '800' })
  await order('m2', { customerId: ming, total: '50', paid: '50', dueDate: '2026-01-01' })
  return { ...studio, fang, wei, ming }
}

describe('ageing', () => {
  it('tells who owes how much since when, the most overdue first, with totals of all', async () => {
    const { owner, fang, wei, ming } = await indebted()
    const { items, ...whole } = await owner.receivables.aging({})
    expect(whole).toEqual({
      next: null,
      currency: 'CNY',
      bands: [
        { from: 0, to: 0 },
        { from: 1, to: 30 },
        { from: 31, to: 60 },
        { from: 61, to: 90 },
        { from: 91, to: null },
      ],
      count: 3,
      outstanding: '2100.00',
      overdue: '1500.00',
      ages: ['600.00', '300.00', '400.00', '0.00', '800.00'],
    })
    expect(
      items.map(({ customer, overdue, since, daysOverdue }) => [customer?.id, overdue, since, daysOverdue]),
    ).toEqual([
      [ming, '800.00', '2026-08-01', 113],
      [wei, '400.00', '2026-10-22', 31],
      [fang, '300.00', '2026-11-21', 1],
    ])
    expect(items[2]).toMatchObject({
      customer: { name: '王芳', phone: '13800000000' },
      outstanding: '900.00',
      ages: ['600.00', '300.00', '0.00', '0.00', '0.00'],
      lastPayment: '2026-11-22',
      lastContact: null,
      orders: [
        { orderId: 'f1', balanceDue: '600.00', overdue: '0.00', dueDate: '2026-11-22' },
        { orderId: 'f2', balanceDue: '300.00', overdue: '300.00', dueDate: '2026-11-21' },
      ],
    })
    expect(items[0]?.lastPayment).toBe('2026-11-22')
  })

  it('sorts by amount or age, page by page, and lists what is not due where asked', async () => {
    const { owner, order, register, fang, wei, ming } = await indebted()
    const later = await register('刘洋')
    await order('l1', { customerId: later, total: '5000', dueDate: '2027-01-01' })
    const walk = async (sort: 'overdue' | 'outstanding' | 'age') => {
      const seen: unknown[] = []
      let cursor: string | undefined
      do {
        const page = await owner.receivables.aging({ sort, notDue: true, limit: 1, cursor })
        expect(page.count).toBe(4)
        expect(page.outstanding).toBe('7100.00')
        seen.push(...page.items.map(({ customer }) => customer?.id))
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return seen
    }
    expect(await walk('overdue')).toEqual([ming, wei, fang, later])
    expect(await walk('outstanding')).toEqual([later, fang, ming, wei])
    expect(await walk('age')).toEqual([ming, wei, fang, later])
    expect((await owner.receivables.aging({ sort: 'outstanding' })).count).toBe(3)
  })

  it('counts from the delivery where no due date was agreed', async () => {
    const { owner, order, deliver, goTo } = await openDebts()
    await order('o1', { total: '500', paid: '100' })
    expect((await owner.receivables.aging({ notDue: true })).ages[0]).toBe('400.00')
    await deliver('o1', '300')
    goTo('2026-11-23')
    const { items } = await owner.receivables.aging({})
    expect(items[0]).toMatchObject({ outstanding: '400.00', overdue: '200.00', since: '2026-11-22', daysOverdue: 1 })
    expect(await owner.ledger.receivables({})).toMatchObject({ outstanding: '400.00', arrears: '200.00' })
    const pay = (amount: string) => owner.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'cash', amount }] })
    // A part of it does not make the rest younger.
    await pay('50')
    expect((await owner.receivables.aging({})).items[0]).toMatchObject({ overdue: '150.00', since: '2026-11-22' })
    await pay('150')
    expect((await owner.receivables.aging({})).count).toBe(0)
    // What is delivered later is owed since then.
    await deliver('o1', '100')
    goTo('2026-11-24')
    expect((await owner.receivables.aging({})).items[0]).toMatchObject({ overdue: '100.00', since: '2026-11-23' })
  })

  it('takes four statements, whatever was settled', async () => {
    const { owner, order, counted } = await indebted()
    const aging = () => owner.receivables.aging({})
    // The settings of a studio are read once.
    await aging()
    const [, few] = await counted(aging)
    for (let at = 0; at < 30; at++) await order(`s${at}`, { total: '10', paid: '10', dueDate: '2026-01-01' })
    const [, many] = await counted(aging)
    expect(few).toEqual([
      'find ledger_commitments',
      'find customers',
      'aggregate ledger_entries',
      'find receivables_cases',
    ])
    expect(many).toEqual(few)
  })

  it('does not name customers to who may not read them', async () => {
    const { engine, owner } = await indebted()
    const blind = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'x', roles: ['photographer'] } })
    await expect(blind.receivables.aging({})).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    expect((await owner.receivables.aging({})).items[0]?.customer?.name).toBe('李明')
  })

  it.each([
    [{ limit: 0 }, 'INPUT_INVALID'],
    [{ sort: 'name' as never }, 'INPUT_INVALID'],
    [{ cursor: 'nonsense' }, 'CURSOR_INVALID'],
  ])('refuses %j', async (input, code) => {
    const { owner } = await indebted()
    await expect(owner.receivables.aging(input)).rejects.toMatchObject({ code })
  })

  it('refuses a cursor of another order', async () => {
    const { owner } = await indebted()
    const { next } = await owner.receivables.aging({ limit: 1 })
    await expect(owner.receivables.aging({ sort: 'age', cursor: next ?? '' })).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    })
  })
})

describe('the day of an age', () => {
  it('begins when the business day does, at four', async () => {
    const { owner, order, clock } = await openDebts()
    await order('o1', { total: '100', dueDate: '2026-11-22' })
    clock.now = '2026-11-22T19:59:59.999Z'
    expect((await owner.receivables.aging({})).count).toBe(0)
    clock.now = '2026-11-22T20:00:00.000Z'
    expect((await owner.receivables.aging({})).items[0]).toMatchObject({ daysOverdue: 1 })
  })
})
