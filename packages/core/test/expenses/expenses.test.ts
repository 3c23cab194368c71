import { describe, expect, it } from 'vitest'
import { entry } from '../../src/engine/registry.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { expenseCategories } from '../../src/expenses/index.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { balance, bank, openBackOffice, openWithSupplier } from '../payables/studio.ts'

const reason = 'test'
const rent = (amount: string) => [{ category: 'rent', amount }]

describe('an expense', () => {
  it('is paid at once, on the account of its category', async () => {
    const { accountant } = await openBackOffice()
    const expense = await accountant.expenses.record({
      lines: [...rent('8000'), { category: 'utilities', amount: '350.50', shootType: 'wedding' }],
      legs: [...bank('8000'), { account: 'Cash:Safe', amount: '350.50' }],
      spentBy: 'li-na',
      reference: '发票 12345678',
    })
    expect(expense).toMatchObject({ kind: 'paid', amount: '8350.50', spentBy: 'li-na' })
    expect(await balance(accountant, 'Rent')).toBe('8000.00')
    expect(await balance(accountant, 'Bank:icbc')).toBe('-8000.00')
    const { items } = await accountant.ledger.entries({})
    const utilities = items[0]?.lines.find((line) => line.account === 'Utilities')
    expect(utilities).toMatchObject({ category: 'utilities', shootType: 'wedding', staff: 'li-na' })
    expect((await accountant.expenses.list({ from: '2026-11-22' })).items).toEqual([expense])
  })

  it('keeps input VAT apart where the studio deducts it', async () => {
    const { accountant } = await openBackOffice({ settings: { payables: { inputVat: true } } })
    const lines = [{ category: 'software', amount: '100', tax: '6' }]
    await accountant.expenses.record({ lines, legs: bank('106') })
    expect(await balance(accountant, 'Software')).toBe('100.00')
    expect(await balance(accountant, 'InputVAT')).toBe('6.00')
  })

  it('has categories of the studio and of plugins', async () => {
    const category = { code: 'props', names: { en: 'Props', zh: '道具' }, account: 'OfficeSupplies' }
    const props = definePlugin({
      name: 'props',
      version: '1.0.0',
      requires: { expenses: '*' },
      entries: [entry(expenseCategories, category)],
    })
    const { manager, owner } = await openBackOffice({ plugins: [props] })
    await owner.ledger.openAccount({ code: 'Flowers', name: 'Flowers', type: 'expense' })
    const categories = [{ code: 'flowers', name: '鲜花', account: 'Flowers' }]
    await owner.settings.change({ plugin: 'expenses', set: { categories } })
    const lines = [
      { category: 'props', amount: '1' },
      { category: 'flowers', amount: '2' },
    ]
    await manager.expenses.record({ lines, legs: bank('3') })
    expect(await balance(manager, 'OfficeSupplies')).toBe('1.00')
    expect(await balance(manager, 'Flowers')).toBe('2.00')
  })

  it('refuses what does not fit', async () => {
    const { manager, as } = await openBackOffice()
    const refused: [object, string][] = [
      [{ lines: [{ category: 'none', amount: '1' }], legs: bank('1') }, 'EXPENSE_CATEGORY_UNKNOWN'],
      [{ lines: rent('1') }, 'EXPENSE_PAYMENT_UNCLEAR'],
      [{ lines: rent('1'), legs: bank('1'), claimedBy: 'li-na' }, 'EXPENSE_PAYMENT_UNCLEAR'],
      [{ lines: rent('1'), legs: bank('1.01') }, 'EXPENSE_UNEVEN'],
      [{ lines: rent('0'), legs: bank('0') }, 'PAYABLE_AMOUNT_INVALID'],
      [{ lines: rent('-1'), legs: bank('1') }, 'PAYABLE_AMOUNT_INVALID'],
      [{ lines: rent('1'), legs: [{ account: 'AP:Suppliers', amount: '1' }] }, 'PAYABLE_ACCOUNT_REFUSED'],
      [{ lines: rent('1'), legs: bank('1'), spentOn: '2026-11-23' }, 'ENTRY_DATED_AHEAD'],
      [
        { lines: rent('1'), legs: [{ account: 'till', amount: '1' }], spentOn: '2026-11-21' },
        'PAYABLE_ACCOUNT_REFUSED',
      ],
      [{ lines: [], legs: bank('1') }, 'INPUT_INVALID'],
    ]
    for (const [given, code] of refused) {
      await expect(manager.expenses.record(given as never), JSON.stringify(given)).rejects.toMatchObject({ code })
    }
    await expect(as('cashier').expenses.record({ lines: rent('1'), legs: bank('1') })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
    expect((await manager.ledger.entries({})).items).toEqual([])
  })

  it('is taken back once, by a reversal', async () => {
    const { manager, accountant, as } = await openBackOffice()
    const { id: expenseId } = await accountant.expenses.record({ lines: rent('10'), legs: bank('10') })
    const wanted = { expenseId, reason }
    await expect(accountant.expenses.reverse(wanted)).rejects.toMatchObject({ code: 'APPROVER_MISSING' })
    await expect(as('manager', { branch: 'east' }).expenses.reverse(wanted)).rejects.toMatchObject({
      code: 'EXPENSE_UNKNOWN',
    })
    await manager.expenses.reverse(wanted)
    await expect(manager.expenses.reverse(wanted)).rejects.toMatchObject({ code: 'EXPENSE_NOT_REVERSIBLE' })
    expect(await balance(manager, 'Rent')).toBe('0.00')
  })
})

describe('a claim of an employee', () => {
  it('is owed until it is reimbursed, whole', async () => {
    const { manager } = await openBackOffice()
    const claim = (claimedBy: string, amount: string) =>
      manager.expenses.record({ lines: [{ category: 'travel', amount }], claimedBy })
    const first = await claim('li-na', '30')
    const second = await claim('li-na', '12.50')
    const other = await claim('mei', '5')
    expect(await balance(manager, 'StaffClaims')).toBe('-47.50')
    const reimburse = (given: object) => manager.expenses.reimburse({ staff: 'li-na', legs: bank('30'), ...given })
    await expect(reimburse({ legs: bank('42.49') })).rejects.toMatchObject({ code: 'EXPENSE_UNEVEN' })
    await expect(reimburse({ expenseIds: [other.id] })).rejects.toMatchObject({ code: 'CLAIM_NOT_OPEN' })
    const done = await reimburse({ expenseIds: [first.id] })
    await expect(reimburse({ expenseIds: [first.id] })).rejects.toMatchObject({ code: 'CLAIM_NOT_OPEN' })
    await expect(manager.expenses.reverse({ expenseId: first.id, reason })).rejects.toMatchObject({
      code: 'EXPENSE_NOT_REVERSIBLE',
    })
    expect(await balance(manager, 'StaffClaims')).toBe('-17.50')
    await manager.expenses.reverseReimbursement({ reimbursementId: done.id, reason })
    await expect(manager.expenses.reverseReimbursement({ reimbursementId: done.id, reason })).rejects.toMatchObject({
      code: 'EXPENSE_NOT_REVERSIBLE',
    })
    await manager.expenses.reverse({ expenseId: second.id, reason })
    expect((await reimburse({})).expenseIds).toEqual([first.id])
    expect((await manager.expenses.claims({ open: true })).items.map((one) => one.staff)).toEqual(['mei'])
    expect(await balance(manager, 'StaffClaims')).toBe('-5.00')
  })
})

describe('a recurring expense', () => {
  const monthly = { name: '房租', category: 'rent', amount: '8000', startsOn: '2026-12-01' }

  it('is posted by itself on its day, once, with two engines at work', async () => {
    const disk = memoryDisk()
    const here = await openBackOffice({ storage: memory({ disk }) })
    const there = await openBackOffice({ storage: memory({ disk }) })
    await here.manager.expenses.addRecurring({ ...monthly, mode: 'post', account: 'Bank:icbc' })
    await here.engine.settle()
    expect(await balance(here.manager, 'Rent')).toBe('0.00')
    for (const office of [here, there]) office.clock.now = '2026-12-01T00:00:00.000Z'
    await Promise.all([here.engine.settle(), there.engine.settle(), here.manager.expenses.doDue({})])
    expect(await balance(here.manager, 'Rent')).toBe('8000.00')
    const { items } = await there.manager.ledger.entries({})
    expect(items.map((one) => one.businessDate)).toEqual(['2026-12-01'])
  })

  it('catches up what was missed, dated into the open period', async () => {
    const { manager, engine, clock } = await openBackOffice()
    await manager.expenses.addRecurring({ ...monthly, mode: 'post', account: 'Bank:icbc', endsOn: '2027-04-30' })
    clock.now = '2027-05-10T04:00:00.000Z'
    await manager.ledger.closeMonth({ month: '2027-02' })
    await engine.settle()
    await engine.settle()
    const { items } = await manager.ledger.entries({})
    expect(items.map((one) => one.businessDate).sort()).toEqual([
      '2027-03-01',
      '2027-03-01',
      '2027-03-01',
      '2027-03-01',
      '2027-04-01',
    ])
    const { items: standing } = await manager.expenses.recurring({})
    expect(standing[0]).toMatchObject({ done: 5, nextOn: null })
    expect(await manager.expenses.doDue({})).toEqual({ recurring: 0, prepaidParts: 0, accruals: 0 })
  })

  it('goes on after what stopped it was mended', async () => {
    const { owner, engine, clock } = await openBackOffice()
    const account = { code: 'Flowers', name: 'Flowers', type: 'expense' } as const
    await owner.ledger.openAccount(account)
    const categories = [{ code: 'flowers', name: '鲜花', account: 'Flowers' }]
    await owner.settings.change({ plugin: 'expenses', set: { categories } })
    await owner.expenses.addRecurring({ ...monthly, category: 'flowers', mode: 'post', account: 'Bank:icbc' })
    await owner.ledger.openAccount({ ...account, active: false })
    for (let day = 1; day <= 6; day++) {
      clock.now = `2026-12-0${day}T04:00:00.000Z`
      await engine.settle()
    }
    await owner.ledger.openAccount(account)
    await engine.settle()
    expect(await balance(owner, 'Flowers')).toBe('0.00')
    expect(await owner.expenses.doDue({})).toMatchObject({ recurring: 1 })
    clock.now = '2027-01-01T04:00:00.000Z'
    await engine.settle()
    expect(await balance(owner, 'Flowers')).toBe('16000.00')
  })

  it('works in the branch that added it', async () => {
    const { as, engine, clock } = await openBackOffice()
    const east = as('manager', { branch: 'east' })
    await east.expenses.addRecurring({ ...monthly, mode: 'post', account: 'Bank:east' })
    await engine.settle()
    clock.now = '2026-12-02T04:00:00.000Z'
    await engine.settle()
    await engine.settle()
    const { items } = await east.ledger.entries({})
    expect(items.map((one) => [one.branch, one.businessDate])).toEqual([['east', '2026-12-01']])
  })

  it('waits as a draft, to be posted with what it came to or discarded, once', async () => {
    const { manager, clock } = await openBackOffice()
    await manager.expenses.addRecurring({ ...monthly, category: 'utilities', account: 'Bank:icbc' })
    clock.now = '2027-01-02T04:00:00.000Z'
    expect(await manager.expenses.doDue({})).toMatchObject({ recurring: 2 })
    const { items } = await manager.expenses.drafts({})
    expect(items.map((one) => one.period)).toEqual(['2026-12-01', '2027-01-01'])
    const [first = '', second = ''] = items.map((one) => one.id)
    expect(await manager.expenses.postDraft({ draftId: first, amount: '7900.10' })).toMatchObject({
      amount: '7900.10',
      date: '2026-12-01',
    })
    await manager.expenses.discardDraft({ draftId: second })
    for (const draftId of [first, second]) {
      await expect(manager.expenses.postDraft({ draftId })).rejects.toMatchObject({ code: 'DRAFT_NOT_WAITING' })
    }
    expect(await balance(manager, 'Utilities')).toBe('7900.10')
  })

  it('comes as a bill of a supplier, and can be changed, stopped and go on', async () => {
    const { manager, clock, supplierId } = await openWithSupplier()
    const { id: recurringId } = await manager.expenses.addRecurring({ ...monthly, mode: 'post', supplierId })
    clock.now = '2026-12-01T04:00:00.000Z'
    await manager.expenses.doDue({})
    await manager.expenses.changeRecurring({ recurringId, amount: '8200', stopped: true })
    clock.now = '2027-02-01T04:00:00.000Z'
    expect(await manager.expenses.doDue({})).toMatchObject({ recurring: 0 })
    expect((await manager.expenses.changeRecurring({ recurringId, name: 'Rent' })).nextOn).toBeNull()
    await manager.expenses.changeRecurring({ recurringId, stopped: false, endsOn: '2027-01-31' })
    expect(await manager.expenses.doDue({})).toMatchObject({ recurring: 1 })
    const { items } = await manager.payables.bills({ supplierId })
    expect(items.map((one) => [one.amount, one.dueOn])).toEqual([
      ['8000.00', '2026-12-31'],
      ['8200.00', '2027-01-31'],
    ])
  })

  it('is a bill of who set it, who may not approve it, whoever the job records it for', async () => {
    const settings = { payables: { approvalLimit: '500' } }
    const { accountant, manager, clock, supplierId } = await openWithSupplier({ settings })
    const { id: recurringId } = await manager.expenses.addRecurring({ ...monthly, mode: 'post', supplierId })
    await accountant.expenses.changeRecurring({ recurringId, amount: '9000' })
    await manager.expenses.changeRecurring({ recurringId, name: 'Rooms' })
    clock.now = '2026-12-01T04:00:00.000Z'
    await manager.expenses.doDue({})
    const [bill] = (await manager.payables.bills({ supplierId })).items
    const documentId = bill?.id ?? ''
    const { document } = await manager.payables.bill({ documentId })
    expect(document).toMatchObject({ recordedBy: 'the-accountant', amount: '9000.00' })
    await expect(accountant.payables.approve({ documentId })).rejects.toMatchObject({ code: 'BILL_NOT_TO_APPROVE' })
    await manager.payables.approve({ documentId })
  })

  it('refuses what does not fit', async () => {
    const { manager, supplierId } = await openWithSupplier()
    const refused: [object, string][] = [
      [{ category: 'none' }, 'EXPENSE_CATEGORY_UNKNOWN'],
      [{ amount: '0' }, 'PAYABLE_AMOUNT_INVALID'],
      [{ mode: 'post' }, 'EXPENSE_PAYMENT_UNCLEAR'],
      [{ account: 'Bank:icbc', supplierId }, 'EXPENSE_PAYMENT_UNCLEAR'],
      [{ account: 'Cash:Till:front' }, 'PAYABLE_ACCOUNT_REFUSED'],
      [{ account: 'Rent' }, 'PAYABLE_ACCOUNT_REFUSED'],
      [{ supplierId: 'none' }, 'SUPPLIER_UNKNOWN'],
      [{ startsOn: '2025-11-20' }, 'EXPENSE_DATES_INVALID'],
      [{ endsOn: '2026-11-30' }, 'EXPENSE_DATES_INVALID'],
      [{ every: 0 }, 'INPUT_INVALID'],
    ]
    for (const [given, code] of refused) {
      const wanted = manager.expenses.addRecurring({ ...monthly, ...given })
      await expect(wanted, JSON.stringify(given)).rejects.toMatchObject({ code })
    }
  })
})

describe('a prepaid cost', () => {
  const year = { category: 'rent', amount: '100000.00', startsOn: '2026-11-01', months: 12 }

  it('becomes an expense month by month, exactly', async () => {
    const { manager, engine, clock } = await openBackOffice()
    await manager.expenses.prepay({ ...year, legs: bank('100000') })
    expect(await balance(manager, 'Prepaid')).toBe('100000.00')
    clock.now = '2026-11-30T04:00:00.000Z'
    await engine.settle()
    await engine.settle()
    expect(await balance(manager, 'Rent')).toBe('8333.34')
    clock.now = '2027-10-31T04:00:00.000Z'
    await engine.settle()
    await engine.settle()
    expect(await balance(manager, 'Rent')).toBe('100000.00')
    expect(await balance(manager, 'Prepaid')).toBe('0.00')
    const { items } = await manager.expenses.prepaid({})
    expect(items[0]).toMatchObject({ rest: '0.00', done: 12, nextOn: null })
    expect(await manager.expenses.doDue({})).toMatchObject({ prepaidParts: 0 })
  })

  it('is posted once, whoever does it at the same time', async () => {
    const disk = memoryDisk()
    const offices = [
      await openBackOffice({ storage: memory({ disk }) }),
      await openBackOffice({ storage: memory({ disk }) }),
    ]
    const [first] = offices
    if (first === undefined) throw new Error('no office')
    await first.manager.expenses.prepay({ ...year, legs: bank('100000') })
    for (const { clock } of offices) clock.now = '2027-03-01T04:00:00.000Z'
    await Promise.all(offices.flatMap(({ engine, manager }) => [engine.settle(), manager.expenses.doDue({})]))
    expect(await balance(first.manager, 'Rent')).toBe('33333.36')
    expect(await balance(first.manager, 'Prepaid')).toBe('66666.64')
  })

  it('ends early with a refund, and the rest as an expense', async () => {
    const { manager, clock } = await openBackOffice()
    const { id: prepaidId } = await manager.expenses.prepay({ ...year, legs: bank('100000') })
    clock.now = '2026-12-10T04:00:00.000Z'
    await manager.expenses.doDue({})
    const end = (legs: object) => manager.expenses.endPrepaid({ prepaidId, reason, ...legs })
    await expect(end({ legs: bank('91666.67') })).rejects.toMatchObject({ code: 'PREPAID_REFUND_TOO_HIGH' })
    expect(await end({ legs: bank('90000') })).toMatchObject({ rest: '0.00', nextOn: null })
    expect(await balance(manager, 'Prepaid')).toBe('0.00')
    expect(await balance(manager, 'Rent')).toBe('10000.00')
    expect(await balance(manager, 'Bank:icbc')).toBe('-10000.00')
    await expect(end({})).rejects.toMatchObject({ code: 'PREPAID_ENDED' })
    await expect(manager.expenses.reverse({ expenseId: prepaidId, reason })).rejects.toMatchObject({
      code: 'EXPENSE_NOT_REVERSIBLE',
    })
  })

  it('comes with a bill, goes with it while nothing of it is spent, and not after', async () => {
    const { manager, clock, supplierId } = await openWithSupplier()
    const prepay = (number: string) => manager.expenses.prepay({ ...year, bill: { supplierId, number } })
    const voided = await prepay('1')
    await expect(manager.expenses.reverse({ expenseId: voided.id, reason })).rejects.toMatchObject({
      code: 'EXPENSE_NOT_REVERSIBLE',
    })
    await manager.payables.voidDocument({ documentId: voided.documentId ?? '', reason })
    expect(await balance(manager, 'Prepaid')).toBe('0.00')
    const kept = await prepay('1')
    clock.now = '2026-11-30T04:00:00.000Z'
    expect(await manager.expenses.doDue({})).toMatchObject({ prepaidParts: 1 })
    await expect(manager.payables.voidDocument({ documentId: kept.documentId ?? '', reason })).rejects.toMatchObject({
      code: 'VETOED',
    })
    expect(await balance(manager, 'AP:Suppliers')).toBe('-100000.00')
  })

  it('of which nothing was spent is taken back', async () => {
    const { manager } = await openBackOffice()
    const { id: expenseId } = await manager.expenses.prepay({ ...year, legs: bank('100000') })
    await manager.expenses.reverse({ expenseId, reason })
    expect(await balance(manager, 'Prepaid')).toBe('0.00')
    expect((await manager.expenses.prepaid({ left: true })).items).toEqual([])
  })

  it('refuses what does not fit', async () => {
    const { manager } = await openBackOffice()
    const refused: [object, string][] = [
      [{}, 'EXPENSE_PAYMENT_UNCLEAR'],
      [{ legs: bank('1') }, 'EXPENSE_UNEVEN'],
      [{ legs: bank('100000'), endsOn: '2027-01-01' }, 'EXPENSE_DATES_INVALID'],
      [{ legs: bank('100000'), months: undefined }, 'EXPENSE_DATES_INVALID'],
      [{ legs: bank('100000'), months: undefined, endsOn: '2026-10-31' }, 'EXPENSE_DATES_INVALID'],
      [{ legs: bank('100000'), months: undefined, endsOn: '2036-11-01' }, 'EXPENSE_DATES_INVALID'],
      [{ legs: bank('100000'), category: 'none' }, 'EXPENSE_CATEGORY_UNKNOWN'],
    ]
    for (const [given, code] of refused) {
      const wanted = manager.expenses.prepay({ ...year, ...given })
      await expect(wanted, JSON.stringify(given)).rejects.toMatchObject({ code })
    }
  })
})

describe('an accrual', () => {
  it('is booked in its month and taken back in the next', async () => {
    const { manager, engine, clock } = await openBackOffice()
    const booked = await manager.expenses.accrue({ category: 'utilities', amount: '420' })
    expect(booked.reversesOn).toBe('2026-12-01')
    await expect(
      manager.ledger.post({
        memo: reason,
        lines: [
          { account: 'AccruedExpenses', debit: '1' },
          { account: 'Capital', credit: '1' },
        ],
      }),
    ).rejects.toMatchObject({ code: 'ACCOUNT_CONTROLLED' })
    expect(await balance(manager, 'AccruedExpenses')).toBe('-420.00')
    await engine.settle()
    clock.now = '2026-12-03T04:00:00.000Z'
    await engine.settle()
    await engine.settle()
    expect(await balance(manager, 'AccruedExpenses')).toBe('0.00')
    const { items } = await manager.ledger.entries({})
    expect(items.map((one) => [one.kind, one.businessDate]).sort()).toEqual([
      ['accrual', '2026-11-22'],
      ['accrualReversal', '2026-12-01'],
    ])
    await expect(manager.expenses.reverse({ expenseId: booked.id, reason })).rejects.toMatchObject({
      code: 'EXPENSE_NOT_REVERSIBLE',
    })
  })

  it('of last month is booked there and taken back at once', async () => {
    const { accountant, engine } = await openBackOffice()
    await accountant.expenses.accrue({ category: 'utilities', amount: '420', accruedOn: '2026-10-31' })
    await engine.settle()
    const october = await accountant.ledger.accountBalance({ account: 'Utilities', asOf: '2026-10-31' })
    expect(october.balance).toBe('420.00')
    expect(await balance(accountant, 'Utilities')).toBe('0.00')
    expect((await accountant.expenses.accruals({ open: true })).items).toEqual([])
  })
})
