/** A studio with a catalogue, a clock that can be set, and a store that counts its statements. */
import { createEngine } from '../../src/create-engine.ts'
import type { CustomField } from '../../src/engine/custom-field.ts'
import { definePlugin, type Plugin } from '../../src/engine/plugin.ts'
import type { Hook } from '../../src/engine/hook.ts'
import { clockToken, provide, type Provision } from '../../src/engine/tokens.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { Reads, StorageAdapter, Tx } from '../../src/storage/port.ts'
import { statementsOf } from '../statements-of.ts'

/** The statements that an adapter was asked for, BEGIN and COMMIT included. */
export interface Counted {
  readonly adapter: StorageAdapter
  readonly statements: string[]
}

const silent = new Set(['savepoint'])

/** Every call of the port is a statement; a transaction begins and ends with one. */
export function counting(inner: StorageAdapter): Counted {
  const statements: string[] = []
  const watched = <T extends Reads | Tx>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...given: unknown[]) => {
          if (!silent.has(String(name))) statements.push(...statementsOf(String(name), given))
          return member.apply(target, given)
        }
      },
    })
  const adapter = new Proxy(inner, {
    get(target, name) {
      if (name === 'transaction') {
        return async (work: (tx: Tx) => Promise<unknown>, options: never) => {
          statements.push('begin')
          const done = await target.transaction((tx) => work(watched(tx)), options)
          statements.push('commit')
          return done
        }
      }
      if (name === 'snapshot') {
        return (work: (reads: Reads) => Promise<unknown>) => target.snapshot((reads) => work(watched(reads)))
      }
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  return { adapter, statements }
}

interface StudioOptions {
  readonly storage?: StorageAdapter
  readonly hooks?: readonly Hook[]
  readonly customFields?: readonly CustomField[]
  readonly currency?: string
  readonly tenants?: readonly string[]
  readonly plugins?: readonly Plugin[]
  /** Those of the house; a package is handed over as it was sold unless told. */
  readonly settings?: Readonly<Record<string, object>>
  readonly provide?: readonly Provision[]
}

/** A package with a shoot walks no stages: for tests that are about money. */
const withoutStages = {
  stages: { flowOfKind: { shootPackage: 'handover', package: 'handover', product: 'handover', service: 'handover' } },
}

export async function openStudio(options: StudioOptions = {}) {
  const clock = { at: '2026-11-22T02:00:00.000Z' }
  const counted = counting(options.storage ?? memory())
  const host = definePlugin({ name: 'guest', version: '1.0.0', hooks: options.hooks ?? [] })
  const engine = await createEngine({
    storage: counted.adapter,
    plugins: [host, ...(options.plugins ?? [])] as unknown as readonly [typeof host],
    studio: { currency: options.currency ?? 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    background: false,
    settings: options.settings ?? withoutStages,
    ...(options.tenants === undefined ? {} : { tenants: options.tenants }),
    customFields: options.customFields ?? [],
    provide: [provide(clockToken, { useValue: { now: () => clock.at } }), ...(options.provide ?? [])],
  })
  const as = (role: string, tenant = 'rose', branch = 'main') =>
    engine.as({ tenant, branch, actor: { id: `the-${role}`, roles: [role] } })
  return { engine, as, desk: as('owner'), clock, statements: counted.statements }
}

export type OpenStudio = Awaited<ReturnType<typeof openStudio>>

/** A studio with three items and a customer. */
export async function furnished(options: StudioOptions = {}) {
  const studio = await openStudio(options)
  const { desk } = studio
  await desk.catalog.addItem({
    code: 'wedding-classic',
    kind: 'package',
    name: '婚纱经典套系',
    price: '4999.00',
    entitlements: { shoots: 1, outfits: 3, imagesRetouched: 40 },
  })
  await desk.catalog.addItem({ code: 'album-12', kind: 'product', name: '12 寸相册', price: '600.00' })
  await desk.catalog.addItem({
    code: 'extra-image',
    kind: 'product',
    name: '加片',
    price: '99.99',
    category: 'second-sale',
  })
  const customer = await desk.customers.register({
    name: '王芳',
    phone: '13800000000',
    region: { province: '广东', city: '广州' },
  })
  return { ...studio, customer }
}

export async function trialBalanceIsZero(studio: Pick<OpenStudio, 'desk'>): Promise<void> {
  const { totals } = await studio.desk.ledger.trialBalance({})
  for (const { currency, debit, credit } of totals) {
    if (debit !== credit) throw new Error(`${currency}: debits ${debit}, credits ${credit}`)
  }
}

export async function accountBalance({ desk }: Pick<OpenStudio, 'desk'>, code: string): Promise<string> {
  const { accounts } = await desk.ledger.trialBalance({})
  return accounts.find((one) => one.account === code)?.balance ?? '0.00'
}
