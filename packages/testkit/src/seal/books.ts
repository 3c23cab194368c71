/** Books in which everything that is sealed stands at least once. */
import {
  type CalotypeEngine,
  clockToken,
  createEngine,
  provide,
  type SealedFact,
  type StorageAdapter,
  sealedFacts,
  coreRooms,
} from '@calotype/core'

/** Every fact that the core's rooms have sealed. */
export const coreFacts: readonly SealedFact[] = coreRooms
  .flatMap((room) => room.entries)
  .filter(({ registry }) => registry === sealedFacts)
  .map(({ entry }) => entry as SealedFact)

/** An engine on a store of sealed books, and the one who owns them. */
export async function openBooks(storage: StorageAdapter) {
  const engine = await createEngine({
    storage,
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => '2026-11-22T04:00:00.000Z' } })],
  })
  return { engine, owner: deskOf(engine, 'zhang-wei', 'owner') }
}

export type OpenBooks = Awaited<ReturnType<typeof openBooks>>

const deskOf = (engine: CalotypeEngine, id: string, role: string, branch = 'main') =>
  engine.as({ tenant: 'rose', branch, actor: { id, roles: [role] } })

/** Fills an empty store, and says what of it the rules ask for by name. */
export async function writeBooks({ engine, owner }: OpenBooks) {
  const as = (id: string, role: string, branch?: string) => deskOf(engine, id, role, branch)
  const cashier = as('li-na', 'cashier')
  await owner.ledger.closeMonth({ month: '2026-09' })
  await owner.ledger.reopenPeriod({ through: '2026-08-31', reason: 'an invoice came late' })
  await owner.ledger.openAccount({ code: 'Income:Printing', name: 'Printing', type: 'income' })
  await owner.tills.define({ code: 'front', name: 'Front desk' })
  await owner.catalog.addItem({ code: 'portrait', kind: 'service', name: '写真', price: '800.00' })
  const { id: customerId } = await owner.customers.register({ name: '王芳' })
  const first = await cashier.tills.openShift({ float: { denominations: [{ value: '100', pieces: 5 }] } })
  const order = await owner.orders.place({ customerId, lines: [{ item: 'portrait' }, { item: 'portrait' }] })
  const legs = [
    { method: 'cash', amount: '800.00', tendered: '1000.00' },
    { method: 'card', amount: '700.00' },
  ]
  const receipt = await cashier.ledger.takePayment({ orderId: order.id, legs, note: 'thank you' })
  const wrong = await cashier.ledger.takePayment({ orderId: order.id, legs: [{ method: 'card', amount: '5.00' }] })
  await owner.ledger.refund({ receiptId: receipt.id, amount: '50.00', reason: 'blurred', till: 'front' })
  await owner.tills.reviewReceipt({ receiptId: receipt.id, decision: 'approved' })
  await owner.tills.reviewReceipt({ receiptId: wrong.id, decision: 'rejected', reason: 'wrong order', void: true })
  const { pickup } = await owner.orders.pickUp({
    orderId: order.id,
    receiver: { name: '王妈妈', relation: 'mother' },
    signature: { method: 'onScreen', text: 'received in good order', hash: 'a'.repeat(64) },
    arrearsAllowed: true,
  })
  const second = pickup.lines[1]?.lineId ?? ''
  await owner.orders.takePickupBack({
    pickupId: pickup.id,
    lines: [second],
    cause: 'mistake',
    reason: 'one is missing',
  })
  await owner.orders.pickUp({
    orderId: order.id,
    lines: [{ lineId: second, flaws: 'a scratch' }],
    arrearsAllowed: true,
  })
  const lines = [
    { account: 'Rent', debit: '8000.00', category: 'rooms', staff: 'li-na' },
    { account: 'Bank:icbc', credit: '8000.00' },
  ]
  const rent = await owner.ledger.post({ lines, memo: 'October', till: 'front' })
  await owner.ledger.reverse({ entryId: rent.id, reason: 'twice' })
  await cashier.tills.handOver({
    shiftId: first.id,
    cash: { amount: '1249.00' },
    to: 'mei-mei',
    note: 'one yuan is missing',
  })
  await as('mei-mei', 'cashier').tills.closeShift({ cash: { amount: '1249.00' }, toSafe: '749.00' })
  await backOffice(owner, as('bao', 'accountant'), customerId)
  await stockroom(owner, { customerId, orderId: order.id })
  await hire(owner, order.id)
  await diary(owner, order, customerId)
  await purchases(owner, order.id)
  await producing(owner, customerId)
  await agreement(owner, customerId)
  await choosing(owner, customerId)
  await stocktaking(owner, as('wu', 'storekeeper'))
  await owner.tills.closeDay()
  await owner.tills.reopenDay({ date: '2026-11-22', reason: 'a slip was found' })
  const close = await owner.tills.closeDay()
  // A branch of its own, whose chain nothing of this touches.
  await as('zhang-wei', 'owner', 'north').ledger.post({ lines, memo: 'October' })
  await engine.settle()
  return { close, receiptId: receipt.id, rentId: rent.id }
}

