/** What the workroom makes, and what work uses up. */
import { money } from '@calotype/example-story'
import { balanceIs, costOfOrderIs, stockIs } from './stock.ts'
import type { StudioAtWork } from './studio.ts'

/** Four albums by their recipe: each is worth what it took. */
export async function bindAlbums(studio: StudioAtWork): Promise<void> {
  const { clock, print, checks, storekeeper } = studio
  print.step(clock.moveTo('09:00'), 'Lin Tao binds four albums')
  const { lines } = await storekeeper.inventory.produce({ recipe: 'album-12', times: 4 })
  const names = ['paper-silk', 'cover-linen', 'glue', 'album-12']
  print.table(
    ['item', 'quantity', 'value'],
    lines.map(({ quantity, value }, at) => [names[at] ?? '', `${quantity}`, money(value)]),
  )
  // 40 sheets at 0.80, 4 covers at 25.00, 80 ml at 0.05: 34.00 an album.
  checks.is('four albums are worth', lines.at(-1)?.value ?? null, '136.00')
  await stockIs(studio, 'paper-silk', 460, '368.00')
  await balanceIs(studio, 'Inventory:Products', '796.00')
}

/** The make-up of a bride: the foundation that expires first is taken, and the cost is that of her order. */
export async function makeUpBride(studio: StudioAtWork, time: string, name: string, orderId: string): Promise<void> {
  const { clock, print, checks, makeup } = studio
  print.step(clock.moveTo(time), `Sun Yue does the make-up of ${name}`)
  const used = await makeup.inventory.consume({ recipe: 'makeup-bride', orderId, category: 'wedding' })
  checks.are('things used', new Map(used.lines.map(({ quantity, value }) => [`${-quantity}`, value])), {
    '15': '-7.50',
    '2': '-6.00',
  })
  await costOfOrderIs(studio, `the order of ${name}`, orderId, '13.50')
}

/** Every evening three boxes were used. */
export async function useBoxes({ clock, storekeeper }: StudioAtWork): Promise<void> {
  clock.moveTo('17:00')
  await storekeeper.inventory.consume({ lines: [{ item: 'box', quantity: 3 }] })
}
