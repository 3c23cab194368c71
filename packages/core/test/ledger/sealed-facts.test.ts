/** Facts beside entries: what can be one, that each is sealed once, and that what is not sealed follows from what is. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { coreRooms } from '../../src/create-engine.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { entry, type RegistryEntry } from '../../src/engine/registry.ts'
import { factKey, valuesOfKey } from '../../src/ledger/fact-key.ts'
import {
  ledgerEntries,
  ledgerPeriodChanges,
  ledgerPeriods,
  ledgerStoredValues,
  ledgerVouchers,
  recordFact,
  type SealedFact,
  sealedFact,
  sealedFacts,
} from '../../src/ledger/index.ts'
import { date, id, int, nullable, text } from '../../src/storage/column.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { defineTable, type Table } from '../../src/storage/table.ts'
import { openStudio } from './counter.ts'

const bills = defineTable({
  name: 'clerk_bills',
  columns: { id: id(), branch: id(), amount: int() },
  appendOnly: true,
  branch: 'branch',
})
const notes = defineTable({
  name: 'clerk_notes',
  columns: { id: id(), branch: id(), said: text(20) },
  appendOnly: true,
  branch: 'branch',
})

const lists = defineTable({
  name: 'clerk_lists',
  columns: { of: id(), day: date(), said: text(20), branch: id(), kept: nullable(id()) },
  key: ['branch', 'of', 'day', 'said'],
  appendOnly: true,
  branch: 'branch',
})

const bill = operation({
  name: 'clerk.bill',
  summary: 'Records a bill.',
  kind: 'command',
  input: z.strictObject({ amount: z.int(), branch: z.string().optional(), fail: z.boolean().default(false) }),
  output: z.string(),
  async run(context, { amount, branch = context.branch, fail }) {
    const row = recordFact(context, bills, { id: context.newId(), branch, amount })
    if (fail) throw new Error('after all')
    return row.id
  },
})
const note = operation({
  name: 'clerk.note',
  summary: 'Records what nobody has registered.',
  kind: 'command',
  input: z.strictObject({}),
  output: z.string(),
  run: async (context) => recordFact(context, notes, { id: context.newId(), branch: context.branch, said: 'hm' }).id,
})

const clerk = definePlugin({
  name: 'clerk',
  version: '1.0.0',
  requires: { ledger: '*' },
  tables: [bills, notes],
  operations: { bill, note },
  roles: { manager: ['clerk.*'] },
  entries: [entry(sealedFacts, sealedFact({ table: bills, by: 'id' }))],
})

describe('the key of a fact', () => {
  const fact = sealedFact({ table: lists, by: ['of', 'day', 'said'] })
  const days = ['2026-11-22', '2026-11-23']
  const row = fc.record({
    of: fc.string({ unit: fc.constantFrom('a', '|', '%', '7', 'C'), minLength: 1, maxLength: 4 }),
    day: fc.constantFrom(...days),
    said: fc.string({ unit: fc.constantFrom('a', '|', '%', '7', 'C', ' ', '好', '😀'), maxLength: 4 }),
  })

  it('is of one row alone, and says what its columns hold', () => {
    fc.assert(
      fc.property(row, row, (one, other) => {
        expect(factKey(fact, one) === factKey(fact, other)).toBe(JSON.stringify(one) === JSON.stringify(other))
        expect(factKey(fact, one)).toMatch(/^[\x21-\x7e]+$/)
        expect(valuesOfKey(fact, factKey(fact, one))).toEqual(one)
      }),
      { numRuns: 2000 },
    )
  })

  it('is the name itself where it is one id', () => {
    expect(factKey(sealedFact({ table: bills, by: 'id' }), { id: '50%|a' })).toBe('50%|a')
  })

  it('that no row has names nothing', () => {
    for (const key of [
      '',
      'a',
      'a|2026-11-22',
      'a|2026-11-31|x',
      'a|2026-11-22|%zz',
      'a|2026-11-22|%41',
      '|2026-11-22|x',
    ])
      expect(valuesOfKey(fact, key), key).toBeUndefined()
    expect(valuesOfKey(sealedFact({ table: ledgerPeriodChanges, by: 'sequence' }), '01')).toBeUndefined()
  })
})

/** What no report of the books reads, and what the README of the ledger says why it needs no seal of its own. */
const unsealed = [
  ...['ledger_entries', 'ledger_lines', 'ledger_refunds', 'ledger_reversals', 'ledger_seals'],
  ...['payments_facts', 'payments_webhooks', 'payments_receipts', 'receivables_reminders', 'budgets_warnings'],
  ...['people_erasures', 'customers_consents', 'customers_merge_moves', 'clientele_rules'],
  ...['catalog_versions', 'pricing_rule_versions', 'stages_flows', 'orders_stage_changes', 'orders_work'],
  ...['orders_cancellations', 'orders_exchanges', 'orders_transfers', 'orders_merges'],
  ...['selection_images', 'selection_changes', 'selection_credits', 'selection_price_versions', 'selection_versions'],
  ...['pickups_notices'],
  ...['supplies_item_need_versions', 'supplies_uses'],
]

