/** What the studio sells. */
import type { StudioAtWork } from './studio.ts'

export async function prepare({ owner, manager, clock }: StudioAtWork): Promise<void> {
  clock.moveTo('08:30')
  await manager.catalog.addItem({ code: 'album-12', kind: 'product', name: 'Album 12"', price: '600.00' })
  await manager.catalog.addItem({
    code: 'wedding-classic',
    kind: 'package',
    name: 'Classic wedding',
    price: '4999.00',
    shootType: 'wedding',
    entitlements: {
      shoots: 1,
      looks: 2,
      imagesRetouched: 20,
      originals: 60,
      spreads: 10,
      products: [{ code: 'album-12', quantity: 1 }],
    },
  })
  await manager.catalog.addItem({ code: 'frame-30x40', kind: 'product', name: 'Frame 30 x 40', price: '180.00' })
  await manager.catalog.addItem({ code: 'extra-image', kind: 'product', name: 'Extra image', price: '99.00' })
  // The first ten images beyond a package cost 80 each, the next ten 60, all others 40.
  await manager.selection.savePriceTable({
    code: 'extra-images',
    name: 'Extra images',
    entitlement: 'imagesRetouched',
    item: 'extra-image',
    tiers: [{ upTo: 10, price: '80.00' }, { upTo: 20, price: '60.00' }, { price: '40.00' }],
  })
  // A frame that is sold is promised, and leaves the shelf with the pickup.
  await manager.inventory.addItem({ code: 'frame', name: 'Frame 30 x 40', kind: 'product' })
  await manager.inventory.receive({ lines: [{ item: 'frame', quantity: 3, unitCost: '62.00' }] })
  await manager.supplies.setNeeds({ item: 'frame-30x40', needs: [{ item: 'frame' }] })
  await owner.payables.addSupplier({ name: 'Iris Lab' })
}
