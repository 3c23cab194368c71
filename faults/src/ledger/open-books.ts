/** The studio whose ledger is walked over, with days that pass when they are told to. */
import { type CalotypeEngine, clockToken, createEngine, loggerToken, provide } from '@calotype/core'
import { adapterOf } from '../stores/open.ts'
import type { Place } from '../stores/place.ts'
import { sales } from './sales.ts'

export type BooksEngine = CalotypeEngine<readonly [typeof sales]>
export type BooksDesk = ReturnType<BooksEngine['as']>

export const branches = ['main', 'north'] as const
export const orderIds = Array.from({ length: 10 }, (_, at) => `order-${at}`)
/** Whose order it is. */
export const customerOf = (known: readonly string[], orderId: string): string =>
  known[orderIds.indexOf(orderId) % known.length] ?? ''
/** One till in each branch, at which everybody works. */
export const tillOf = (branch: string): string => `till-${branch}`

/** The business date of a round. */
export const dateOf = (round: number): string => new Date(Date.UTC(2026, 10, 1 + round)).toISOString().slice(0, 10)

export interface Days {
  /** Begins a business day: noon in Shanghai. */
  begin(round: number): void
}

export async function openBooks(place: Place): Promise<{ readonly engine: BooksEngine; readonly days: Days }> {
  let began = performance.now()
  let noon = Date.UTC(2026, 10, 1, 4)
  const now = (): string => new Date(noon + Math.floor(performance.now() - began)).toISOString()
  const engine = await createEngine({
    storage: await adapterOf(place),
    plugins: [sales],
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    background: false,
    connectionPatienceMs: 30_000,
    provide: [
      provide(clockToken, { useValue: { now } }),
      provide(loggerToken, { useValue: { warn: () => undefined, error: () => undefined } }),
    ],
  })
  return {
    engine,
    days: {
      begin(round) {
        began = performance.now()
        noon = Date.UTC(2026, 10, 1 + round, 4)
      },
    },
  }
}

export const deskOf = (engine: BooksEngine, actor: string, branch: string): BooksDesk =>
  engine.as({ tenant: 'rose', branch, actor: { id: actor, roles: ['owner'] } })

/** Customers with stored value, orders, and a till in each branch. Answers the customers. */
export async function furnishBooks(engine: BooksEngine): Promise<readonly string[]> {
  const desk = deskOf(engine, 'furnisher', 'main')
  const customers: string[] = []
  for (const name of ['王芳', '张伟', '李明']) {
    const { id } = await desk.customers.register({ name, phone: `1380000000${customers.length}` })
    customers.push(id)
    await desk.ledger.topUp({ customerId: id, legs: [{ method: 'wechat', amount: '300.00' }] })
  }
  for (const orderId of orderIds) {
    await desk.sales.open({ orderId, customerId: customerOf(customers, orderId), total: '1000.00' })
  }
  for (const branch of branches) {
    await deskOf(engine, 'furnisher', branch).tills.define({ code: tillOf(branch), name: branch })
  }
  await desk.settings.change({ plugin: 'receivables', set: { writeOffLimit: 'none' } })
  return customers
}
