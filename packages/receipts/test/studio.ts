/** A studio on a store of its own, with receipts, and a plugin that refuses entries when it is told to. */
import {
  clockToken,
  createEngine,
  definePlugin,
  memory,
  on,
  posting,
  provide,
  subscribe,
  type StorageAdapter,
  veto,
} from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import { type ReceiptPrinted, type ReceiptTemplateInput, receiptPrinted, receipts } from '../src/index.ts'

export const stores: readonly (readonly [string, () => StorageAdapter])[] = [
  ['memory', () => memory()],
  ['SQLite', () => sqlite({ file: ':memory:' })],
]

export async function openStudio(given: { storage?: StorageAdapter; template?: ReceiptTemplateInput } = {}) {
  const heard: ReceiptPrinted[] = []
  const clock = { now: '2026-11-22T04:00:00.000Z' }
  // Raised when the number is taken already: what is refused here must give it back.
  const refuser = definePlugin({
    name: 'refuser',
    version: '1.0.0',
    requires: { ledger: '*' },
    hooks: [
      on(posting, async (_context, { lines }) => {
        if (lines.some(({ amount }) => amount.toString().endsWith('.13'))) throw veto('It ends in 13.')
      }),
    ],
    subscribers: [
      subscribe({
        name: 'hear',
        to: [receiptPrinted],
        async handle(_context, { data }) {
          heard.push(data)
        },
      }),
    ],
  })
  const engine = await createEngine({
    storage: given.storage ?? memory(),
    plugins: [receipts, refuser],
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: {}, west: { timeZone: 'Asia/Urumqi' } },
    },
    tenants: ['rose'],
    settings: { receipts: given.template ?? {} },
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
  })
  const as = (role: string, branch = 'main') =>
    engine.as({ tenant: 'rose', branch, actor: { id: role, roles: [role] } })
  const desk = as('owner')
  await desk.catalog.addItem({ code: 'portrait', kind: 'service', name: '写真', price: '1060.00', taxRate: '6' })
  const { id: customerId } = await desk.customers.register({ name: '王芳' })
  const place = (branch = 'main') => as('owner', branch).orders.place({ customerId, lines: [{ item: 'portrait' }] })
  return { engine, heard, clock, as, desk, place }
}
