/** An order goes to another customer: the future is theirs, the past stays with who paid. */
import { describe, expect, it } from 'vitest'
import { balanceOf, booksAreRight, furnishedChain, type FurnishedChain } from './two-branches.ts'

const consent = { consent: 'inWriting', reason: 'a present' } as const

const orderOf = ({ desk, customer }: FurnishedChain) =>
  desk.orders.place({
    customerId: customer.id,
    lines: [{ item: 'wedding' }, { item: 'album' }],
    payment: { legs: [{ method: 'cash', amount: '1000.00' }] },
  })

describe('an order that goes to another customer', () => {
  it('is the other one’s to pay and to get; the receipt stays with who paid', async () => {
    const chain = await furnishedChain()
    const { desk, customer, friend } = chain
    const order = await orderOf(chain)
    const given = await desk.orders.transferToCustomer({
      orderId: order.id,
      toCustomerId: friend.id,
      ...consent,
      note: '王芳说送给李娜',
    })
    expect(given).toMatchObject({ customerId: friend.id, revision: 2, paid: '1000.00', balanceDue: '4599.00' })
    expect(given.transfer).toMatchObject({ kind: 'customer', fromCustomerId: customer.id, consent: 'inWriting' })
    expect((await desk.ledger.balanceDue({ orderId: order.id })).customerId).toBe(friend.id)
    const receipts = await desk.ledger.receipts({ orderId: order.id })
    expect(receipts.items.map(({ customerId }) => customerId)).toEqual([customer.id])
    const statement = await desk.receivables.statement({ customerId: friend.id })
    expect(statement).toMatchObject({ closing: '-1000.00', outstanding: '4599.00' })
    expect(statement.items.map(({ kind }) => kind)).toEqual(['payments'])
    await expect(desk.receivables.statement({ customerId: customer.id })).rejects.toMatchObject({
      code: 'DEBTOR_UNKNOWN',
    })
    await chain.engine.settle()
    expect((await desk.clientele.profile({ customerId: friend.id })).summary).toMatchObject({ orders: 1 })
    await booksAreRight(chain)
  })

  it('moves what is owed from one name to the other, account by account', async () => {
    const chain = await furnishedChain()
    const { desk, customer, friend } = chain
    const order = await orderOf(chain)
    const album = order.lines[1]?.id ?? ''
    await desk.orders.pickUp({ orderId: order.id, lines: [album], arrearsAllowed: true })
    await desk.orders.transferToCustomer({ orderId: order.id, toCustomerId: friend.id, ...consent })
    const { items } = await desk.ledger.entries({ orderId: order.id })
    const [move] = items.filter(({ kind }) => kind === 'customerTransfer')
    expect(move?.lines.map(({ account, debit, credit, customerId }) => [account, debit, credit, customerId])).toEqual([
      ['CustomerDeposits', '400.00', '0.00', customer.id],
      ['CustomerDeposits', '0.00', '400.00', friend.id],
    ])
    expect(await balanceOf(chain, 'CustomerDeposits')).toBe('-400.00')
    await booksAreRight(chain)
  })

  it('gives stored value back to whose it was', async () => {
    const chain = await furnishedChain()
    const { desk, customer, friend } = chain
    await desk.ledger.topUp({ customerId: customer.id, legs: [{ method: 'cash', amount: '500.00' }] })
    const order = await orderOf(chain)
    const stored = await desk.ledger.takePayment({
      orderId: order.id,
      legs: [{ method: 'storedValue', amount: '500.00' }],
    })
    await desk.orders.transferToCustomer({ orderId: order.id, toCustomerId: friend.id, ...consent })
    await desk.ledger.refund({ receiptId: stored.id, amount: '200.00', reason: 'too much' })
    await desk.orders.cancel({ orderId: order.id, reason: 'no wedding', refund: true })
    expect((await desk.ledger.storedValue({ customerId: customer.id })).balance).toBe('500.00')
    expect((await desk.ledger.storedValue({ customerId: friend.id })).balance).toBe('0.00')
    expect(await balanceOf(chain, 'CustomerDeposits')).toBe('0.00')
    expect(await balanceOf(chain, 'StoredValue')).toBe('-500.00')
    const lines = (await desk.ledger.entries({ orderId: order.id })).items.flatMap((entry) => entry.lines)
    const of = (customerId: string) =>
      lines
        .filter((line) => line.account === 'CustomerDeposits' && line.customerId === customerId)
        .reduce((sum, { debit, credit }) => sum + Number(credit) - Number(debit), 0)
    expect([of(customer.id), of(friend.id)]).toEqual([0, 0])
    await booksAreRight(chain)
  })

  it('takes its reserved rentals along, and waits for what is out', async () => {
    const chain = await furnishedChain()
    const { desk, friend } = chain
    await desk.inventory.addItem({ code: 'chair', name: '竹节椅', kind: 'rentable', unit: 'piece' })
    await desk.inventory.receive({ against: 'Capital', lines: [{ item: 'chair', quantity: 3, value: '30' }] })
    const order = await orderOf(chain)
    const window = { from: '2026-11-22T02:00:00Z', to: '2026-12-02T02:00:00Z' }
    const { items } = await desk.rentals.reserve({
      ...window,
      lines: [{ item: 'chair', quantity: 2 }],
      orderId: order.id,
    })
    const rentalId = items[0]?.id ?? ''
    const asked = { orderId: order.id, toCustomerId: friend.id, ...consent }
    await desk.orders.transferToCustomer(asked)
    expect((await desk.rentals.rental({ rentalId })).rental.customerId).toBe(friend.id)
    await desk.rentals.handOut({ rentals: [{ rentalId }], withoutBond: true })
    const back = desk.orders.transferToCustomer({ ...asked, toCustomerId: chain.customer.id })
    await expect(back).rejects.toMatchObject({ code: 'RENTALS_STAY' })
  })

  it('ends the former customer’s promises, and plans what is to be done anew', async () => {
    const chain = await furnishedChain()
    const { desk, customer, friend } = chain
    const order = await orderOf(chain)
    const { id: orderId } = order
    await desk.receivables.logContact({
      customerId: customer.id,
      orderId,
      channel: 'phone',
      outcome: 'promised',
      promise: { amount: '100', by: '2026-11-29' },
    })
    const dueAt = '2026-11-25T00:00:00Z'
    await desk.leads.planFollowUp({ customerId: customer.id, orderId, task: '问她喜欢什么', dueAt })
    await desk.orders.transferToCustomer({ orderId, toCustomerId: friend.id, ...consent })
    const { items } = await desk.receivables.contacts({ customerId: customer.id })
    expect(items[0]?.promise).toMatchObject({ state: 'replaced' })
    const open = await desk.leads.followUps({ customerId: friend.id })
    expect(open.items).toMatchObject([{ state: 'open', task: null, dueAt: '2026-11-25T00:00:00.000Z' }])
  })

  it.each([
    ['to nobody', { toCustomerId: 'nobody' }, 'CUSTOMER_UNKNOWN'],
    ['without consent', { consent: undefined as never }, 'INPUT_INVALID'],
    ['without a reason', { reason: '' }, 'INPUT_INVALID'],
    ['in an older revision', { revision: 9 }, 'ORDER_CHANGED'],
  ])('is refused %s, and nothing changes', async (_, over, code) => {
    const chain = await furnishedChain()
    const order = await orderOf(chain)
    const asked = { orderId: order.id, toCustomerId: chain.friend.id, ...consent, ...over }
    await expect(chain.desk.orders.transferToCustomer(asked)).rejects.toMatchObject({ code })
    expect(await chain.desk.orders.get({ orderId: order.id })).toMatchObject({ customerId: chain.customer.id })
  })

  it('is refused to whose it is, by a cashier, in a branch out of reach, and once it is closed', async () => {
    const chain = await furnishedChain()
    const { desk, as, customer, friend } = chain
    const order = await orderOf(chain)
    const asked = { orderId: order.id, toCustomerId: friend.id, ...consent }
    const same = desk.orders.transferToCustomer({ ...asked, toCustomerId: customer.id })
    await expect(same).rejects.toMatchObject({ code: 'ORDER_NOT_TRANSFERABLE' })
    await expect(as('cashier').orders.transferToCustomer(asked)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    const west = as('manager', 'west', ['west'])
    await expect(west.orders.transferToCustomer(asked)).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    await desk.orders.cancel({ orderId: order.id, reason: 'no wedding' })
    await expect(desk.orders.transferToCustomer(asked)).rejects.toMatchObject({ code: 'ORDER_CLOSED' })
  })

  it('blanks what was said when the former customer is erased; the fact stays', async () => {
    const chain = await furnishedChain()
    const { desk, customer, friend } = chain
    const order = await orderOf(chain)
    await desk.orders.transferToCustomer({ orderId: order.id, toCustomerId: friend.id, ...consent, note: '王芳说' })
    await desk.people.erase({ kind: 'customer', id: customer.id, reason: 'asked' })
    expect((await desk.orders.transfers({ customerId: friend.id })).items).toHaveLength(1)
  })
})
