/** A studio that is booked: two photographers, two make-up artists, two rooms, a dress; open from nine to six every day. */
import { definePlugin, type Plugin } from '../../src/engine/plugin.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { bookingEvents, type SaveService } from '../../src/bookings/index.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { openStockroom } from '../inventory/studio.ts'

export interface BookedStudioOptions {
  readonly storage?: StorageAdapter
  readonly settings?: Readonly<Record<string, object>>
  readonly now?: string
  readonly plugins?: readonly Plugin[]
  readonly service?: Partial<SaveService>
}

type Told = readonly [name: string, data: Record<string, unknown>]

const listening = (heard: Told[]) =>
  definePlugin({
    name: 'listeningToBookings',
    version: '1.0.0',
    requires: { bookings: '*' },
    subscribers: [
      subscribe({
        name: 'bookings',
        to: bookingEvents,
        async handle(_context, { name, data }) {
          heard.push([name, { ...data }])
        },
      }),
    ],
  })

/** An hour of shooting with make-up before it, in a room that is cleaned for a quarter of an hour. */
export const portrait: SaveService = {
  code: 'portrait',
  name: '写真',
  duration: 60,
  grid: 30,
  requirements: [
    { name: 'photographer', skill: { name: 'photo' } },
    {
      name: 'make-up',
      skill: { name: 'make-up' },
      from: { anchor: 'start', minutes: -60 },
      to: { anchor: 'start', minutes: 0 },
    },
    { name: 'room', kind: 'room', after: 15 },
  ],
  price: '800',
}

export const everyDay = [1, 2, 3, 4, 5, 6, 7]

export async function openBookedStudio(options: BookedStudioOptions = {}) {
  const heard: Told[] = []
  const { service, ...rest } = options
  const studio = await openStockroom({ ...rest, plugins: [listening(heard), ...(options.plugins ?? [])] })
  const { manager } = studio
  await manager.resources.setOpeningHours({
    validFrom: '2026-01-01',
    rules: [{ kind: 'weekly', weekdays: everyDay, from: '09:00', to: '18:00' }],
  })
  const photo = { skill: 'photo', level: 5 }
  const makeUp = { skill: 'make-up', level: 5 }
  const add = async (
    code: string,
    kind: 'person' | 'room' | 'dress',
    skills: { skill: string; level: number }[] = [],
  ) => (await manager.resources.add({ code, name: code, kind, skills })).id
  const ids = {
    anna: await add('anna', 'person', [photo]),
    ben: await add('ben', 'person', [photo]),
    cleo: await add('cleo', 'person', [makeUp]),
    dora: await add('dora', 'person', [makeUp]),
    white: await add('white', 'room'),
    grey: await add('grey', 'room'),
    gown: await add('gown', 'dress'),
  }
  await manager.bookings.saveService({ ...portrait, ...service })
  await manager.catalog.addItem({
    code: 'classic',
    kind: 'package',
    name: '经典套系',
    price: '1000.00',
    shootType: 'wedding',
    entitlements: { shoots: 1 },
  })
  const { id: customerId } = await manager.customers.register({ name: '王芳' })
  const placeOrder = async () => {
    const { id, lines } = await manager.orders.place({ customerId, lines: [{ item: 'classic' }] })
    return { orderId: id, orderLineId: lines[0]?.id ?? '' }
  }
  return { ...studio, heard, ids, customerId, placeOrder, reception: studio.as('reception') }
}
