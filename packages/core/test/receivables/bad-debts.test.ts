import { describe, expect, it } from 'vitest'
import { cash, openDebts } from './studio.ts'

const reason = 'moved away'

async function delivered() {
  const studio = await openDebts()
  const customerId = await studio.register('王芳')
  await studio.order('o1', { customerId, total: '1000', paid: '200', delivered: '700' })
  const account = async (code: string) => {
    const { accounts } = await studio.owner.ledger.trialBalance({})
    return accounts.find((one) => one.account === code)?.balance ?? '0.00'
  }
  const due = () => studio.owner.ledger.balanceDue({ orderId: 'o1' })
  return { ...studio, customerId, account, due }
}

describe('a write-off', () => {
  it('gives up what is owed for what was delivered, as an expense', async () => {
    const { manager, account, due } = await delivered()
    const answer = await manager.receivables.writeOff({ orderId: 'o1', amount: '100', reason })
    expect(answer).toMatchObject({ amount: '100.00', writtenOff: '100.00', balanceDue: '700.00', approver: null })
    expect(await due()).toMatchObject({
      receivable: '400.00',
      writtenOff: '100.00',
      balanceDue: '700.00',
      waived: '0.00',
    })
    expect([await account('BadDebts'), await account('AR:Customers')]).toEqual(['100.00', '400.00'])
    // The rest, unless told.
    await manager.receivables.writeOff({ orderId: 'o1', reason })
    expect(await due()).toMatchObject({ receivable: '0.00', writtenOff: '500.00', balanceDue: '300.00' })
  })

  it('never takes more than is owed for what was delivered', async () => {
    const { manager, order, due } = await delivered()
    const before = await due()
    const writeOff = (amount: string) => manager.receivables.writeOff({ orderId: 'o1', amount, reason })
    await expect(writeOff('500.01')).rejects.toMatchObject({
      code: 'WRITE_OFF_EXCEEDS_RECEIVABLE',
      details: { amount: '500.01', receivable: '500.00' },
    })
    await expect(writeOff('0')).rejects.toMatchObject({ code: 'AMOUNT_NOT_POSITIVE' })
    await expect(writeOff('-1')).rejects.toMatchObject({ code: 'AMOUNT_NOT_POSITIVE' })
    await expect(writeOff('1.001')).rejects.toMatchObject({ code: 'MONEY_TOO_PRECISE' })
    expect(await due()).toEqual(before)
    await order('o2', { total: '100', dueDate: '2026-01-01' })
    await expect(manager.receivables.writeOff({ orderId: 'o2', reason })).rejects.toMatchObject({
      code: 'AMOUNT_NOT_POSITIVE',
    })
    await expect(manager.receivables.writeOff({ orderId: 'none', reason })).rejects.toMatchObject({
      code: 'COMMITMENT_UNKNOWN',
    })
  })

  it('needs a second person above the limit, counted over all of the order', async () => {
    const { accountant, owner, due } = await delivered()
    const writeOff = (amount: string, approver?: string) =>
      accountant.receivables.writeOff({ orderId: 'o1', amount, reason, approver })
    await expect(writeOff('0.01')).rejects.toMatchObject({ code: 'APPROVER_MISSING' })
    await owner.settings.change({ plugin: 'receivables', set: { writeOffLimit: '100' } })
    expect(await writeOff('60')).toMatchObject({ approver: null })
    await expect(writeOff('40.01')).rejects.toMatchObject({ code: 'APPROVER_MISSING' })
    await expect(writeOff('40.01', 'accountant')).rejects.toMatchObject({ code: 'APPROVER_REFUSED' })
    await expect(writeOff('40.01', 'somebody')).rejects.toMatchObject({ code: 'APPROVER_REFUSED' })
    expect(await due()).toMatchObject({ writtenOff: '60.00' })
    expect(await writeOff('40.01', 'the-boss')).toMatchObject({ approver: 'the-boss', writtenOff: '100.01' })
    await owner.settings.change({ plugin: 'receivables', set: { writeOffLimit: 'none' } })
    expect(await writeOff('10')).toMatchObject({ approver: null })
  })

  it('is refused to a cashier', async () => {
    const { as } = await delivered()
    await expect(as('cashier').receivables.writeOff({ orderId: 'o1', reason })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
  })

  it('is reversed once, and the debt is claimed again', async () => {
    const { manager, account, due } = await delivered()
    const before = await due()
    const { entryId: writeOffId } = await manager.receivables.writeOff({ orderId: 'o1', amount: '300', reason })
    const answer = await manager.receivables.reverseWriteOff({ writeOffId, reason: 'a mistake' })
    expect(answer).toMatchObject({ writeOffId, amount: '300.00', balanceDue: '800.00' })
    expect(await due()).toEqual(before)
    expect([await account('BadDebts'), await account('AR:Customers')]).toEqual(['0.00', '500.00'])
    const again = manager.receivables.reverseWriteOff({ writeOffId, reason })
    await expect(again).rejects.toMatchObject({ code: 'WRITE_OFF_LEFT_EXCEEDED' })
    await expect(manager.receivables.reverseWriteOff({ writeOffId: answer.entryId, reason })).rejects.toMatchObject({
      code: 'WRITE_OFF_UNKNOWN',
    })
    const entries = (await manager.ledger.entries({})).items
    expect(entries.find(({ id }) => id === answer.entryId)).toMatchObject({
      kind: 'writeOffReversal',
      correctsId: writeOffId,
    })
  })

  it('is recovered in parts: income, and a receipt like every other', async () => {
    const { manager, as, account, due } = await delivered()
    const { entryId: writeOffId } = await manager.receivables.writeOff({ orderId: 'o1', amount: '300', reason })
    const cashier = as('cashier')
    const first = await cashier.receivables.recover({ writeOffId, legs: cash('120') })
    expect(first).toMatchObject({ amount: '120.00', receipt: { amount: '120.00', kind: 'receipt', orderId: 'o1' } })
    expect(await due()).toMatchObject({
      writtenOff: '180.00',
      receivable: '200.00',
      balanceDue: '500.00',
      paid: '320.00',
    })
    expect([await account('BadDebts'), await account('Income:BadDebtsRecovered')]).toEqual(['300.00', '-120.00'])
    const recover = (amount: string) => cashier.receivables.recover({ writeOffId, legs: cash(amount) })
    await expect(recover('180.01')).rejects.toMatchObject({
      code: 'WRITE_OFF_LEFT_EXCEEDED',
      details: { left: '180.00' },
    })
    // What was recovered is not reversed any more.
    await manager.receivables.reverseWriteOff({ writeOffId, reason })
    expect(await account('BadDebts')).toBe('120.00')
    await expect(recover('0.01')).rejects.toMatchObject({ code: 'WRITE_OFF_LEFT_EXCEEDED' })
    // A void of the receipt makes it owed again.
    await manager.ledger.voidReceipt({ receiptId: first.receipt.id, reason })
    expect(await due()).toMatchObject({ receivable: '500.00', writtenOff: '0.00' })
  })

  it('ends with the delivery that it was written off of', async () => {
    const { manager, deliver, account, due } = await delivered()
    const recognitionId = await deliver('o1', '300')
    const { entryId: writeOffId } = await manager.receivables.writeOff({ orderId: 'o1', amount: '800', reason })
    await manager.sales.takeBack({ orderId: 'o1', recognitionId })
    // 700 are delivered, 200 paid: of the 800 that were written off, 700 can stand.
    expect(await due()).toMatchObject({
      recognised: '700.00',
      writtenOff: '700.00',
      deposits: '200.00',
      receivable: '0.00',
    })
    expect(await account('BadDebts')).toBe('700.00')
    await expect(manager.receivables.recover({ writeOffId, legs: cash('700.01') })).rejects.toMatchObject({
      code: 'WRITE_OFF_LEFT_EXCEEDED',
      details: { left: '700.00' },
    })
  })

  it('uses up deposits when it is claimed again', async () => {
    const { manager, deliver, due } = await delivered()
    const { entryId: writeOffId } = await manager.receivables.writeOff({ orderId: 'o1', reason })
    await manager.ledger.takePayment({ orderId: 'o1', legs: cash('300') })
    expect(await due()).toMatchObject({ deposits: '300.00', receivable: '0.00' })
    await manager.receivables.reverseWriteOff({ writeOffId, reason })
    expect(await due()).toMatchObject({ deposits: '0.00', receivable: '200.00' })
    await deliver('o1', '300')
    expect(await due()).toMatchObject({ receivable: '500.00', balanceDue: '500.00' })
  })

  it('takes four statements of its own, its reversal six', async () => {
    const { manager, counted } = await delivered()
    const own = (statements: readonly string[]) => statements.filter((one) => one.includes('ledger_'))
    const [{ entryId: writeOffId }, off] = await counted(() =>
      manager.receivables.writeOff({ orderId: 'o1', amount: '1', reason }),
    )
    expect(own(off)).toEqual([
      'findForUpdate ledger_commitments',
      'update ledger_commitments',
      'insert ledger_entries',
      'insert ledger_lines',
    ])
    const [, back] = await counted(() => manager.receivables.reverseWriteOff({ writeOffId, reason }))
    expect(own(back)).toEqual([
      'find ledger_entries',
      'findForUpdate ledger_commitments',
      'find ledger_entries',
      'update ledger_commitments',
      'insert ledger_entries',
      'insert ledger_lines',
    ])
  })
})

describe('instalments', () => {
  it('are due one by one; money settles the earliest first', async () => {
    const { manager, owner, order, goTo } = await openDebts()
    await order('o1', { total: '1000', paid: '100' })
    const dates = ['2026-12-01', '2027-01-01', '2027-02-01']
    const agreed = await manager.receivables.agreeTerms({ orderId: 'o1', terms: { dates } })
    expect(agreed.dues).toEqual(dates.map((dueDate) => ({ dueDate, amount: '300.00' })))
    await manager.ledger.takePayment({ orderId: 'o1', legs: cash('400') })
    const { dues, dueDate } = await owner.ledger.balanceDue({ orderId: 'o1' })
    expect(dueDate).toBe('2027-01-01')
    expect(dues).toEqual([
      { dueDate: '2027-01-01', amount: '200.00' },
      { dueDate: '2027-02-01', amount: '300.00' },
    ])
    goTo('2027-01-15')
    expect(await owner.receivables.aging({})).toMatchObject({
      overdue: '200.00',
      outstanding: '500.00',
      ages: ['300.00', '200.00', '0.00', '0.00', '0.00'],
    })
    expect(await owner.ledger.receivables({})).toMatchObject({ arrears: '200.00', outstanding: '500.00' })
    expect(await owner.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ overdue: '200.00', daysOverdue: 14 })
  })

  it('come to what is outstanding, exactly, by any amounts', async () => {
    const { manager, order } = await openDebts()
    await order('o1', { total: '100' })
    const agree = (instalments: { dueDate: string; amount: string }[]) =>
      manager.receivables.agreeTerms({ orderId: 'o1', terms: { instalments } })
    const thirds = await manager.receivables.agreeTerms({
      orderId: 'o1',
      terms: { dates: ['2026-12-01', '2026-12-02', '2026-12-03'] },
    })
    expect(thirds.dues.map(({ amount }) => amount)).toEqual(['33.34', '33.33', '33.33'])
    expect(
      await agree([
        { dueDate: '2026-12-01', amount: '1' },
        { dueDate: '2026-12-24', amount: '99' },
      ]),
    ).toMatchObject({ outstanding: '100.00' })
    for (const bad of [
      [{ dueDate: '2026-12-01', amount: '99.99' }],
      [
        { dueDate: '2026-12-01', amount: '0' },
        { dueDate: '2026-12-02', amount: '100' },
      ],
      [
        { dueDate: '2026-12-01', amount: '-1' },
        { dueDate: '2026-12-02', amount: '101' },
      ],
      [
        { dueDate: '2026-12-02', amount: '50' },
        { dueDate: '2026-12-02', amount: '50' },
      ],
      [
        { dueDate: '2026-12-03', amount: '50' },
        { dueDate: '2026-12-02', amount: '50' },
      ],
    ]) {
      await expect(agree(bad)).rejects.toMatchObject({ code: 'INSTALMENTS_INVALID' })
    }
    await expect(agree([])).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    await expect(agree([{ dueDate: '2026-02-30', amount: '100' }])).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    // More parts than there are cents.
    await order('o2', { total: '0.01' })
    const split = manager.receivables.agreeTerms({ orderId: 'o2', terms: { dates: ['2026-12-01', '2026-12-02'] } })
    await expect(split).rejects.toMatchObject({ code: 'INSTALMENTS_INVALID' })
  })

  it('follow the total: what is added is due last, what is taken away comes off the last', async () => {
    const { manager, order } = await openDebts()
    await order('o1', { total: '900' })
    await manager.receivables.agreeTerms({
      orderId: 'o1',
      terms: { dates: ['2026-12-01', '2027-01-01', '2027-02-01'] },
    })
    const amounts = async () => (await manager.ledger.balanceDue({ orderId: 'o1' })).dues.map(({ amount }) => amount)
    await manager.sales.change({ orderId: 'o1', total: '1000' })
    expect(await amounts()).toEqual(['300.00', '300.00', '400.00'])
    await manager.sales.change({ orderId: 'o1', total: '550' })
    expect(await amounts()).toEqual(['300.00', '250.00'])
    await manager.sales.change({ orderId: 'o1', total: '560' })
    expect(await amounts()).toEqual(['300.00', '250.00', '10.00'])
    // A single due date ends the plan.
    await manager.receivables.agreeTerms({ orderId: 'o1', terms: { dueDate: '2026-12-24' } })
    expect((await manager.ledger.balanceDue({ orderId: 'o1' })).dues).toEqual([
      { dueDate: '2026-12-24', amount: '560.00' },
    ])
  })

  it('give money that came back from before the plan to the first', async () => {
    const { manager, order } = await openDebts()
    await order('o1', { total: '500' })
    const paid = await manager.ledger.takePayment({ orderId: 'o1', legs: cash('100') })
    await manager.receivables.agreeTerms({ orderId: 'o1', terms: { dates: ['2026-12-01', '2027-01-01'] } })
    await manager.ledger.refund({ receiptId: paid.id, amount: '100', reason })
    expect((await manager.ledger.balanceDue({ orderId: 'o1' })).dues.map(({ amount }) => amount)).toEqual([
      '300.00',
      '200.00',
    ])
  })

  it('cost a payment nothing: the same statements as without', async () => {
    const { manager, order, counted } = await openDebts()
    await order('o1', { total: '900' })
    const pay = () => counted(() => manager.ledger.takePayment({ orderId: 'o1', legs: cash('10') }))
    await pay()
    const [, plain] = await pay()
    const [, terms] = await counted(() =>
      manager.receivables.agreeTerms({ orderId: 'o1', terms: { dates: ['2026-12-01', '2027-01-01'] } }),
    )
    expect(terms.filter((one) => one.includes('ledger_'))).toEqual([
      'findForUpdate ledger_commitments',
      'update ledger_commitments',
    ])
    const [, planned] = await pay()
    expect(planned).toEqual(plain)
  })
})
