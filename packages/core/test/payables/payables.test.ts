import { describe, expect, it } from 'vitest'
import { definePlugin } from '../../src/engine/plugin.ts'
import { on } from '../../src/engine/hook.ts'
import { approving, closingCategory } from '../../src/ledger/index.ts'
import { albums, balance, bank, openBackOffice, openWithSupplier } from './studio.ts'

const reason = 'test'

describe('a supplier', () => {
  it('is found by name, pinyin, initials and tax number', async () => {
    const { manager } = await openBackOffice()
    const { id } = await manager.payables.addSupplier({ name: '晨光相册厂', taxNumber: '91440101MA5AB' })
    await manager.payables.addSupplier({ name: 'Epson China' })
    for (const text of ['晨光', 'chenguang', 'cgxc', 'xiangce', 'ma5ab']) {
      const { items } = await manager.payables.suppliers({ text })
      expect(
        items.map((one) => one.id),
        text,
      ).toEqual([id])
    }
    expect((await manager.payables.suppliers({})).items.map((one) => one.name)).toEqual(['晨光相册厂', 'Epson China'])
    expect((await manager.payables.suppliers({ text: 'EPSON' })).items).toHaveLength(1)
    expect((await manager.payables.suppliers({ text: 'nobody' })).items).toHaveLength(0)
  })

  it('shows its bank account masked to who may not see it', async () => {
    const buying = definePlugin({ name: 'buying', version: '1.0.0', roles: { buyer: ['payables.supplier'] } })
    const { manager, as } = await openBackOffice({ plugins: [buying] })
    const shown = async (bankAccount: string, role: string) => {
      const { id: supplierId } = await manager.payables.addSupplier({ name: 'A', bankAccount })
      return (await as(role).payables.supplier({ supplierId })).bankAccount
    }
    expect(await shown('6222020200112233', 'accountant')).toBe('6222020200112233')
    expect(await shown('6222020200112233', 'buyer')).toBe('****2233')
    expect(await shown('2233', 'buyer')).toBe('****')
  })

  it('keeps its name and loses the person behind it when that person is erased', async () => {
    const { owner, supplierId } = await openWithSupplier()
    await owner.payables.changeSupplier({ supplierId, contact: '刘洋', phone: '13900000000', bankAccount: '6222' })
    await owner.people.erase({ kind: 'supplier', id: supplierId, reason })
    const after = await owner.payables.supplier({ supplierId })
    expect(after).toMatchObject({ name: '晨光相册厂', contact: null, phone: null, bankAccount: null })
  })

  it('that is not active takes no new bill, and is still paid', async () => {
    const { manager, supplierId } = await openWithSupplier()
    const { id: documentId } = await manager.payables.recordBill({ supplierId, number: '1', lines: albums('10') })
    await manager.payables.changeSupplier({ supplierId, active: false })
    await expect(manager.payables.recordBill({ supplierId, number: '2', lines: albums('10') })).rejects.toMatchObject({
      code: 'SUPPLIER_INACTIVE',
    })
    await manager.payables.pay({ supplierId, bills: [{ documentId }], legs: bank('10') })
  })
})

