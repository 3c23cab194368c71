import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { cash, openDebts, type Told } from './studio.ts'

const reason = 'test'

async function promised(by: string, amount = '300') {
  const studio = await openDebts()
  await studio.engine.settle()
  const customerId = await studio.register('王芳')
  await studio.order('o1', { customerId, total: '1000', dueDate: '2026-11-01' })
  const contact = await studio.manager.receivables.logContact({
    customerId,
    outcome: 'promised',
    promise: { amount, by },
    note: 'her sister will bring it',
  })
  const state = async () => (await studio.manager.receivables.contacts({ customerId })).items.at(-1)?.promise?.state
  const pay = (paid: string) => studio.manager.ledger.takePayment({ orderId: 'o1', legs: cash(paid) })
  return { ...studio, customerId, contact, state, pay }
}

describe('a contact', () => {
  it('is kept with what came of it, and plans the next call', async () => {
    const { manager, contact, customerId } = await promised('2026-11-25')
    expect(contact).toMatchObject({
      outcome: 'promised',
      channel: 'phone',
      actor: 'manager',
      promise: { amount: '300.00', by: '2026-11-25', state: 'open' },
      nextCallOn: '2026-11-26',
      note: 'her sister will bring it',
    })
    expect(await manager.receivables.followUps({})).toMatchObject({ items: [] })
    const { items } = await manager.receivables.followUps({ through: '2026-11-26' })
    expect(items).toEqual([
      {
        customer: { id: customerId, number: 'C000001', name: '王芳', phone: '13800000000' },
        nextCallOn: '2026-11-26',
        lastContactAt: '2026-11-22T04:00:00.000Z',
        lastOutcome: 'promised',
        outstanding: '1000.00',
        overdue: '1000.00',
        promise: { amount: '300.00', by: '2026-11-25', orderId: null },
      },
    ])
    expect((await manager.receivables.aging({})).items[0]?.lastContact).toEqual({
      at: '2026-11-22T04:00:00.000Z',
      outcome: 'promised',
      nextCallOn: '2026-11-26',
    })
  })

  it('is followed up until nothing is owed any more', async () => {
    const { manager, customerId, pay } = await promised('2026-11-25')
    await manager.receivables.logContact({ customerId, outcome: 'noAnswer', nextCallOn: '2026-11-22' })
    expect((await manager.receivables.followUps({})).items).toHaveLength(1)
    await pay('1000')
    expect((await manager.receivables.followUps({})).items).toHaveLength(0)
  })

  it.each([
    [{ outcome: 'promised' }, 'PROMISE_INVALID'],
    [{ outcome: 'refused', promise: { amount: '1', by: '2026-12-01' } }, 'PROMISE_INVALID'],
    [{ outcome: 'promised', promise: { amount: '1', by: '2026-11-21' } }, 'PROMISE_INVALID'],
    [{ outcome: 'promised', promise: { amount: '0', by: '2026-12-01' } }, 'PROMISE_INVALID'],
    [{ outcome: 'promised', promise: { amount: '1000.01', by: '2026-12-01' } }, 'PROMISE_INVALID'],
    [{ outcome: 'promised', promise: { amount: '1.001', by: '2026-12-01' } }, 'MONEY_TOO_PRECISE'],
    [{ outcome: 'reached', nextCallOn: '2026-11-21' }, 'NEXT_CALL_PAST'],
    [{ outcome: 'reached', orderId: 'another' }, 'COMMITMENT_UNKNOWN'],
    [{ outcome: 'reached', customerId: 'nobody' }, 'CUSTOMER_UNKNOWN'],
    [{ outcome: 'shouted' }, 'INPUT_INVALID'],
  ])('is refused: %j', async (given, code) => {
    const { manager, customerId } = await promised('2026-11-25')
    const before = await manager.receivables.contacts({ customerId })
    await expect(manager.receivables.logContact({ customerId, ...given } as never)).rejects.toMatchObject({ code })
    expect(await manager.receivables.contacts({ customerId })).toEqual(before)
  })

  it('takes as many statements as it has parts', async () => {
    const { manager, customerId, counted } = await promised('2026-11-25')
    const own = (statements: readonly string[]) =>
      statements.filter((one) => /customers|ledger_|receivables_/.test(one))
    const log = (given: object) =>
      counted(() => manager.receivables.logContact({ customerId, outcome: 'reached', ...given }))
    expect(own((await log({}))[1])).toEqual([
      'findForUpdate customers',
      'findForUpdate receivables_cases',
      'update receivables_cases',
      'insert receivables_contacts',
    ])
    const promise = { amount: '1', by: '2026-12-01' }
    expect(own((await log({ outcome: 'promised', promise, note: 'yes' }))[1])).toEqual([
      'findForUpdate customers',
      'find ledger_commitments',
      'findForUpdate receivables_cases',
      'update receivables_cases',
      'findForUpdate receivables_promises',
      'update receivables_promises',
      'insert receivables_contacts',
      'insert receivables_notes',
      'insert receivables_promises',
    ])
    const [, followed] = await counted(() => manager.receivables.followUps({ through: '2027-01-01' }))
    expect(followed).toEqual([
      'find receivables_cases',
      'find customers',
      'find ledger_commitments',
      'find receivables_promises',
    ])
  })

  it('keeps no words of a person who is erased', async () => {
    const disk = memoryDisk()
    const studio = await openDebts({ storage: memory({ disk }) })
    const { owner, manager, order, register } = studio
    const customerId = await register('王芳')
    await order('o1', { customerId, total: '1000', dueDate: '2026-11-01', paid: '300', delivered: '900' })
    const promise = { amount: '300', by: '2026-11-25' }
    await manager.receivables.logContact({ customerId, outcome: 'promised', promise, note: 'her father is ill' })
    const before = await owner.receivables.statement({ customerId })
    await owner.people.erase({ kind: 'customer', id: customerId, reason: 'asked' })
    const rows = JSON.stringify(disk.contents().rows, (_, value) => (typeof value === 'bigint' ? String(value) : value))
    expect(rows).not.toContain('father')
    const { items } = await manager.receivables.contacts({ customerId })
    expect(items).toMatchObject([{ note: null, promise: { state: 'open' } }])
    const after = await owner.receivables.statement({ customerId })
    expect(after).toEqual({ ...before, customer: { ...before.customer, name: null, phone: null } })
    expect((await owner.receivables.aging({})).items[0]).toMatchObject({ overdue: '700.00', customer: { name: null } })
    // The promise is judged all the same.
    await studio.nextDay('2026-11-26')
    expect(await studio.told('receivables.promiseBroken')).toHaveLength(1)
  })
})