describe('what the core keeps for ever', () => {
  it('is sealed, or named as what is not', () => {
    const sealed = coreRooms
      .flatMap((room): readonly RegistryEntry[] => room.entries)
      .filter(({ registry }) => registry === sealedFacts)
      .map(({ entry: fact }) => (fact as SealedFact).table.name)
    const forEver = coreRooms
      .flatMap((room): readonly Table[] => room.tables)
      .filter((table) => table.appendOnly)
      .map((table) => table.name)
    expect(forEver.filter((name) => !sealed.includes(name)).sort()).toEqual([...unsealed].sort())
  })
})

describe('a sealed fact', () => {
  it('is a table whose rows never change, or the columns of it that do not', () => {
    const change = defineTable({
      name: 'clerk_shifts',
      columns: { id: id(), branch: id(), open: text(5) },
      branch: 'branch',
    })
    expect(() => sealedFact({ table: change, by: 'id' })).toThrow(/append-only/)
    expect(sealedFact({ table: change, by: 'id', columns: ['id', 'branch'] }).columns).toEqual(['id', 'branch'])
    expect(() => sealedFact({ table: change, by: 'id', columns: ['id', 'open'] })).toThrow(/seal "branch" too/)
    expect(() => sealedFact({ table: change, by: 'id', columns: ['branch'] })).toThrow(/seal "id" too/)
    expect(() => sealedFact({ table: notes, by: 'said' })).toThrow(/told apart within a branch by "said"/)
    expect(() => sealedFact({ table: lists, by: 'of' })).toThrow(/told apart/)
    expect(() => sealedFact({ table: lists, by: ['of', 'kept'] })).toThrow(/not by "kept"/)
    expect(sealedFact({ table: lists, by: ['of', 'day', 'said'] }).by).toEqual(['of', 'day', 'said'])
  })

  it('of a plugin is sealed after its commit, and what was not committed is not', async () => {
    const { engine, manager } = await openStudio({ plugins: [clerk] })
    const billId = await manager.clerk.bill({ amount: 5 })
    await expect(manager.clerk.bill({ amount: 6, fail: true })).rejects.toThrow()
    const unsealed = { count: 1, entryIds: [], facts: [{ table: 'clerk_bills', key: billId }] }
    expect(await manager.ledger.verify({})).toMatchObject({ intact: true, verified: 0, unsealed })
    await engine.settle()
    expect(await manager.ledger.verify({})).toMatchObject({ intact: true, verified: 1, unsealed: { count: 0 } })
  })

  it('must be registered, and of the branch that acts', async () => {
    const { engine, manager } = await openStudio({ plugins: [clerk] })
    await expect(manager.clerk.note({})).rejects.toMatchObject({ code: 'SEALED_FACT_UNKNOWN' })
    await expect(manager.clerk.bill({ amount: 1, branch: 'north' })).rejects.toMatchObject({
      code: 'SEALED_FACT_INVALID',
    })
    await engine.settle()
    expect(await manager.ledger.sealHead({})).toMatchObject({ sequence: 0 })
  })

  it('that no loaded plugin has registered is told, and read again when its plugin is back', async () => {
    const disk = memoryDisk()
    const first = await openStudio({ plugins: [clerk], storage: memory({ disk }) })
    await first.manager.clerk.bill({ amount: 5 })
    await first.engine.settle()
    await first.engine.close()
    const without = await openStudio({ storage: memory({ disk }) })
    expect((await without.manager.ledger.verify({})).fault).toMatchObject({
      fault: 'factUnknown',
      sequence: 1,
      table: 'clerk_bills',
    })
    await without.engine.close()
    const again = await openStudio({ plugins: [clerk], storage: memory({ disk }) })
    expect(await again.manager.ledger.verify({})).toMatchObject({ intact: true, verified: 1 })
  })

  it('whose event nobody heard is sealed by ledger.seal', async () => {
    const { manager } = await openStudio({ plugins: [clerk] })
    for (let amount = 0; amount < 3; amount++) await manager.clerk.bill({ amount })
    expect(await manager.ledger.seal({})).toMatchObject({ sequence: 3, next: null })
    expect(await manager.ledger.verify({})).toMatchObject({ intact: true, verified: 3, unsealed: { count: 0 } })
  })

  it('of the whole studio is sealed once, in the branch that made it', async () => {
    const { engine, as, manager } = await openStudio()
    await as('manager', { branch: 'north' }).ledger.openAccount({
      code: 'Income:Printing',
      name: 'Printing',
      type: 'income',
    })
    await manager.ledger.openAccount({ code: 'Income:Printing', name: 'Prints', type: 'income' })
    await engine.settle()
    await manager.ledger.seal({})
    expect(await manager.ledger.verify({})).toMatchObject({ verified: 0, unsealed: { count: 0 } })
    expect(await manager.ledger.verify({ branch: 'north' })).toMatchObject({ verified: 1, unsealed: { count: 0 } })
  })
})