type Desk = ReturnType<CalotypeEngine['as']>

/** What those do who never stand at the counter. */
async function backOffice(owner: Desk, accountant: Desk, customerId: string): Promise<void> {
  const bank = (amount: string) => [{ account: 'Bank:icbc', amount }]
  await accountant.currency.setRates({ rates: [{ currency: 'USD', rate: '7.1' }], source: 'the board of the bank' })
  await owner.settings.change({ plugin: 'payables', set: { approvalLimit: '500' } })
  const { id: supplierId } = await accountant.payables.addSupplier({ name: '晨光相册厂' })
  const bought = (number: string, amount: string) => {
    const lines = [{ account: 'Inventory:Albums', amount }]
    return accountant.payables.recordBill({ supplierId, number, lines, reference: 'spring', memo: 'albums' })
  }
  const bill = await bought('1', '900.00')
  await owner.payables.approve({ documentId: bill.id, note: 'as agreed' })
  const bills = [{ documentId: bill.id, amount: '300.00' }]
  const paid = await accountant.payables.pay({ supplierId, bills, legs: bank('300.00'), reference: 'T1' })
  await owner.payables.voidSettlement({ settlementId: paid.id, reason: 'from the wrong account' })
  await owner.payables.voidDocument({ documentId: (await bought('2', '40.00')).id, reason: 'not ours' })

  const lines = [{ category: 'travel', amount: '30.00' }]
  await accountant.expenses.record({ lines, claimedBy: 'li-na', reference: '12345678', memo: 'a taxi' })
  await accountant.expenses.reimburse({ staff: 'li-na', legs: bank('30.00'), reference: 'T2' })
  const wrong = await accountant.expenses.record({ lines, legs: bank('30.00') })
  await owner.expenses.reverse({ expenseId: wrong.id, reason: 'twice' })
  await accountant.expenses.prepay({
    category: 'rent',
    amount: '3000.00',
    startsOn: '2026-09-01',
    months: 3,
    legs: bank('3000.00'),
    shootType: 'wedding',
    memo: 'a room',
  })
  await accountant.expenses.accrue({ category: 'utilities', amount: '200.00', shootType: 'wedding', memo: 'power' })
  await accountant.expenses.addRecurring({
    name: 'rent',
    category: 'rent',
    amount: '100.00',
    startsOn: '2026-10-31',
    mode: 'post',
    account: 'Bank:icbc',
  })
  await accountant.expenses.doDue({})

  const promise = { amount: '100.00', by: '2026-11-30' }
  await owner.receivables.logContact({ customerId, channel: 'phone', outcome: 'promised', promise, note: 'at noon' })
  await owner.settings.change({ plugin: 'receivables', set: { allowance: [1, 5, 20, 50, 100] } })
  await accountant.receivables.postAllowance({ month: '2026-10' })
}

