/** What is known late: a delivery note that turns up, a voucher that cannot be, and bills. */

import { at } from '@calotype/example-story'
import type { Opened } from './opening.ts'
import { costOfOrderIs, stockIs } from './stock.ts'
import { type StudioAtWork, week } from './studio.ts'

/** A receipt that is dated back changes what later movements cost; nothing that was written is rewritten. */
export async function lateDeliveryNote(studio: StudioAtWork, { orders, albumsId: supplierId }: Opened): Promise<void> {
  const { clock, print, checks, manager, storekeeper, books } = studio
  print.step(clock.moveTo('10:00'), 'A delivery note of Monday turns up: ten more leather albums, at 130.00')
  const note = {
    lines: [{ item: 'album-leather', quantity: 10, unitCost: '130.00' }],
    supplierId,
    reference: 'L-1003',
    at: at(week.monday, '18:00'),
  }
  checks.is('Lin Tao alone', await print.refused(storekeeper.inventory.receive(note)), 'PERMISSION_MISSING')
  print.step(clock.moveTo('10:10'), 'Zhou Min enters it, dated Monday 18:00')
  const late = await manager.inventory.receive(note)
  checks.is('lines that cost something else now', late.corrections, 2)
  // 20 albums for 2,300.00, of which 4 left: 460.00. Then 22 for 2,560.00, of which 5 left: 581.82.
  await costOfOrderIs(studio, 'the order of Chen Jing', orders.chen, '460.00')
  await costOfOrderIs(studio, 'the order of Sun Li', orders.sun, '581.82')
  const { netProfit } = await books.statements.orderMargin({ orderId: orders.sun })
  checks.is('and its margin', netProfit.amount, '758.18')
  await stockIs(studio, 'album-leather', 17, '1978.18')
  const { items } = await manager.ledger.entries({ account: 'COGS:Products' })
  const later = items.filter(({ kind }) => kind === 'stockRevaluation')
  checks.are(
    'corrections, each on the day of its movement',
    new Map(later.map((one) => [one.businessDate, one.amount])),
    {
      [week.tuesday]: '60.00',
      [week.thursday]: '31.82',
    },
  )
}

/** What would leave less than nothing on a later day is refused, and the refusal names the voucher. */
export async function impossibleVoucher({ clock, print, checks, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('09:30'), 'A slip says that seven leather albums were given away on Monday')
  const refused = manager.inventory.gift({ lines: [{ item: 'album-leather', quantity: 7 }], on: week.monday })
  checks.is('seven are there now, but were not on Tuesday', await print.refused(refused), 'STOCK_BACKDATED_SHORT')
}
