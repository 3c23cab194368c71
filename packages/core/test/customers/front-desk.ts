/** A studio with the room of customers, for the tests of this room. */
import { z } from 'zod'
import { customers, customersRoom, insertCustomers, newCustomerSchema } from '../../src/customers/index.ts'
import { housePlugins } from '../../src/engine/house/index.ts'
import {
  assembleEngine,
  clockToken,
  customField,
  definePlugin,
  operation,
  provide,
  type SessionOptions,
} from '../../src/engine/index.ts'
import { text } from '../../src/storage/column.ts'
import type { Instant } from '../../src/values/index.ts'
import { countedStorage } from './counted-storage.ts'

const seed = operation({
  name: 'seed.customers',
  summary: 'Inserts customers as an import does.',
  kind: 'command',
  input: z.strictObject({ customers: z.array(newCustomerSchema) }),
  output: z.array(z.string()),
  async run(context, given) {
    return (await insertCustomers(context, given.customers)).map((row) => row.id)
  },
})

/** Stands for an import: calls the room's plain functions. */
const seeding = definePlugin({
  name: 'seed',
  version: '1.0.0',
  tables: [],
  operations: { customers: seed },
  customFields: [customField({ table: customers, name: 'shoeSize', column: text(5), indexed: true })],
})

export async function openFrontDesk() {
  const counted = countedStorage()
  const engine = await assembleEngine(
    {
      storage: counted.storage,
      studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
      tenants: ['rose', 'tulip'],
      background: false,
      plugins: [...housePlugins, customersRoom, seeding],
      provide: [provide(clockToken, { useValue: { now: () => '2026-11-22T02:00:00.000Z' as Instant } })],
    },
    [],
  )
  const session: SessionOptions = { tenant: 'rose', branch: 'main', actor: { id: 'boss', roles: ['owner'] } }
  return {
    engine,
    taken: counted.taken,
    desk: engine.as(session),
    deskOf: (over: Partial<SessionOptions>) => engine.as({ ...session, ...over }),
  }
}

export type FrontDesk = Awaited<ReturnType<typeof openFrontDesk>>

/** The code of the error that a call ends in; `none` where it does not. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'none'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}