describe('a bill', () => {
  it('books stock bought on credit, and is due by the terms of the supplier', async () => {
    const { manager, supplierId } = await openWithSupplier()
    const bill = await manager.payables.recordBill({
      supplierId,
      number: 'INV-0042',
      issuedOn: '2026-11-20',
      lines: [...albums('3000.00'), { account: 'Inventory:Consumables', amount: '600.00' }],
    })
    expect(bill).toMatchObject({ amount: '3600.00', open: '3600.00', dueOn: '2026-12-20', tax: '0.00' })
    expect(await balance(manager, 'AP:Suppliers')).toBe('-3600.00')
    expect(await balance(manager, 'Inventory:Albums')).toBe('3000.00')
    expect(await balance(manager, 'Inventory:Consumables')).toBe('600.00')
  })

  it('is booked once for each number of a supplier, in whatever case and spacing and in whatever branch', async () => {
    const { manager, as, supplierId } = await openWithSupplier()
    const record = (number: string, desk = manager) =>
      desk.payables.recordBill({ supplierId, number, lines: albums('1') })
    const { id: documentId } = await record('INV-0042')
    for (const number of ['INV-0042', 'inv 0042', 'ＩＮＶ0042']) {
      await expect(record(number)).rejects.toMatchObject({ code: 'PAYABLE_NUMBER_TAKEN' })
    }
    await expect(record('INV-0042', as('manager', { branch: 'east' }))).rejects.toMatchObject({
      code: 'PAYABLE_NUMBER_TAKEN',
    })
    // A credit note has numbers of its own, and so has another supplier.
    await manager.payables.recordCreditNote({ supplierId, number: 'INV-0042', lines: albums('1') })
    const other = await manager.payables.addSupplier({ name: 'Other' })
    await manager.payables.recordBill({ supplierId: other.id, number: 'INV-0042', lines: albums('1') })
    // A void makes it free again.
    await manager.payables.voidDocument({ documentId, reason })
    await record('INV-0042')
  })

  it('keeps input VAT apart where the studio deducts it, and in the cost where not', async () => {
    const lines = [{ account: 'Marketing', amount: '100.00', tax: '6.00', category: 'marketing' }]
    const plain = await openWithSupplier()
    await plain.manager.payables.recordBill({ supplierId: plain.supplierId, number: '1', lines })
    expect(await balance(plain.manager, 'Marketing')).toBe('106.00')
    const taxed = await openWithSupplier({ settings: { payables: { inputVat: true } } })
    const bill = await taxed.manager.payables.recordBill({ supplierId: taxed.supplierId, number: '1', lines })
    expect(bill).toMatchObject({ amount: '106.00', tax: '6.00' })
    expect(await balance(taxed.manager, 'Marketing')).toBe('100.00')
    expect(await balance(taxed.manager, 'InputVAT')).toBe('6.00')
  })

  it('refuses what no bill can have', async () => {
    const { manager, supplierId } = await openWithSupplier()
    const record = (given: object) =>
      manager.payables.recordBill({ supplierId, number: '1', lines: albums('1'), ...given })
    const refused: [object, string][] = [
      [{ lines: [{ account: 'Bank:icbc', amount: '1' }] }, 'PAYABLE_ACCOUNT_REFUSED'],
      [{ lines: [{ account: 'Prepaid', amount: '1' }] }, 'PAYABLE_ACCOUNT_REFUSED'],
      // It would hide the cost from the profit.
      [{ lines: [{ account: 'Rent', amount: '1', category: closingCategory }] }, 'INPUT_INVALID'],
      [{ lines: [{ account: 'AP:Suppliers', amount: '1' }] }, 'PAYABLE_ACCOUNT_REFUSED'],
      [{ lines: [{ account: 'Capital', amount: '1' }] }, 'PAYABLE_ACCOUNT_REFUSED'],
      [{ lines: [{ account: 'Nothing', amount: '1' }] }, 'ACCOUNT_UNKNOWN'],
      [{ lines: albums('0') }, 'PAYABLE_AMOUNT_INVALID'],
      [{ lines: albums('-1') }, 'PAYABLE_AMOUNT_INVALID'],
      [{ lines: [{ account: 'Rent', amount: '1', tax: '-1' }] }, 'PAYABLE_AMOUNT_INVALID'],
      [{ lines: albums('1.001') }, 'MONEY_TOO_PRECISE'],
      [{ lines: [] }, 'INPUT_INVALID'],
      [{ supplierId: 'nobody' }, 'SUPPLIER_UNKNOWN'],
      [{ issuedOn: '2026-11-10', dueOn: '2026-11-09' }, 'PAYABLE_DATES_INVALID'],
      [{ postedOn: '2026-11-23' }, 'PAYABLE_DATES_INVALID'],
      [{ issuedOn: '2062-11-10' }, 'PAYABLE_DATES_INVALID'],
      [{ surprise: 1 }, 'INPUT_INVALID'],
    ]
    for (const [given, code] of refused) {
      await expect(record(given), JSON.stringify(given)).rejects.toMatchObject({ code })
    }
    expect((await manager.payables.bills({})).items).toEqual([])
    expect((await manager.ledger.entries({})).items).toEqual([])
  })

  it('goes into an open period only', async () => {
    const { manager, supplierId } = await openWithSupplier()
    await manager.ledger.closeMonth({ month: '2026-10' })
    const record = (postedOn: string) =>
      manager.payables.recordBill({ supplierId, number: '1', postedOn, lines: albums('1') })
    await expect(record('2026-10-31')).rejects.toMatchObject({ code: 'PERIOD_CLOSED' })
    expect(await record('2026-11-01')).toMatchObject({ postedOn: '2026-11-01', issuedOn: '2026-11-01' })
  })

  it('above the limit is paid after a second person approved it', async () => {
    const { accountant, manager, supplierId } = await openWithSupplier({
      settings: { payables: { approvalLimit: '500' } },
    })
    const small = await accountant.payables.recordBill({ supplierId, number: '1', lines: albums('500') })
    expect(small.approval).toBe('notNeeded')
    const large = await accountant.payables.recordBill({ supplierId, number: '2', lines: albums('500.01') })
    expect(large.approval).toBe('needed')
    const { id: documentId } = large
    const pay = () => accountant.payables.pay({ supplierId, bills: [{ documentId }], legs: bank('500.01') })
    await expect(pay()).rejects.toMatchObject({ code: 'BILL_NOT_APPROVED' })
    await expect(accountant.payables.approve({ documentId })).rejects.toMatchObject({ code: 'BILL_NOT_TO_APPROVE' })
    expect((await manager.payables.bills({ toApprove: true })).items.map((one) => one.id)).toEqual([documentId])
    expect(await manager.payables.approve({ documentId })).toMatchObject({ approval: 'given' })
    await expect(manager.payables.approve({ documentId })).rejects.toMatchObject({ code: 'BILL_NOT_TO_APPROVE' })
    await pay()
  })
})

