/** What is bought: a suggestion, its order, a part of it that comes, and the bill that asks another price. */

import { money } from '@calotype/example-story'
import type { Opened } from './opening.ts'
import { balanceIs, stockIs } from './stock.ts'
import { type StudioAtWork, week } from './studio.ts'

/** What is used, what there is, and what a supplier sells say what to order, and when. */
export async function suggest({ clock, print, checks, storekeeper }: StudioAtWork, { boxesId }: Opened): Promise<void> {
  print.step(clock.moveTo('17:30'), 'What has to be ordered?')
  const { suggestions } = await storekeeper.procurement.suggestions({ supplierId: boxesId })
  print.table(
    ['item', 'projected', 'a day', 'lead time', 'safety', 'reorder at', 'up to', 'need', 'order'],
    suggestions.map((one) => [
      one.code,
      `${one.projected}`,
      one.dailyUse,
      `${one.leadTimeDays}`,
      `${one.safety}`,
      `${one.reorderPoint}`,
      `${one.target}`,
      `${one.need}`,
      `${one.order?.quantity ?? ''}`,
    ]),
  )
  const [box] = suggestions
  // 90 in 30 days are 3 a day; 3 × 7 and 10 for safety; 45 less 25, in dozens.
  checks.is('daily use', box?.dailyUse ?? null, '3.00')
  checks.is('reorder at', box?.reorderPoint ?? null, 31)
  checks.is('need, and in whole dozens', `${box?.need}, ${box?.order?.quantity}`, '20, 24')
}

/** Above 200.00 a second person approves. Answers the order. */
export async function order(studio: StudioAtWork, { boxesId }: Opened): Promise<string> {
  const { clock, print, checks, storekeeper, manager } = studio
  print.step(clock.moveTo('17:40'), 'Lin Tao orders them: 240.00 is above what he may order alone')
  const { orders } = await storekeeper.procurement.orderSuggested({ supplierId: boxesId })
  const orderId = orders[0]?.id ?? ''
  const submitted = await storekeeper.procurement.submitOrder({ orderId })
  print.call(orderId, submitted.number ?? '')
  checks.is('total', submitted.total, '240.00')
  checks.is('it waits', submitted.status, 'submitted')
  checks.is(
    'sent all the same',
    await print.refused(storekeeper.procurement.sendOrder({ orderId })),
    'PURCHASE_ORDER_NOT_FITTING',
  )
  await manager.procurement.approveOrder({ orderId })
  const sent = await storekeeper.procurement.sendOrder({ orderId })
  checks.is('approved by Zhou Min, and sent', sent.status, 'sent')
  return orderId
}

/** Half of it comes. What is accepted goes into stock at the price of the order. */
export async function receiveBoxes(studio: StudioAtWork, { boxesId }: Opened, orderId: string): Promise<void> {
  const { clock, print, checks, storekeeper } = studio
  print.step(clock.moveTo('11:00'), 'Twelve of the 24 boxes come; one more is broken, and goes back with the driver')
  const { orders, lines } = await storekeeper.procurement.receive({
    supplierId: boxesId,
    deliveryNote: 'B-512',
    lines: [{ orderId, line: 1, accepted: 12, rejected: 1, reason: 'Lid broken' }],
  })
  checks.is('received at', lines[0]?.value ?? null, '120.00')
  checks.is('the order', orders[0]?.status ?? null, 'partlyReceived')
  await stockIs(studio, 'box', 34, '340.00')
}

/** The bill asks 11.00 a box: the difference goes to the boxes that are left, and to the cost of those used since. */
export async function billBoxes(studio: StudioAtWork, { boxesId }: Opened): Promise<void> {
  const { clock, print, checks, books, approvals } = studio
  print.step(clock.moveTo('14:00'), 'The bill asks 132.00 for the twelve boxes that were ordered at 120.00')
  const { items } = await books.procurement.openItems({ supplierId: boxesId })
  const bill = {
    supplierId: boxesId,
    number: 'BX-77',
    issuedOn: week.friday,
    lines: items.map(({ id }) => ({ openId: id, amount: '132.00' })),
  }
  for (const { id } of items) print.call(id, 'the delivery of boxes')
  checks.is('Chen Hao alone', await print.refused(books.procurement.bill(bill)), 'APPROVER_MISSING')
  approvals.give('zhou-min', 'procurement.exceedTolerance')
  const { lines } = await books.procurement.bill({ ...bill, approver: 'zhou-min' })
  checks.is('more than was agreed', lines[0]?.difference ?? null, '12.00')
  // 34 for 352.00 now; 3 and 3 left at 31.06 each time.
  await stockIs(studio, 'box', 28, '289.88')
}

/** The albums and frames that came without an order are billed as well: nothing is left of what came and was not billed. */
export async function billAlbums(studio: StudioAtWork, { albumsId }: Opened): Promise<void> {
  const { clock, print, checks, books } = studio
  print.step(clock.moveTo('14:30'), 'Morning Light bills its 26 leather albums and 5 frames')
  const { items } = await books.procurement.openItems({ supplierId: albumsId })
  print.table(
    ['received on', 'quantity', 'to bill'],
    items.map((one) => [one.date, `${one.openQuantity}`, money(one.open)]),
  )
  const { document } = await books.procurement.bill({
    supplierId: albumsId,
    number: 'ML-2061',
    issuedOn: week.friday,
    lines: items.map(({ id }) => ({ openId: id })),
  })
  checks.is('the bill', document.amount, '3270.00')
  await balanceIs(studio, 'GoodsReceived', '0.00')
  await balanceIs(studio, 'AP:Suppliers', '-3402.00')
}
