/** A chain of two studios with a clock that can be set, for orders that change hands. */
import { createEngine } from '../../src/create-engine.ts'
import { definePlugin, type Plugin } from '../../src/engine/plugin.ts'
import { clockToken, provide } from '../../src/engine/tokens.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { Money } from '../../src/values/money.ts'
import { counting } from './studio.ts'

/** Shared by engines of one store, so that they agree on the day. */
export interface StandingClock {
  at: string
}

interface ChainOptions {
  readonly storage?: StorageAdapter
  readonly clock?: StandingClock
  readonly plugins?: readonly Plugin[]
  readonly westZone?: string
}

export async function openChain(options: ChainOptions = {}) {
  const clock = options.clock ?? { at: '2026-11-22T02:00:00.000Z' }
  const counted = counting(options.storage ?? memory())
  const host = definePlugin({ name: 'guest', version: '1.0.0' })
  const engine = await createEngine({
    storage: counted.adapter,
    plugins: [host, ...(options.plugins ?? [])] as unknown as readonly [typeof host],
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: {}, west: { timeZone: options.westZone ?? 'Asia/Shanghai' } },
    },
    background: false,
    settings: {
      stages: { flowOfKind: { shootPackage: 'handover', package: 'handover', product: 'handover' } },
    },
    tenants: ['rose', 'lily'],
    provide: [provide(clockToken, { useValue: { now: () => clock.at } })],
  })
  const as = (role: string, branch = 'main', limits?: readonly string[], tenant = 'rose') =>
    engine.as({
      tenant,
      branch,
      actor: { id: `the-${role}`, roles: [limits === undefined ? role : { role, branches: limits }] },
    })
  return { engine, clock, as, desk: as('owner'), west: as('owner', 'west'), statements: counted.statements }
}

export type Chain = Awaited<ReturnType<typeof openChain>>

export async function furnishedChain(options: ChainOptions = {}) {
  const chain = await openChain(options)
  const { desk } = chain
  await desk.catalog.addItem({ code: 'wedding', kind: 'package', name: '婚纱套系', price: '4999.00' })
  await desk.catalog.addItem({ code: 'album', kind: 'product', name: '相册', price: '600.00' })
  const customer = await desk.customers.register({ name: '王芳', phone: '13800000000' })
  const friend = await desk.customers.register({ name: '李娜', phone: '13900000000' })
  return { ...chain, customer, friend }
}

export type FurnishedChain = Awaited<ReturnType<typeof furnishedChain>>

/** The balance of an account in the books of a branch, of debits above zero; of all branches unless told. */
export async function balanceOf({ desk }: Pick<Chain, 'desk'>, account: string, branch?: string): Promise<string> {
  const { accounts } = await desk.ledger.trialBalance(branch === undefined ? {} : { branch })
  return accounts.find((one) => one.account === account)?.balance ?? '0.00'
}

/** Every branch is even, and so are all together; the totals agree, and every entry and fact is sealed. */
export async function booksAreRight({ desk, west, engine }: Chain): Promise<void> {
  for (const branch of ['main', 'west', undefined]) {
    const { totals } = await desk.ledger.trialBalance(branch === undefined ? {} : { branch })
    for (const { currency, debit, credit } of totals) {
      if (debit !== credit) throw new Error(`${branch ?? 'all'} ${currency}: debits ${debit}, credits ${credit}`)
    }
  }
  if ((await balanceOf({ desk }, 'InterBranch')) !== '0.00') throw new Error('branches do not agree on what they owe')
  await engine.settle()
  for (const own of [desk, west]) {
    const seal = await own.ledger.verify({})
    if (!seal.intact) throw new Error(`the seal is broken: ${JSON.stringify(seal)}`)
    const totals = await own.ledger.verifyTotals({})
    if (!totals.intact) throw new Error(`totals differ: ${JSON.stringify(totals)}`)
  }
}

export const cny = (amount: string): bigint => Money.of(amount, 'CNY').minor