/** A contract in a text of the studio's own that is signed, what is agreed to beside it and taken back, and the contract void. */
async function agreement({ contracts, orders, settings }: Desk, customerId: string): Promise<void> {
  await settings.change({ plugin: 'contracts', set: { studio: { name: '玫瑰影楼' } } })
  const said = { zh: '合同' }
  const clauses = [{ code: 'price', heading: said, text: { zh: '总价 {{total}}' } }]
  const consents = [{ code: 'images', heading: said, text: said }]
  await contracts.saveTemplate({ code: 'short', title: said, clauses, declaration: said, consents })
  const { id: orderId } = await orders.place({ customerId, lines: [{ item: 'portrait' }] })
  const first = await contracts.draw({ orderId })
  const { id: contractId } = await contracts.draw({ orderId, template: 'short' })
  const scan = { signer: '王芳', method: 'paper', reference: 'scans/1.png', imageHash: 'ab'.repeat(32) } as const
  await contracts.sign({ contractId, ...scan })
  const { consent } = await contracts.sign({ contractId: first.id, consent: 'images', ...scan })
  await contracts.withdraw({ consentId: consent.id, reason: 'moved away' })
  await contracts.void({ contractId, reason: 'the wrong name' })
}

/** What comes into stock, leaves it, and turns out to have cost more. */
async function stockroom(owner: Desk, { customerId, orderId }: { customerId: string; orderId: string }): Promise<void> {
  const { inventory } = owner
  await inventory.addItem({ code: 'cream', name: '乳液', kind: 'consumable', unit: 'ml', tracking: 'lot' })
  await inventory.addItem({ code: 'dress', name: '婚纱', kind: 'rentable', tracking: 'serial' })
  const bought = await inventory.receive({
    lines: [
      { item: 'cream', quantity: 100, value: '50.00', lot: 'A7', expiresOn: '2027-11-30' },
      { item: 'dress', quantity: 1, value: '900.00', serial: 'D-1' },
    ],
    against: 'Capital',
    reference: 'N-17',
    reason: 'opening stock',
  })
  const lines = [{ item: 'cream', quantity: 30 }]
  const used = await inventory.issue({ lines, orderId, customerId, category: 'makeup', shootType: 'wedding' })
  await inventory.takeBack({ movementId: used.id, lines: [{ line: 1, quantity: 5 }] })
  const difference = [{ line: 1, difference: '10.00' }]
  await inventory.correctPrice({ movementId: bought.id, lines: difference, reason: 'the bill' })
}

/** Sittings in a room that is taken twice, one to which nobody came, a lesson for several, and somebody who waits no longer. */
async function diary(
  owner: Desk,
  order: { readonly id: string; readonly lines: readonly { readonly id: string }[] },
  customerId: string,
): Promise<void> {
  const weekdays = [1, 2, 3, 4, 5, 6, 7]
  await owner.resources.setOpeningHours({
    validFrom: '2026-01-01',
    rules: [{ kind: 'weekly', weekdays, from: '09:00', to: '18:00' }],
  })
  await owner.resources.add({ code: 'white', name: '白棚', kind: 'room' })
  const service = {
    duration: 60,
    requirements: [{ name: 'room', kind: 'room' as const }],
    price: '100.00',
    deposit: '20.00',
  }
  await owner.bookings.saveService({ ...service, code: 'sitting', name: '试拍', noShow: { amount: '30.00' } })
  await owner.bookings.saveService({ ...service, code: 'lesson', name: '摄影课', seats: 4 })
  const of = { orderId: order.id, orderLineId: order.lines[0]?.id ?? '' }
  const morning = { service: 'sitting', date: '2026-11-22', time: '10:00' }
  const { id: bookingId } = await owner.bookings.book({
    ...morning,
    ...of,
    reason: 'they were here before it was written down',
  })
  await owner.bookings.book({ ...morning, overbook: true, withoutDeposit: true, reason: 'a friend of the house' })
  await owner.bookings.noShow({ bookingId, reason: 'the train was late' })
  const lesson = { service: 'lesson', date: '2026-11-24', time: '10:00', seats: 2 }
  await owner.bookings.book({ ...lesson, withoutDeposit: true, reason: 'pays at the door' })
  const windows = [{ from: '2026-11-24', times: { from: '10:00', to: '10:30' } }]
  const { id: entryId } = await owner.waitlist.join({ service: 'sitting', customerId, windows })
  await owner.waitlist.leave({ entryId, reason: 'found another day' })
}