describe('paying', () => {
  it('pays parts, several bills at once and by several accounts', async () => {
    const { manager, supplierId } = await openWithSupplier()
    const bill = async (number: string, amount: string) =>
      (await manager.payables.recordBill({ supplierId, number, lines: albums(amount) })).id
    const [first, second] = [await bill('1', '100'), await bill('2', '50')]
    await manager.payables.pay({ supplierId, bills: [{ documentId: first, amount: '40' }], legs: bank('40') })
    const rest = await manager.payables.pay({
      supplierId,
      bills: [{ documentId: first }, { documentId: second, discount: '1.50' }],
      legs: [...bank('80'), { account: 'Cash:Safe', amount: '28.50' }],
    })
    expect(rest).toMatchObject({ kind: 'payment', amount: '108.50' })
    expect(rest.documents.map((one) => one.open)).toEqual(['0.00', '0.00'])
    expect(await balance(manager, 'AP:Suppliers')).toBe('0.00')
    expect(await balance(manager, 'Income:PurchaseDiscounts')).toBe('-1.50')
    expect(await balance(manager, 'Cash:Safe')).toBe('-28.50')
  })

  it('takes cash from the drawer of the open shift, which its count expects', async () => {
    const { manager, supplierId, as } = await openWithSupplier()
    await manager.tills.define({ code: 'front', name: 'Front' })
    const liNa = as('manager', { id: 'li-na' })
    const shift = await liNa.tills.openShift({ till: 'front', float: { amount: '500' } })
    const { id: documentId } = await liNa.payables.recordBill({ supplierId, number: '1', lines: albums('120') })
    await liNa.payables.pay({ supplierId, bills: [{ documentId }], legs: [{ account: 'till', amount: '120' }] })
    expect(await liNa.tills.shiftReport({ shiftId: shift.id })).toMatchObject({ expected: '380.00' })
  })

  it('refuses what does not fit', async () => {
    const { manager, as, supplierId } = await openWithSupplier()
    const { id: documentId } = await manager.payables.recordBill({ supplierId, number: '1', lines: albums('100') })
    const note = await manager.payables.recordCreditNote({ supplierId, number: 'C1', lines: albums('10') })
    const other = await manager.payables.addSupplier({ name: 'Other' })
    const pay = (given: object, desk = manager) =>
      desk.payables.pay({ supplierId, bills: [{ documentId }], legs: bank('100'), ...given })
    const refused: [object, string][] = [
      [{ legs: bank('99.99') }, 'PAYABLE_UNEVEN'],
      [{ bills: [{ documentId, amount: '100.01' }], legs: bank('100.01') }, 'PAYABLE_EXCEEDS_OPEN'],
      [{ bills: [{ documentId, amount: '100', discount: '0.01' }] }, 'PAYABLE_EXCEEDS_OPEN'],
      [{ bills: [{ documentId, amount: '0' }], legs: bank('1') }, 'PAYABLE_AMOUNT_INVALID'],
      [{ bills: [{ documentId, amount: '-5' }], legs: bank('1') }, 'PAYABLE_AMOUNT_INVALID'],
      [
        {
          bills: [
            { documentId, amount: '50' },
            { documentId, amount: '50' },
          ],
        },
        'PAYABLE_NOT_FITTING',
      ],
      [{ bills: [{ documentId: note.id }], legs: bank('10') }, 'PAYABLE_NOT_FITTING'],
      [{ supplierId: other.id }, 'PAYABLE_NOT_FITTING'],
      [{ bills: [{ documentId: 'none' }] }, 'PAYABLE_UNKNOWN'],
      [{ legs: [{ account: 'Rent', amount: '100' }] }, 'PAYABLE_ACCOUNT_REFUSED'],
      [{ legs: [...bank('101'), { account: 'Cash:Safe', amount: '-1' }] }, 'PAYABLE_AMOUNT_INVALID'],
      [{ legs: [{ account: 'Cash:Till:main', amount: '100' }], paidOn: '2026-11-21' }, 'PAYABLE_ACCOUNT_REFUSED'],
      [{ paidOn: '2026-11-23' }, 'ENTRY_DATED_AHEAD'],
    ]
    for (const [given, code] of refused) {
      await expect(pay(given), JSON.stringify(given)).rejects.toMatchObject({ code })
    }
    await expect(pay({}, as('manager', { branch: 'east' }))).rejects.toMatchObject({ code: 'PAYABLE_UNKNOWN' })
    expect(await balance(manager, 'Bank:icbc')).toBe('0.00')
  })
})

