/** A studio with a stockroom, and the list by hand beside it. */
import { clockToken, createEngine, Money, provide, type StorageAdapter } from '@calotype/core'
import { workshop } from './workshop.ts'
import type { NaiveItem, NaiveLine, NaiveMovement } from './naive-stock.ts'

const item = (code: string, kind: string, method: NaiveItem['method']): NaiveItem => ({
  code,
  method,
  stockAccount: `Inventory:${kind}`,
  costAccount: `COGS:${kind}`,
})

export const items = {
  paper: item('paper', 'Consumables', 'average'),
  film: item('film', 'Consumables', 'fifo'),
  glaze: item('glaze', 'Consumables', 'fifo'),
  album: item('album', 'Products', 'average'),
  print: item('print', 'Products', 'fifo'),
  camera: item('camera', 'Rentables', 'specific'),
}

/** What one time takes and makes, by the code of the recipe. */
export const recipes = {
  album: {
    makes: 1,
    of: items.album,
    takes: [
      { item: items.paper, quantity: 2 },
      { item: items.film, quantity: 1 },
    ],
  },
  print: {
    makes: 3,
    of: items.print,
    takes: [
      { item: items.film, quantity: 2 },
      { item: items.album, quantity: 1 },
    ],
  },
  // What an album was made of is made of what was made of it: costs may go round.
  scrap: { makes: 2, of: items.paper, takes: [{ item: items.print, quantity: 1 }] },
}

/** When lots expire; not at all where nothing is said. */
export const expiries: Readonly<Record<string, string | undefined>> = { L1: '2026-10-14', L2: '2026-12-31' }

/** May hold less than nothing. */
export const lenientLocation = 'van'
export const locations = ['main', 'shelf', lenientLocation]
export const lenient = ({ location }: NaiveLine): boolean => location === lenientLocation

export const minorOf = (amount: string): bigint => Money.of(amount, 'CNY').minor
export const textOf = (minor: bigint): string => Money.ofMinor(minor, 'CNY').toString()

export async function openStockroom(storage: StorageAdapter) {
  const clock = { now: '2026-10-01T04:00:00.000Z' }
  const engine = await createEngine({
    storage,
    plugins: [workshop],
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: { name: 'Rose' }, west: { name: 'Rose West' } },
    },
    tenants: ['rose'],
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
  })
  const as = (branch: string) => engine.as({ tenant: 'rose', branch, actor: { id: 'li-na', roles: ['owner'] } })
  const desks = { main: as('main'), west: as('west') }
  const { inventory, payables } = desks.main
  const { id: supplierId } = await payables.addSupplier({ name: 'factory' })
  const add = (code: string, kind: 'consumable' | 'product' | 'rentable', more: object = {}) =>
    inventory.addItem({ code, name: code, kind, ...more })
  await add('paper', 'consumable')
  await add('film', 'consumable', { valuation: 'fifo' })
  await add('glaze', 'consumable', { valuation: 'fifo', tracking: 'lot' })
  await add('album', 'product')
  await add('print', 'product', { valuation: 'fifo' })
  await add('camera', 'rentable', { tracking: 'serial' })
  await inventory.addLocation({ code: 'shelf', name: 'shelf' })
  await inventory.addLocation({ code: lenientLocation, name: 'van', allowsNegative: true })
  for (const [code, { makes, of, takes }] of Object.entries(recipes)) {
    const lines = takes.map((one) => ({ item: one.item.code, quantity: one.quantity }))
    await inventory.addRecipe({ code, name: code, makes, makesItem: of.code, lines })
  }
  // Orders whose goods are taken and promised by hand.
  await desks.main.catalog.addItem({ code: 'session', kind: 'service', name: 'session', price: '0' })
  const { id: customerId } = await desks.main.customers.register({ name: 'Ann' })
  const orders: string[] = []
  for (let at = 0; at < 4; at++) {
    orders.push((await desks.main.orders.place({ customerId, lines: [{ item: 'session' }] })).id)
  }
  return { engine, clock, desks, supplierId, orders, list: new StockList() }
}

export type Stockroom = Awaited<ReturnType<typeof openStockroom>>
export type Branch = keyof Stockroom['desks']
export type Desk = Stockroom['desks'][Branch]

/** What is promised at a place. */
export interface Promised {
  readonly id: string
  readonly line: NaiveLine
  open: number
}

/** What was done, and what the engine was told beside it. */
export class StockList {
  readonly movements: NaiveMovement[] = []
  readonly promised: Promised[] = []
  /** By movement: its id, where it was told. */
  readonly ids = new Map<NaiveMovement, string>()
  readonly orders = new Map<NaiveMovement, string>()
  /** Of goods sent to a supplier: what he credits. Of goods sent to another branch: what they took with them. */
  readonly fixed = new Map<NaiveLine, bigint>()
  readonly reversed = new Set<NaiveMovement>()
  /** What suppliers billed, in all. */
  billed = 0n
  readonly underWay: { readonly id: string; readonly lines: readonly NaiveLine[] }[] = []

  lockedThrough = '2026-09-30'
  /** How many later costs of a movement were looked at. */
  readonly seen = new Map<NaiveMovement, number>()

  reserved(branch: string, { item: { code }, location }: NaiveLine): number {
    if (branch !== 'main') return 0
    return this.promised
      .filter(({ line }) => line.item.code === code && line.location === location)
      .reduce((sum, { open }) => sum + open, 0)
  }
}