/** A gown that goes out and comes back torn, and one that does not come back. */
async function hire(owner: Desk, orderId: string): Promise<void> {
  await owner.inventory.addItem({ code: 'gown', name: '主纱', kind: 'rentable', tracking: 'serial' })
  const gowns = ['G-1', 'G-2'].map((serial) => ({ item: 'gown', quantity: 1, serial, value: '1000.00' }))
  await owner.inventory.receive({ against: 'Capital', lines: gowns })
  await owner.rentals.setTerms({ item: 'gown', price: '200.00', bond: '100.00', prepareMinutes: 60, cleanMinutes: 120 })
  const lines = [{ item: 'gown', quantity: 2 }]
  const time = { from: '2026-11-22T04:00:00.000Z', to: '2026-11-23T04:00:00.000Z' }
  const { items } = await owner.rentals.reserve({ ...time, lines, orderId })
  const [torn = '', lost = ''] = items.map(({ id }) => id)
  await owner.ledger.takePayment({ orderId, legs: [{ method: 'card', amount: '150.00' }], purpose: 'bond' })
  const both = [torn, lost].map((rentalId) => ({ rentalId, condition: 'as new' }))
  await owner.rentals.handOut({ rentals: both, withoutBond: true })
  await owner.rentals.takeBack({ rentals: [{ rentalId: torn, lateFee: '5.00' }] })
  await owner.rentals.inspect({
    rentals: [
      { rentalId: torn, outcome: 'damaged', charge: '200.00', condition: 'torn' },
      { rentalId: lost, outcome: 'lost', charge: '1000.00' },
    ],
  })
  const legs = [{ account: 'Bank:icbc', amount: '30.00' }]
  await owner.rentals.recordRepair({ rentalId: torn, amount: '30.00', legs, note: 'a seam' })
}

/** What is ordered, comes, goes back, is billed and credited; and work at an outside lab. */
async function purchases({ procurement, payables, inventory }: Desk, customerOrder: string): Promise<void> {
  const { id: supplierId } = await payables.addSupplier({ name: '爱普生' })
  await inventory.addItem({ code: 'toner', name: '墨粉', kind: 'consumable', tracking: 'lot' })
  const lines = [{ item: 'toner', quantity: 10, price: '30.00', memo: 'black' }]
  const { id: orderId } = await procurement.draftOrder({ supplierId, lines, reference: 'winter', memo: 'two boxes' })
  await procurement.submitOrder({ orderId, note: 'for the season' })
  await procurement.sendOrder({ orderId })
  const came = await procurement.receive({
    supplierId,
    lines: [{ orderId, line: 1, accepted: 8, rejected: 1, reason: 'torn', lot: 'T1', expiresOn: '2027-11-30' }],
    charges: [{ description: 'freight', amount: '8.00' }],
    deliveryNote: 'D-5',
    memo: 'by lorry',
  })
  const openId = came.lines[0]?.id ?? ''
  const billed = [{ openId, quantity: 6, overbilled: 1, amount: '217.00' }]
  const reference = 'winter'
  await procurement.bill({ supplierId, number: 'P-1', lines: billed, reference, memo: 'toner' })
  const back = { lines: [{ receiptLineId: openId, quantity: 4 }], reason: 'dry', reference: 'R-1', replace: true }
  const claimId = (await procurement.returnGoods(back)).lines[0]?.claimId ?? ''
  const credited = [
    { openId: claimId, quantity: 1, amount: '30.00' },
    { openId, amount: '2.00' },
  ]
  await procurement.creditNote({ supplierId, number: 'P-2', lines: credited })
  await procurement.receive({ supplierId, lines: [{ claimId, accepted: 1, lot: 'T2' }] })

  const job = { supplierId, orderId: customerOrder, description: 'an album', price: '200.00', note: 'matt' }
  const { id: jobId } = await procurement.sendToLab({ ...job, quantity: 2, category: 'album', shootType: 'wedding' })
  await procurement.returnFromLab({ jobId, note: 'by post' })
  await procurement.inspectLabJob({ jobId, rejected: 1, outcome: 'credit', note: 'too dark' })
  await procurement.billLab({ supplierId, number: 'L-1', lines: [{ jobId }] })
  await procurement.creditLab({ supplierId, number: 'L-2', lines: [{ jobId, amount: '100.00' }] })
}