describe('credit notes and advances', () => {
  it('are applied to bills, or come back as money', async () => {
    const { manager, supplierId } = await openWithSupplier()
    const bill = await manager.payables.recordBill({ supplierId, number: '1', lines: albums('100') })
    const note = await manager.payables.recordCreditNote({ supplierId, number: 'C1', lines: albums('30') })
    expect(await balance(manager, 'AP:Suppliers')).toBe('-70.00')
    const advance = await manager.payables.payAdvance({ supplierId, legs: bank('50') })
    expect(await balance(manager, 'SupplierAdvances')).toBe('50.00')

    const bills = [{ documentId: bill.id }]
    const applied = await manager.payables.applyCredit({ creditId: note.id, bills })
    expect(applied).toMatchObject({ amount: '30.00', entryId: null })
    expect(await balance(manager, 'AP:Suppliers')).toBe('-70.00')
    await manager.payables.applyCredit({ creditId: advance.id, bills: [{ documentId: bill.id, amount: '20' }] })
    expect(await balance(manager, 'AP:Suppliers')).toBe('-50.00')
    expect(await balance(manager, 'SupplierAdvances')).toBe('30.00')
    await manager.payables.takeRefund({ creditId: advance.id, legs: bank('30') })
    expect(await balance(manager, 'SupplierAdvances')).toBe('0.00')
    await expect(manager.payables.applyCredit({ creditId: advance.id, bills })).rejects.toMatchObject({
      code: 'PAYABLE_AMOUNT_INVALID',
    })
    const { document, movements } = await manager.payables.bill({ documentId: bill.id })
    expect(document.open).toBe('50.00')
    expect(movements.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['recorded', '100.00'],
      ['applied', '-30.00'],
      ['applied', '-20.00'],
    ])
  })
})

