/** Who and what can be booked, and for what: two of everything that a portrait needs, so that few suffice to meet. */
import { services } from './services.ts'
import type { BookedStudio } from './studio.ts'

const before = { from: { anchor: 'start', minutes: -60 }, to: { anchor: 'start', minutes: 0 } } as const
const photographer = { name: 'photographer', skill: { name: 'photo' } }
const room = { name: 'room', kind: 'room', after: 15 } as const
const gown = { name: 'gown', kind: 'dress', stock: { item: 'gown' } } as const

export async function furnish(studio: BookedStudio): Promise<void> {
  const { owner } = studio
  const rules = [{ kind: 'weekly' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' }]
  await owner.resources.setOpeningHours({ validFrom: '2026-01-01', rules })
  for (const [code, skill] of Object.entries({ anna: 'photo', ben: 'photo', cleo: 'make-up', dora: 'make-up' })) {
    await owner.resources.add({ code, name: code, kind: 'person', skills: [{ skill, level: 5 }] })
  }
  for (const code of ['white', 'grey']) await owner.resources.add({ code, name: code, kind: 'room' })
  await owner.resources.add({ code: 'lamps', name: 'Lamps', kind: 'equipment', capacity: 3 })
  await gowns(studio)
  for (const resource of ['anna', 'grey']) await owner.calendars.saveSource({ resource, name: `Private: ${resource}` })
  await ordersOf(studio)
  const save = owner.bookings.saveService
  const makeUp = { name: 'make-up', skill: { name: 'make-up' }, ...before }
  const lamps = { name: 'lamps', kind: 'equipment', quantity: 2 } as const
  const cancellation = [{ within: 3 * 1440, amount: '1' }]
  const definitions = {
    portrait: { name: '写真', duration: 60, requirements: [photographer, makeUp, room] },
    family: { name: '全家福', duration: 60, requirements: [photographer, room, lamps] },
    passport: { name: '证件照', duration: 30, dailyLimit: 3, requirements: [photographer] },
    class: { name: '摄影课', duration: 60, seats: 4, requirements: [photographer, room] },
    bridal: { name: '婚纱照', duration: 60, requirements: [photographer, gown] },
    fitting: { name: '试纱', duration: 30, deposit: '10', cancellation, requirements: [room, gown] },
  }
  for (const code of [...services, 'fitting'] as const) await save({ code, ...definitions[code] })
}

/** Two gowns that are rented as well: one of them is a resource, the other only a unit of the stock. */
async function gowns({ owner }: BookedStudio): Promise<void> {
  const { inventory, resources } = owner
  await inventory.addItem({ code: 'gown', name: '主纱', kind: 'rentable', unit: 'piece', tracking: 'serial' })
  const lines = ['G-1', 'G-2'].map((serial) => ({ item: 'gown', quantity: 1, serial, value: '1000' }))
  await inventory.receive({ against: 'Capital', lines })
  const { id: resourceId } = await resources.add({ code: 'gown-1', name: 'Gown 1', kind: 'dress' })
  await resources.tie({ resourceId, item: 'gown', serial: 'G-1' })
}

/** Customers with an order each, of which some is paid. */
async function ordersOf({ owner }: BookedStudio): Promise<void> {
  await owner.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '9000.00' })
  for (const name of ['王芳', '李伟', '张敏']) {
    const { id: customerId } = await owner.customers.register({ name })
    const { id: orderId } = await owner.orders.place({ customerId, lines: [{ item: 'classic' }] })
    await owner.ledger.takePayment({ orderId, legs: [{ method: 'cash', amount: '60' }] })
  }
}
