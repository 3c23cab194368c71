/** Cash that moves without a sale, and the change of cashiers. */
import { drawerHolds } from './drawer.ts'
import type { Opened } from './opening.ts'
import type { StudioAtWork } from './studio.ts'

/** Answers the shift of the second cashier. */
export async function cash(studio: StudioAtWork, { shiftId, orders }: Opened): Promise<string> {
  const { clock, print, checks, liNa, meiMei } = studio
  print.chapter('Afternoon: cash')
  print.step(clock.moveTo('15:30'), 'Water for the cooler, 45.00 out of the drawer')
  await liNa.tills.payOut({ amount: '45.00', account: 'Utilities', reason: 'Water' })
  await drawerHolds(studio, shiftId, '1660.00')

  print.step(clock.moveTo('15:45'), 'Too much cash in the drawer: 1,000.00 go to the safe')
  await liNa.tills.drop({ amount: '1000.00' })
  await drawerHolds(studio, shiftId, '660.00')

  print.step(clock.moveTo('16:00'), 'Li Na counts 660.00 without knowing what is expected, and hands over to Mei Mei')
  const { closed, opened } = await liNa.tills.handOver({ to: 'mei-mei', cash: { amount: '660.00' } })
  print.call(opened.id, 'the shift of Mei Mei')
  checks.is(`report ${closed.number}, difference`, closed.difference, '0.00')
  const late = liNa.ledger.takePayment({ orderId: orders.zhao, legs: [{ method: 'cash', amount: '350.00' }] })
  print.step(clock.moveTo('16:05'), 'Li Na serves one more customer at the drawer that is no longer hers')
  checks.is('at the drawer of another', await print.refused(late), 'PERMISSION_MISSING')
  await meiMei.ledger.takePayment({ orderId: orders.zhao, legs: [{ method: 'cash', amount: '350.00' }] })
  await drawerHolds(studio, opened.id, '1010.00')
  return opened.id
}
