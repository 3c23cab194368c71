/** The studio of the suite: two branches, everybody and everything that is booked, orders that are paid in parts. */
import {
  type CalotypeEngine,
  clockToken,
  createEngine,
  loggerToken,
  provide,
  type StorageAdapter,
} from '@calotype/core'
import {
  type Branch,
  branches,
  gownTerms,
  type NaiveRequirement,
  type NaiveResource,
  resources,
  type ServiceCode,
  serviceCodes,
  serviceOf,
} from './booked-services.ts'
import { type NaiveOrder, textOf } from './naive-bookings.ts'
import { type NaiveDiary, everyDay } from './naive-diary.ts'
import { waitlistTerms } from './naive-waitlist.ts'

export type Desk = ReturnType<CalotypeEngine['as']>

export interface BookingStudio {
  readonly engine: CalotypeEngine
  readonly clock: { now: string }
  readonly desks: Readonly<Record<Branch, Desk>>
  /** Who books by the terms, in the main branch. */
  readonly cashier: Desk
  readonly customerIds: readonly string[]
  readonly orders: readonly NaiveOrder[]
  readonly serviceIds: Readonly<Record<ServiceCode, string>>
  /** By code, of those that are resources. */
  readonly resourceIds: ReadonlyMap<string, string>
  /** Calendars of others, by whose they are. */
  readonly sourceIds: ReadonlyMap<string, string>
  /** What the engine complained of. */
  readonly complaints: string[]
}

/** Noon of a Friday, by the clocks of Shanghai. */
export const beginning = '2026-11-20T04:00:00.000Z'

/** Each order costs so much, in cents. */
const orderTotal = 180_000

export async function openBookingStudio(storage: StorageAdapter, diary: NaiveDiary): Promise<BookingStudio> {
  const clock = { now: beginning }
  const complaints: string[] = []
  const complain = (message: string, details?: object): void =>
    void complaints.push(`${message} ${JSON.stringify(details)}`)
  const engine = await createEngine({
    storage,
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: { name: 'Rose' }, west: { name: 'Rose West' } },
    },
    settings: { waitlist: waitlistTerms, bookings: { whenDeclined: 'cancels' } },
    tenants: ['rose'],
    background: false,
    provide: [
      provide(clockToken, { useValue: { now: () => clock.now } }),
      provide(loggerToken, { useValue: { warn: complain, error: complain } }),
    ],
  })
  const as = (branch: Branch, id: string, roles: Parameters<typeof engine.as>[0]['actor']['roles']) =>
    engine.as({ tenant: 'rose', branch, actor: { id, roles } })
  const desks = { main: as('main', 'li-na', ['owner']), west: as('west', 'mo-yan', ['owner']) }
  const cashier = as('main', 'the-cashier', [{ role: 'cashier', branches: ['main'] }])
  const resourceIds = await addResources(desks, diary)
  const serviceIds = await saveServices(desks.main, diary, resourceIds)
  const customerIds: string[] = []
  for (const name of ['王芳', '李雷', '韩梅梅']) customerIds.push((await desks.main.customers.register({ name })).id)
  const orders = await placeOrders(desks.main, customerIds)
  const sourceIds = new Map<string, string>()
  for (const code of ['anna', 'ben', 'emil']) {
    const saved = await desks.main.calendars.saveSource({ resource: code, name: 'of their own', daysAhead: 60 })
    sourceIds.set(code, saved.sourceId)
  }
  return { engine, clock, desks, cashier, customerIds, orders, serviceIds, resourceIds, sourceIds, complaints }
}

const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Working time as rosters say it. */
export const rulesOf = (
  hours: readonly { readonly weekdays: readonly number[]; readonly from: number; readonly to: number }[],
) =>
  hours.map(({ weekdays, from, to }) => {
    return { kind: 'weekly' as const, weekdays: [...weekdays], from: clockText(from), to: clockText(to) }
  })