describe('a promise', () => {
  it('is kept by what is paid through its last day', async () => {
    const studio = await promised('2026-11-25')
    await studio.pay('100')
    expect(await studio.state()).toBe('open')
    // The business day of the 25th ends at four in the morning of the 26th.
    studio.clock.now = '2026-11-25T19:59:59.999Z'
    await studio.pay('200')
    expect(await studio.state()).toBe('kept')
    await studio.nextDay('2026-11-26')
    expect(await studio.told('receivables.promiseBroken')).toEqual([])
    expect(await studio.told('receivables.promiseKept')).toMatchObject([{ paid: '300.00', by: '2026-11-25' }])
  })

  it('is broken where less was paid in time, and told once', async () => {
    const studio = await promised('2026-11-25')
    await studio.pay('299.99')
    studio.clock.now = '2026-11-25T20:00:00.000Z'
    await studio.pay('0.01')
    expect(await studio.state()).toBe('broken')
    await studio.nextDay('2026-11-26')
    await studio.nextDay('2026-11-27')
    await studio.nextDay('2026-11-28')
    expect(await studio.told('receivables.promiseBroken')).toEqual([
      {
        contactId: studio.contact.id,
        customerId: studio.customerId,
        orderId: null,
        by: '2026-11-25',
        currency: 'CNY',
        amount: '300.00',
        paid: '299.99',
      },
    ])
    expect(await studio.state()).toBe('broken')
  })

  it('is not kept by money that went back, nor by a bond', async () => {
    const { manager, pay, state, clock } = await promised('2026-11-25')
    await manager.ledger.takePayment({ orderId: 'o1', legs: cash('500'), purpose: 'bond' })
    const first = await pay('300')
    expect(await state()).toBe('kept')
    await manager.ledger.refund({ receiptId: first.id, amount: '1', reason })
    expect(await state()).toBe('open')
    const second = await pay('1')
    expect(await state()).toBe('kept')
    await manager.ledger.voidReceipt({ receiptId: second.id, reason })
    clock.now = '2026-11-25T20:00:00.000Z'
    expect(await state()).toBe('broken')
  })

  it('is replaced by a later one about the same, which alone is judged', async () => {
    const studio = await promised('2026-11-25')
    const { customerId, manager } = studio
    const again = { amount: '1000', by: '2026-11-30' }
    await manager.receivables.logContact({ customerId, outcome: 'promised', promise: again })
    await manager.receivables.logContact({
      customerId,
      orderId: 'o1',
      outcome: 'promised',
      promise: { amount: '10', by: '2026-11-24' },
    })
    expect(await studio.state()).toBe('replaced')
    await studio.pay('10')
    await studio.nextDay('2026-12-01')
    expect((await studio.told('receivables.promiseBroken')).map(({ amount }) => amount)).toEqual(['1000.00'])
    expect((await studio.told('receivables.promiseKept')).map(({ amount }) => amount)).toEqual(['10.00'])
  })
})

