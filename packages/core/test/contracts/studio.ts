/** A studio with a wedding package, an order with earnest money, and a contract of it. */
import { type OpenStudio, openStudio } from '../orders/studio.ts'

export const named = {
  name: '玫瑰影楼',
  address: '人民路 1 号',
  phone: '020-88888888',
  registration: '91440101MA000000X1',
}
export const imageHash = 'ab'.repeat(32)
export const onPaper = {
  signer: '王芳',
  method: 'paper',
  reference: 'scans/1.png',
  imageHash,
} as const

type Desk = OpenStudio['desk']

export async function furnish(desk: Desk): Promise<void> {
  await desk.settings.change({ plugin: 'contracts', set: { studio: named } })
  await desk.catalog.addItem({
    code: 'album-12',
    kind: 'product',
    name: '12 寸相册',
    nameEn: '12 inch album',
    price: '600.00',
    variants: [{ code: 'leather', name: '皮面', price: '600.00' }],
  })
  await desk.catalog.addItem({
    code: 'wedding',
    kind: 'package',
    name: '婚纱经典套系',
    price: '4999.00',
    shootType: 'wedding',
    entitlements: {
      shoots: 1,
      outfits: 3,
      scenes: 4,
      looks: 3,
      imagesRetouched: 40,
      originals: 'all',
      spreads: 20,
      products: [{ code: 'album-12', variant: 'leather', quantity: 1 }],
      others: [{ code: 'trial', name: '试妆', nameEn: 'Trial make-up', quantity: 1 }],
      named: [{ code: 'chief', name: '首席摄影师', nameEn: 'The chief photographer' }],
    },
  })
  await desk.catalog.addItem({ code: 'frame', kind: 'product', name: '相框', price: '180.00' })
}

export async function readyStudio(options: Parameters<typeof openStudio>[0] = {}) {
  const studio = await openStudio(options)
  await furnish(studio.desk)
  return studio
}

/** An order of 4,999.00 with 900.00 of earnest money, and a contract of it. */
export async function agreed(desk: Desk, phone = '13800001234') {
  const customer = await desk.customers.register({ name: '王芳', phone })
  const order = await desk.orders.place({
    customerId: customer.id,
    lines: [{ item: 'wedding' }],
    promisedDate: '2027-02-28',
    payment: { legs: [{ method: 'wechat', amount: '900.00' }], purpose: 'earnest' },
  })
  const contract = await desk.contracts.draw({ orderId: order.id })
  return { customer, order, orderId: order.id, contract, contractId: contract.id }
}

/** Settings are read once and kept for seconds: what a command costs does not count them. */
export const withoutSettings = (statements: readonly string[]): string[] =>
  statements.filter((one) => one !== 'find settings_values')