async function addResources(
  desks: Readonly<Record<Branch, Desk>>,
  diary: NaiveDiary,
): Promise<ReadonlyMap<string, string>> {
  for (const branch of branches) {
    const rules = rulesOf(diary.openingHours[branch] ?? [])
    await desks[branch].resources.setOpeningHours({ branch, validFrom: '2026-01-01', rules })
  }
  const ids = new Map<string, string>()
  for (const one of resources.filter(({ unitOf }) => unitOf === null)) {
    const { id } = await desks[one.branch].resources.add(asGiven(one))
    ids.set(one.code, id)
    diary.names.set(one.code, `resource:${id}`)
  }
  // Who works into the night; and the room that is never closed.
  for (const [code, from, to] of [
    ['ben', 14 * 60, 26 * 60],
    ['grey', 0, 24 * 60],
  ] as const) {
    const hours = [{ weekdays: everyDay, from, to }]
    diary.rosters.set(code, [{ from: 0, hours }])
    const resourceId = ids.get(code) ?? ''
    await desks.main.resources.setRoster({ resourceId, validFrom: '2026-01-01', rules: rulesOf(hours) })
  }
  const { main } = desks
  await main.inventory.addItem({ code: 'gown', name: 'gown', kind: 'rentable', tracking: 'serial' })
  await main.rentals.setTerms({ item: 'gown', prepareMinutes: gownTerms.prepare, cleanMinutes: gownTerms.clean })
  for (const { code } of resources.filter(({ unitOf }) => unitOf !== null)) {
    const serial = code.slice('gown/'.length)
    await main.inventory.receive({ lines: [{ item: 'gown', quantity: 1, serial, value: '1000' }] })
  }
  return ids
}

function asGiven({ code, kind, branch, skills, capacity, prepare, clean, dailyLimit, weeklyLimit }: NaiveResource) {
  return {
    ...{ code, name: code, kind, branch, capacity, prepareMinutes: prepare, cleanMinutes: clean },
    ...{ dailyLimit, weeklyLimit },
    skills: Object.entries(skills).map(([skill, level]) => ({ skill, level })),
  }
}

async function saveServices(
  desk: Desk,
  diary: NaiveDiary,
  resourceIds: ReadonlyMap<string, string>,
): Promise<Readonly<Record<ServiceCode, string>>> {
  const ids: [ServiceCode, string][] = []
  for (const code of serviceCodes) {
    const of = serviceOf(code)
    const { branches: where, duration, grid, notice, horizon, seats, dailyLimit, holdMinutes, noShow } = of
    const saved = await desk.bookings.saveService({
      ...{ code, name: code, branches: [...where], duration, grid, notice, horizon, seats, holdMinutes, noShow },
      ...(dailyLimit === null ? {} : { dailyLimit }),
      requirements: of.requirements.map((one) => given(one, resourceIds)),
      price: textOf(of.price),
      prices: of.weekend === null ? [] : [{ weekdays: [6, 7], amount: textOf(of.weekend) }],
      deposit: textOf(of.deposit),
      cancellation: [...of.cancellation],
      rescheduling: { rules: [...of.rescheduling], ...(of.mostMoves === null ? {} : { most: of.mostMoves }) },
    })
    ids.push([code, saved.id])
  }
  // Under its id a unit is claimed, of which nobody but the stock knows.
  const { items } = await desk.inventory.serials({ item: 'gown' })
  for (const { id, serial } of items) diary.names.set(`gown/${serial}`, `unit:${id}`)
  return Object.fromEntries(ids) as Record<ServiceCode, string>
}

/** As a service is saved: resources by code or by id. */
function given({ resources: named, stock, ...one }: NaiveRequirement, ids: ReadonlyMap<string, string>) {
  return {
    ...one,
    ...(named === undefined
      ? {}
      : { resources: named.map((code, at) => (at % 2 === 0 ? code : (ids.get(code) ?? code))) }),
    ...(stock === undefined ? {} : { stock: { item: stock.item } }),
  }
}

async function placeOrders(desk: Desk, customerIds: readonly string[]): Promise<readonly NaiveOrder[]> {
  await desk.catalog.addItem({ code: 'shoot', kind: 'service', name: 'shoot', price: textOf(orderTotal) })
  const orders: NaiveOrder[] = []
  for (const customer of [0, 1]) {
    const { id } = await desk.orders.place({
      customerId: customerIds[customer] ?? '',
      lines: [{ item: 'shoot' }],
    })
    orders.push({ id, customer, total: orderTotal, paid: 0 })
  }
  return orders
}