/** An album that the customer approves. */
async function producing(owner: Desk, customerId: string): Promise<void> {
  const album = { code: 'album', kind: 'product', name: '相册', price: '600.00', category: 'album-add-on' } as const
  await owner.catalog.addItem(album)
  const order = await owner.orders.place({ customerId, lines: [{ item: album.code }] })
  const line = { orderId: order.id, lineId: order.lines[0]?.id ?? '' }
  await owner.orders.moveStage({ lines: [line], from: 'ordered', to: 'designing' })
  await owner.orders.moveStage({ lines: [line], from: 'designing', checks: { namesAndDates: true } })
  const pages = [{ page: 1, reference: 'proofs/1.jpg', hash: 'sha256:0123456789abcdef' }]
  const { id: proofId } = await owner.production.sendProof({ ...line, pages, note: 'by message' })
  const signature = { signer: '王芳', method: 'onScreen' }
  await owner.production.answerProof({ proofId, answer: 'approved', text: '确认', signature })
  const cause = { cause: 'quality', reason: 'too dark' }
  await owner.production.startRound({ kind: 'design', lines: [{ ...line, quantity: 1 }], again: cause })
}

/** Images that are confirmed, reopened and confirmed anew, and a look that is used and given back. */
async function choosing({ catalog, orders, selection }: Desk, customerId: string): Promise<void> {
  const entitlements = { shoots: 1, looks: 2, imagesRetouched: 5 }
  await catalog.addItem({ code: 'outdoors', kind: 'package', name: '外景套系', price: '900.00', entitlements })
  const order = await orders.place({ customerId, lines: [{ item: 'outdoors' }] })
  const line = { orderId: order.id, lineId: order.lines[0]?.id ?? '' }
  const { imageIds } = await selection.registerImages({ orderId: order.id, name: '外景', images: ['raw/1.cr3'] })
  const { id: selectionId } = await selection.open(line)
  await selection.pick({ selectionId, imageIds })
  const signed = { orderId: order.id, selectionId, text: '确认', signature: { signer: '王芳', method: 'onScreen' } }
  await selection.confirm(signed)
  await selection.reopen({ orderId: order.id, selectionId, reason: 'another cover' })
  await selection.confirm(signed)
  await selection.use({ ...line, entitlement: 'looks' })
  const { id: useId } = await selection.use({ ...line, entitlement: 'looks' })
  await selection.reverseUse({ useId, reason: 'not worn' })
}

/** What is counted and posted by two, and something that came before the count and is told of afterwards. */
async function stocktaking(owner: Desk, storekeeper: Desk): Promise<void> {
  const scope = { locations: ['main'], items: ['cream'], note: 'the year is over' }
  const { id: stocktakeId } = await storekeeper.stocktakes.open(scope)
  const lines = [{ item: 'cream', lot: 'A7', quantity: 74 }]
  await storekeeper.stocktakes.count({ stocktakeId, location: 'main', lines })
  await owner.stocktakes.post({ stocktakeId, reason: 'counted', uncounted: 'leave' })
  const late = [{ item: 'cream', quantity: 2, value: '1.00', lot: 'A7' }]
  await owner.inventory.receive({ lines: late, at: '2026-11-22T03:00:00.000Z', against: 'Capital' })
}

export type WrittenBooks = Awaited<ReturnType<typeof writeBooks>>

export type SealedBooks = OpenBooks & WrittenBooks
