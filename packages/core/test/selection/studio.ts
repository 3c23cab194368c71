/** A studio with a wedding package, what is sold beyond it, a customer with an order, and a shoot of images. */
import { type OpenStudio, openStudio } from '../orders/studio.ts'

export const signed = {
  text: '以上照片和产品已确认，开始制作。',
  signature: { signer: '王芳', method: 'onScreen' },
} as const

type Desk = OpenStudio['desk']

export async function furnish(desk: Desk): Promise<void> {
  const product = (code: string, name: string, price: string, category = 'second-sale') =>
    desk.catalog.addItem({ code, kind: 'product', name, price, category })
  await product('album-12', '12 寸相册', '600.00', 'product')
  await desk.catalog.addItem({
    code: 'wedding',
    kind: 'package',
    name: '婚纱套系',
    price: '4999.00',
    entitlements: {
      shoots: 2,
      looks: 2,
      imagesRetouched: 5,
      originals: 3,
      spreads: 2,
      products: [{ code: 'album-12', quantity: 1 }],
      named: [{ code: 'chief', name: '首席摄影师' }],
    },
  })
  await desk.catalog.addItem({
    code: 'all-in',
    kind: 'package',
    name: '全送套系',
    price: '9999',
    entitlements: { originals: 'all' },
  })
  await product('frame', '相框', '180.00', 'product')
  await product('extra-image', '加片', '99.00')
  await product('extra-original', '加底片', '20.00')
  await product('extra-spread', '加 P', '50.00')
  await desk.catalog.addItem({
    code: 'extra-look',
    kind: 'service',
    name: '加造型',
    price: '300.00',
    category: 'second-sale',
  })
  const table = desk.selection.savePriceTable
  await table({
    code: 'images',
    name: '加片价',
    entitlement: 'imagesRetouched',
    item: 'extra-image',
    tiers: [{ upTo: 2, price: '80.00' }, { upTo: 4, price: '60.00' }, { price: '40.00' }],
  })
  await table({ code: 'originals', name: '底片价', entitlement: 'originals', item: 'extra-original' })
  await table({ code: 'spreads', name: '加 P 价', entitlement: 'spreads', item: 'extra-spread' })
  await table({ code: 'looks', name: '造型价', entitlement: 'looks', item: 'extra-look' })
}

/** An order of the package, with a shoot of so many images. */
export async function shot(desk: Desk, images = 20, item = 'wedding') {
  const customer = await desk.customers.register({
    name: `王芳${images}`,
    phone: `138${String(images).padStart(8, '0')}`,
  })
  const order = await desk.orders.place({ customerId: customer.id, lines: [{ item }] })
  const references = Array.from({ length: images }, (_, at) => `raw/${at + 1}.cr3`)
  const { shoot, imageIds } = await desk.selection.registerImages({
    orderId: order.id,
    images: references,
    name: '外景',
  })
  return { customer, order, orderId: order.id, lineId: order.lines[0]?.id ?? '', shoot, imageIds }
}

export async function readyStudio(options: Parameters<typeof openStudio>[0] = {}) {
  const studio = await openStudio(options)
  await furnish(studio.desk)
  return studio
}

/** Settings are read once and kept for seconds: what a command costs does not count them. */
export const withoutSettings = (statements: readonly string[]): string[] =>
  statements.filter((one) => one !== 'find settings_values')
