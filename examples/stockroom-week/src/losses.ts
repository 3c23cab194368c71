/** What is lost: a lot that expired, torn paper. Wastage is an expense of the studio, not the cost of an order. */
import { money } from '@calotype/example-story'
import { balanceIs, stockIs } from './stock.ts'
import type { StudioAtWork } from './studio.ts'

export async function soonExpired({ clock, print, checks, storekeeper }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('16:30'), 'What expires within the next days?')
  const { lots } = await storekeeper.inventory.expiringLots({ within: 7 })
  print.table(
    ['item', 'lot', 'expires on', 'days left', 'quantity', 'value'],
    lots.map((lot) => [lot.code, lot.lot, lot.expiresOn, `${lot.daysLeft}`, `${lot.quantity}`, money(lot.value)]),
  )
  checks.is('lots', lots.map(({ lot, quantity }) => `${quantity} of ${lot}`).join(), '45 of G-17')
}

export async function throwAway(studio: StudioAtWork): Promise<void> {
  const { clock, print, storekeeper } = studio
  print.step(clock.moveTo('09:00'), 'Lot G-17 has expired: 45 ml are thrown away. And 12 sheets of paper are torn')
  const expired = [{ item: 'foundation', quantity: 45, lot: 'G-17' }]
  await storekeeper.inventory.waste({ lines: expired, reason: 'Expired on 5 June' })
  await storekeeper.inventory.waste({ lines: [{ item: 'paper-silk', quantity: 12 }], reason: 'Torn in the printer' })
  // 45 ml at 0.50, 12 sheets at 0.80.
  await balanceIs(studio, 'Wastage', '32.10')
  await stockIs(studio, 'foundation', 200, '100.00')
}
