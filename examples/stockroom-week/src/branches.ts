/** Goods on their way to the other branch are in neither, and are not lost. */
import { money } from '@calotype/example-story'
import { stockIs } from './stock.ts'
import type { StudioAtWork } from './studio.ts'

export async function sendToWest(studio: StudioAtWork): Promise<string> {
  const { clock, print, checks, storekeeper, manager } = studio
  print.step(clock.moveTo('12:00'), 'A pack of silk paper and five pairs of lashes leave for Rose West')
  const sent = await storekeeper.inventory.sendTransfer({
    lines: [
      { item: 'paper-silk', quantity: 1, unit: 'pack' },
      { item: 'lashes', quantity: 5 },
    ],
    toBranch: 'west',
  })
  print.call(sent.id, 'the parcel')
  // 100 sheets at 0.80, 5 pairs at 3.00.
  checks.is('on its way', `${sent.status} ${sent.value}`, 'inTransit 95.00')
  await stockIs(studio, 'paper-silk', 360, '288.00')
  const { balance } = await manager.ledger.accountBalance({ account: 'Inventory:InTransit' })
  checks.is('Inventory:InTransit', balance, '95.00')
  return sent.id
}

export async function receiveInWest(studio: StudioAtWork, transferId: string): Promise<void> {
  const { clock, print, checks, storekeeper, west, manager } = studio
  print.step(clock.moveTo('09:30'), 'The parcel arrives; Lin Tao wants to receive it himself')
  checks.is(
    'in the branch that sent it',
    await print.refused(storekeeper.inventory.receiveTransfer({ transferId })),
    'TRANSFER_UNKNOWN',
  )
  print.step(clock.moveTo('09:40'), 'Gao Fei receives it, and presses the button twice')
  await west.inventory.receiveTransfer({ transferId })
  checks.is(
    'the second time',
    await print.refused(west.inventory.receiveTransfer({ transferId })),
    'TRANSFER_NOT_ON_THE_WAY',
  )
  const { items, value } = await west.inventory.stockAt({ branch: 'west' })
  print.table(
    ['in Rose West', 'quantity', 'value'],
    items.map((item) => [item.code, `${item.quantity}`, money(item.value)]),
  )
  checks.is('in Rose West', value, '95.00')
  const { balance } = await manager.ledger.accountBalance({ account: 'Inventory:InTransit' })
  checks.is('Inventory:InTransit', balance, '0.00')
}