describe('voids and write-offs', () => {
  const vouching = definePlugin({
    name: 'vouching',
    version: '1.0.0',
    hooks: [on(approving, (_context, { approver, vouch }) => (approver === 'the-boss' ? vouch() : undefined))],
  })

  it('void a payment, once, by a reversal; then the bill', async () => {
    const { manager, accountant, supplierId } = await openWithSupplier({ plugins: [vouching] })
    const { id: documentId } = await accountant.payables.recordBill({ supplierId, number: '1', lines: albums('100') })
    const paid = await accountant.payables.pay({ supplierId, bills: [{ documentId, discount: '5' }], legs: bank('95') })
    await expect(manager.payables.voidDocument({ documentId, reason })).rejects.toMatchObject({
      code: 'PAYABLE_NOT_VOIDABLE',
    })
    const voiding = { settlementId: paid.id, reason }
    await expect(accountant.payables.voidSettlement(voiding)).rejects.toMatchObject({ code: 'APPROVER_MISSING' })
    const approver = 'the-boss'
    expect(await accountant.payables.voidSettlement({ ...voiding, approver })).toMatchObject({ approver })
    await expect(manager.payables.voidSettlement(voiding)).rejects.toMatchObject({ code: 'PAYABLE_NOT_VOIDABLE' })
    expect(await balance(manager, 'AP:Suppliers')).toBe('-100.00')
    expect(await balance(manager, 'Bank:icbc')).toBe('0.00')
    expect(await balance(manager, 'Income:PurchaseDiscounts')).toBe('0.00')
    await manager.payables.voidDocument({ documentId, reason })
    await expect(manager.payables.voidDocument({ documentId, reason })).rejects.toMatchObject({
      code: 'PAYABLE_NOT_VOIDABLE',
    })
    expect(await balance(manager, 'AP:Suppliers')).toBe('0.00')
    await expect(manager.payables.pay({ supplierId, bills: [{ documentId }], legs: bank('1') })).rejects.toMatchObject({
      code: 'PAYABLE_NOT_FITTING',
    })
  })

  it('void an application, of a credit note without an entry and of an advance with one', async () => {
    const { manager, supplierId } = await openWithSupplier()
    const bill = await manager.payables.recordBill({ supplierId, number: '1', lines: albums('100') })
    const note = await manager.payables.recordCreditNote({ supplierId, number: 'C1', lines: albums('30') })
    const advance = await manager.payables.payAdvance({ supplierId, legs: bank('50') })
    const bills = [{ documentId: bill.id }]
    for (const creditId of [note.id, advance.id]) {
      const { id: settlementId } = await manager.payables.applyCredit({ creditId, bills })
      await manager.payables.voidSettlement({ settlementId, reason })
    }
    expect((await manager.payables.bills({ open: true })).items.map((one) => one.open).sort()).toEqual([
      '100.00',
      '30.00',
      '50.00',
    ])
    expect(await balance(manager, 'SupplierAdvances')).toBe('50.00')
  })

  it('let a remainder go within a limit', async () => {
    const { manager, accountant, supplierId } = await openWithSupplier()
    const { id: documentId } = await accountant.payables.recordBill({ supplierId, number: '1', lines: albums('100') })
    await expect(accountant.payables.writeOff({ documentId, reason })).rejects.toMatchObject({
      code: 'WRITE_OFF_EXCEEDS_LIMIT',
    })
    await accountant.payables.writeOff({ documentId, amount: '0.40', reason })
    expect(await balance(manager, 'Income:PayablesWrittenOff')).toBe('-0.40')
    await manager.payables.writeOff({ documentId, reason })
    expect(await balance(manager, 'AP:Suppliers')).toBe('0.00')
    const advance = await manager.payables.payAdvance({ supplierId, legs: bank('7') })
    await manager.payables.writeOff({ documentId: advance.id, reason })
    expect(await balance(manager, 'BadDebts')).toBe('7.00')
  })
})