/** What stands beside the facts, and what follows from them alone. */
const look = operation({
  name: 'auditor.look',
  summary: 'Derived rows, and what they must be.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.any(),
  async run({ store }) {
    const receipts = await store.find(ledgerEntries, { where: { kind: 'receipt' }, limit: 'all' })
    const voided = await store.find(ledgerEntries, { where: { kind: 'void' }, limit: 'all' })
    const gone = new Set(voided.map((one) => one.correctsId))
    const vouchers = new Map<string, string | null>()
    for (const { id: receiptId, number, document } of receipts) {
      const { legs } = document as { legs: { method: string; voucher?: string }[] }
      for (const { method, voucher } of legs) {
        if (voucher === undefined) continue
        const name = `${method} ${voucher}`
        if (!gone.has(receiptId)) vouchers.set(name, number)
        else if (!vouchers.has(name)) vouchers.set(name, null)
      }
    }
    const periods = new Map<string, { lockedThrough: string | null; changes: number }>()
    for (const one of await store.find(ledgerPeriodChanges, { orderBy: ['branch', 'sequence'], limit: 'all' })) {
      periods.set(one.branch, { lockedThrough: one.through, changes: one.sequence })
    }
    return {
      vouchers: {
        standing: (await store.find(ledgerVouchers, { limit: 'all' }))
          .map((row) => [`${row.method} ${row.code}`, row.receipt])
          .sort(),
        rebuilt: [...vouchers].sort(),
      },
      periods: {
        standing: (await store.find(ledgerPeriods, { limit: 'all' }))
          .map(({ branch, lockedThrough, changes }) => [branch, { lockedThrough, changes }])
          .sort(),
        rebuilt: [...periods].sort(),
      },
      storedValues: (await store.find(ledgerStoredValues, { limit: 'all' })).length,
    }
  },
})

describe('what is not sealed', () => {
  it('follows from what is: vouchers from receipts, and the locks of periods from their changes', async () => {
    const auditor = definePlugin({
      name: 'auditor',
      version: '1.0.0',
      requires: { ledger: '*' },
      operations: { look },
      roles: { manager: ['auditor.*'] },
    })
    const { as, manager } = await openStudio({ plugins: [auditor] })
    const voucher = (code: string) => [{ method: 'meituan', amount: '9', code }]
    await manager.sales.open({ orderId: 'o1', total: '100' })
    const first = await manager.ledger.takePayment({ orderId: 'o1', legs: voucher('12345671') })
    await manager.ledger.takePayment({ orderId: 'o1', legs: voucher('12345672') })
    await manager.ledger.voidReceipt({ receiptId: first.id, reason: 'wrong order' })
    const again = await manager.ledger.takePayment({ orderId: 'o1', legs: voucher('12345671') })
    await manager.ledger.takePayment({ orderId: 'o1', legs: voucher('12345673') })
    await manager.ledger.voidReceipt({ receiptId: again.id, reason: 'wrong order again' })
    for (const branch of ['main', 'north']) {
      const desk = as('manager', { branch })
      await desk.ledger.closeMonth({ month: '2026-08' })
      await desk.ledger.closeMonth({ month: '2026-10' })
      await desk.ledger.reopenPeriod({ through: branch === 'main' ? '2026-09-30' : null, reason: 'late' })
    }
    const { vouchers, periods } = await manager.auditor.look({})
    expect(vouchers.rebuilt).toHaveLength(3)
    expect(vouchers.standing).toEqual(vouchers.rebuilt)
    expect(periods.rebuilt).toHaveLength(2)
    expect(periods.standing).toEqual(periods.rebuilt)
  })
})
