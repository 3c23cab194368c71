/** A studio that rents: three gowns with numbers, ten chairs that are counted, and customers with orders. */
import { definePlugin, type Plugin } from '../../src/engine/plugin.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { rentalEvents } from '../../src/rentals/index.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { type Desk, openStockroom, type Stockroom } from '../inventory/studio.ts'

export type { Desk } from '../inventory/studio.ts'
export { balance } from '../inventory/studio.ts'

interface RentalsOptions {
  readonly storage?: StorageAdapter
  readonly settings?: Readonly<Record<string, object>>
  readonly now?: string
  readonly plugins?: readonly Plugin[]
}

type Told = readonly [name: string, data: Record<string, unknown>]

/** Hears what happens to rentals. */
const listening = (heard: Told[]) =>
  definePlugin({
    name: 'listening',
    version: '1.0.0',
    requires: { rentals: '*' },
    subscribers: [
      subscribe({
        name: 'rentals',
        to: rentalEvents,
        async handle(_context, { name, data }) {
          heard.push([name, { ...data }])
        },
      }),
    ],
  })

/** Gowns G-1 to G-3 for 1,000 each, bought today, and ten chairs for 50 each. */
export async function stock({ manager }: Stockroom, desk: Desk = manager): Promise<void> {
  const rentable = { kind: 'rentable', unit: 'piece' } as const
  await desk.inventory.addItem({ code: 'gown', name: '主纱', tracking: 'serial', ...rentable })
  await desk.inventory.addItem({ code: 'chair', name: '竹节椅', ...rentable })
  await desk.inventory.receive({
    against: 'Capital',
    lines: [
      ...['G-1', 'G-2', 'G-3'].map((serial) => ({ item: 'gown', quantity: 1, serial, value: '1000' })),
      { item: 'chair', quantity: 10, value: '500' },
    ],
  })
}

/** The same with an order of 1,000 for a customer; `day(3, 10)` is ten in the morning of the third day from 22 November on. */
export async function openWithGowns(options: RentalsOptions = {}) {
  const heard: Told[] = []
  const studio = await openStockroom({ ...options, plugins: [listening(heard), ...(options.plugins ?? [])] })
  const { manager } = studio
  await stock(studio)
  await manager.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '1000.00' })
  const { id: customerId } = await manager.customers.register({ name: '王芳' })
  const placeOrder = async (): Promise<string> => {
    const { id } = await manager.orders.place({ customerId, lines: [{ item: 'classic' }] })
    return id
  }
  return { ...studio, heard, customerId, orderId: await placeOrder(), placeOrder, cashier: studio.as('cashier') }
}

export type Hire = Awaited<ReturnType<typeof openWithGowns>>

/** Shanghai, the day counted from 22 November 2026. */
export const day = (date: number, hour = 10, minute = 0): string =>
  new Date(Date.UTC(2026, 10, 22 + date, hour - 8, minute)).toISOString()

export const cash = (amount: string) => [{ method: 'cash', amount }]

export const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => {
      if (error.code === undefined) throw error
      return error.code
    },
  )