describe('what is due', () => {
  it('is told by age and supplier, as of today and of an earlier day', async () => {
    const { manager, clock, supplierId } = await openWithSupplier()
    const dueOn = ['2026-11-29', '2026-11-22', '2026-11-21', '2026-10-23', '2026-10-22', '2026-09-22', '2026-08-23']
    for (const [at, due] of dueOn.entries()) {
      const amount = (10 ** at / 100).toFixed(2)
      await manager.payables.recordBill({
        supplierId,
        number: `${at}`,
        issuedOn: '2026-08-01',
        dueOn: due,
        lines: albums(amount),
      })
    }
    await manager.payables.recordCreditNote({ supplierId, number: 'C', lines: albums('5') })
    const { total, suppliers } = await manager.payables.due({})
    expect(total).toEqual({
      bills: '11111.11',
      notDue: '0.11',
      days30: '11.00',
      days60: '100.00',
      days90: '1000.00',
      older: '10000.00',
      late: '11111.00',
      fallingDue: '0.11',
      credits: '5.00',
      advances: '0.00',
      net: '11106.11',
    })
    expect(suppliers).toHaveLength(1)
    expect(await manager.payables.due({ within: 6 })).toMatchObject({ total: { fallingDue: '0.10' } })
    const { items } = await manager.payables.bills({ kind: 'bill', open: true, dueBy: '2026-10-22' })
    expect(items).toHaveLength(3)
    clock.now = '2026-11-25T04:00:00.000Z'
    for (const { id: documentId, open } of items) {
      await manager.payables.pay({ supplierId, bills: [{ documentId }], legs: bank(open) })
    }
    expect((await manager.payables.due({})).total.bills).toBe('11.11')
    expect((await manager.payables.due({ asOf: '2026-11-22' })).total).toEqual(total)
  })

  it('and what happened stands on the statement of the supplier, with what is carried forward', async () => {
    const { manager, clock, supplierId } = await openWithSupplier()
    const bill = await manager.payables.recordBill({ supplierId, number: '1', lines: albums('100') })
    clock.now = '2026-12-02T04:00:00.000Z'
    const note = await manager.payables.recordCreditNote({ supplierId, number: 'C1', lines: albums('30') })
    await manager.payables.applyCredit({ creditId: note.id, bills: [{ documentId: bill.id }] })
    await manager.payables.pay({ supplierId, bills: [{ documentId: bill.id }], legs: bank('70') })
    const december = await manager.payables.statement({ supplierId, from: '2026-12-01' })
    expect(december).toMatchObject({ opening: '100.00', closing: '0.00', to: '2026-12-02' })
    expect(december.lines.map(({ movement, balance: then }) => [movement.kind, movement.owed, then])).toEqual([
      ['recorded', '-30.00', '70.00'],
      ['applied', '-30.00', '40.00'],
      ['applied', '30.00', '70.00'],
      ['paid', '-70.00', '0.00'],
    ])
    expect((await manager.payables.statement({ supplierId, from: '2026-11-01', to: '2026-11-30' })).closing).toBe(
      '100.00',
    )
    const { items } = await manager.payables.history({ supplierId })
    expect(items.map((one) => one.kind)).toEqual(['paid', 'applied', 'applied', 'recorded', 'recorded'])
  })
})

describe('permissions', () => {
  it('keep a cashier out, and another studio', async () => {
    const { as, supplierId, accountant } = await openWithSupplier()
    const given = { supplierId, number: '1', lines: albums('1') }
    await expect(as('cashier').payables.recordBill(given)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await expect(as('cashier').payables.bills({})).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await expect(as('owner', { tenant: 'lily' }).payables.recordBill(given)).rejects.toMatchObject({
      code: 'SUPPLIER_UNKNOWN',
    })
    const { id: documentId } = await accountant.payables.recordBill(given)
    await expect(
      as('owner', { tenant: 'lily' }).payables.pay({ supplierId, bills: [{ documentId }], legs: bank('1') }),
    ).rejects.toMatchObject({ code: 'PAYABLE_UNKNOWN' })
  })
})

describe('the cost of foreign money', () => {
  it('is no account that anything is paid from', async () => {
    const { owner, supplierId } = await openWithSupplier()
    const account = 'CurrencyExchange:USD'
    const legs = [{ account, amount: '10' }]
    const refused = { code: 'PAYABLE_ACCOUNT_REFUSED' }
    await expect(owner.payables.payAdvance({ supplierId, legs })).rejects.toMatchObject(refused)
    const lines = [{ category: 'rent', amount: '10' }]
    await expect(owner.expenses.record({ lines, legs })).rejects.toMatchObject(refused)
    const rent = { name: 'rent', category: 'rent', amount: '10', startsOn: '2026-11-01', mode: 'post' } as const
    await expect(owner.expenses.addRecurring({ ...rent, account })).rejects.toMatchObject(refused)
    expect(await owner.ledger.positions({})).toEqual([])
  })
})

describe('the limit of write-offs', () => {
  it('is of all write-offs of a document together, without those that were voided', async () => {
    const { accountant, manager, supplierId } = await openWithSupplier()
    const bill = await accountant.payables.recordBill({ supplierId, number: '7', lines: albums('100') })
    const writeOff = (amount: string) => accountant.payables.writeOff({ documentId: bill.id, amount, reason })
    const { id: settlementId } = await writeOff('0.60')
    await expect(writeOff('0.41')).rejects.toMatchObject({ code: 'WRITE_OFF_EXCEEDS_LIMIT' })
    await manager.payables.voidSettlement({ settlementId, reason })
    await writeOff('1')
    await expect(writeOff('0.01')).rejects.toMatchObject({ code: 'WRITE_OFF_EXCEEDS_LIMIT' })
    await manager.payables.writeOff({ documentId: bill.id, amount: '50', reason })
  })
})
