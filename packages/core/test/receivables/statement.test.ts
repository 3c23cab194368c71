import { describe, expect, it } from 'vitest'
import { cash, openDebts } from './studio.ts'

const reason = 'test'

/** A customer with two orders and everything that can move them, over three days. */
async function busy() {
  const studio = await openDebts()
  const { manager, order, register, deliver, goTo } = studio
  const customerId = await register('王芳')
  await order('o1', { customerId, total: '1000', paid: '400', dueDate: '2026-12-01' })
  await manager.ledger.takePayment({ orderId: 'o1', legs: cash('50'), purpose: 'bond' })
  goTo('2026-11-23')
  await deliver('o1', '700')
  await order('o2', { customerId, total: '200', paid: '200' })
  const mistaken = await manager.ledger.takePayment({ orderId: 'o1', legs: cash('10') })
  await manager.ledger.voidReceipt({ receiptId: mistaken.id, reason })
  goTo('2026-11-24')
  await manager.receivables.writeOff({ orderId: 'o1', amount: '100', reason })
  await manager.sales.cancel({ orderId: 'o2', forfeit: '50', refund: 'rest' })
  return { ...studio, customerId }
}

describe('a statement of account', () => {
  it('opens, moves and closes; all that moved is told by kind, and by order', async () => {
    const { owner, customerId } = await busy()
    const { items, orders, ...whole } = await owner.receivables.statement({
      customerId,
      from: '2026-11-23',
      to: '2026-11-24',
    })
    expect(whole).toMatchObject({
      customer: { name: '王芳', number: 'C000001' },
      from: '2026-11-23',
      to: '2026-11-24',
      opening: '-400.00',
      moved: {
        deliveries: '700.00',
        payments: '-200.00',
        refunds: '0.00',
        cancellations: '200.00',
        waivers: '0.00',
        writeOffs: '-100.00',
        other: '0.00',
      },
      closing: '200.00',
      elsewhere: '0.00',
      outstanding: '500.00',
      dues: [{ orderId: 'o1', dueDate: '2026-12-01', amount: '500.00' }],
      next: null,
    })
    expect(items.map(({ kind, amount, balance }) => [kind, amount, balance])).toEqual([
      ['deliveries', '700.00', '300.00'],
      ['payments', '-200.00', '100.00'],
      ['payments', '-10.00', '90.00'],
      ['payments', '10.00', '100.00'],
      ['writeOffs', '-100.00', '0.00'],
      ['cancellations', '200.00', '200.00'],
    ])
    expect(orders).toMatchObject([
      { orderId: 'o1', opening: '-400.00', closing: '200.00' },
      { orderId: 'o2', opening: '0.00', closing: '0.00' },
    ])
    const balances = await Promise.all(['o1', 'o2'].map((orderId) => owner.ledger.balanceDue({ orderId })))
    expect(balances.map(({ receivable, deposits }) => [receivable, deposits])).toEqual([
      ['200.00', '0.00'],
      ['0.00', '0.00'],
    ])
  })

  it('goes on where the range before ended, however it is cut', async () => {
    const { owner, customerId } = await busy()
    const first = await owner.receivables.statement({ customerId, to: '2026-11-22' })
    const second = await owner.receivables.statement({ customerId, from: '2026-11-23', to: '2026-11-23' })
    const third = await owner.receivables.statement({ customerId, from: '2026-11-24' })
    expect([first.opening, second.opening, third.opening, third.closing]).toEqual([
      '0.00',
      first.closing,
      second.closing,
      '200.00',
    ])
    const seen: unknown[] = []
    let cursor: string | undefined
    do {
      const page = await owner.receivables.statement({ customerId, limit: 1, cursor })
      seen.push(...page.items)
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    const whole = await owner.receivables.statement({ customerId })
    expect(seen).toEqual(whole.items)
  })

  it('takes four statements', async () => {
    const { owner, customerId, counted } = await busy()
    const [, statements] = await counted(() => owner.receivables.statement({ customerId }))
    expect(statements).toEqual([
      'find ledger_commitments',
      'find customers',
      'aggregate ledger_entries',
      'aggregate ledger_lines',
    ])
  })

  it('says what moved in branches that its reader does not see', async () => {
    const { owner, engine, customerId } = await busy()
    const north = engine.as({ tenant: 'rose', branch: 'north', actor: { id: 'n', roles: ['manager'] } })
    await north.ledger.takePayment({ orderId: 'o1', legs: cash('30') })
    expect(await owner.receivables.statement({ customerId })).toMatchObject({ closing: '170.00', elsewhere: '0.00' })
    const here = engine.as({
      tenant: 'rose',
      branch: 'main',
      actor: { id: 'm', roles: [{ role: 'manager', branches: ['main'] }] },
    })
    const { closing, elsewhere, items } = await here.receivables.statement({ customerId })
    expect([closing, elsewhere, items.at(-1)?.balance]).toEqual(['170.00', '-30.00', '200.00'])
  })

  it.each([
    [{ customerId: 'nobody' }, 'DEBTOR_UNKNOWN'],
    [{ from: '2026-02-30' }, 'INPUT_INVALID'],
    [{ cursor: 'x' }, 'CURSOR_INVALID'],
  ])('refuses %j', async (given, code) => {
    const { owner, customerId } = await busy()
    await expect(owner.receivables.statement({ customerId, ...given })).rejects.toMatchObject({ code })
  })
})

describe('customers who turn out to be one', () => {
  it('have one debt and one statement, with the history of both', async () => {
    const { owner, order, register, deliver } = await openDebts()
    const [one, other] = [await register('王芳'), await register('王方')]
    await order('o1', { customerId: one, total: '100', paid: '20', dueDate: '2026-11-01' })
    await order('o2', { customerId: other, total: '300', paid: '30', dueDate: '2026-11-02' })
    await deliver('o2', '300')
    await owner.listening.merge({ from: other, to: one })
    expect(await owner.receivables.aging({})).toMatchObject({ count: 1, overdue: '350.00' })
    const account = await owner.receivables.statement({ customerId: one })
    expect(account).toMatchObject({ closing: '250.00', elsewhere: '0.00', outstanding: '350.00' })
    expect(account.items).toHaveLength(3)
    await expect(owner.receivables.statement({ customerId: other })).rejects.toMatchObject({ code: 'DEBTOR_UNKNOWN' })
  })
})