describe('what falls due', () => {
  it('is told once for every due date, by four in the morning of its day', async () => {
    const studio = await openDebts()
    const { order, manager, clock, engine, nextDay } = studio
    await engine.settle()
    await order('once', { total: '100', dueDate: '2026-11-24' })
    await order('parts', { total: '900' })
    await manager.receivables.agreeTerms({
      orderId: 'parts',
      terms: { dates: ['2026-11-24', '2026-11-25', '2026-12-24'] },
    })
    await order('paid', { total: '100', paid: '100', dueDate: '2026-11-24' })
    await order('delivered', { total: '100', delivered: '60' })
    const due = async () =>
      (await studio.told('receivables.fellDue')).map(({ orderId, dueDate, amount }) => [orderId, dueDate, amount])
    clock.now = '2026-11-23T19:59:00.000Z'
    await engine.settle()
    expect(await due()).toEqual([['delivered', '2026-11-22', '60.00']])
    clock.now = '2026-11-23T20:10:00.000Z'
    await engine.settle()
    expect((await due()).slice(1).toSorted()).toEqual([
      ['once', '2026-11-24', '100.00'],
      ['parts', '2026-11-24', '300.00'],
    ])
    await manager.ledger.takePayment({ orderId: 'parts', legs: cash('400') })
    // Days on which no process ran are made up for.
    await nextDay('2026-11-28')
    await nextDay('2026-11-29')
    expect((await due()).slice(3)).toEqual([['parts', '2026-11-25', '200.00']])
  })

  it('is told once by several engines on one disk', async () => {
    const disk = memoryDisk()
    const heard: Told[] = []
    const one = await openDebts({ storage: memory({ disk }), heard })
    const other = await openDebts({ storage: memory({ disk }), heard })
    await one.engine.settle()
    for (let at = 0; at < 120; at++) await one.order(`o${at}`, { total: '10', dueDate: '2026-11-23' })
    for (const studio of [one, other]) studio.goTo('2026-11-24')
    await Promise.all([one.engine.settle(), other.engine.settle(), one.engine.settle()])
    const names = (await one.told('receivables.fellDue')).map(({ orderId }) => orderId)
    expect(names).toHaveLength(120)
    expect(new Set(names).size).toBe(120)
  })
})
