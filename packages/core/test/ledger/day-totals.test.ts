import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { dayTotalsOf } from '../../src/ledger/day-totals.ts'
import { ledgerDayTotals, ledgerLines, ledgerSeals } from '../../src/ledger/index.ts'
import { Money } from '../../src/values/money.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { openStudio } from './counter.ts'

/** The totals that stand, and those that the sealed entries make when they are added up anew. */
const look = operation({
  name: 'auditor.look',
  summary: 'Reads the totals and what they must be.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.any(),
  async run({ store }) {
    const totals = await store.find(ledgerDayTotals, { limit: 'all' })
    const sealed = new Set((await store.find(ledgerSeals, { limit: 'all' })).map((seal) => seal.entryId))
    const lines = await store.find(ledgerLines, { limit: 'all' })
    const shown = ({ debit, credit, ...key }: (typeof totals)[number]) =>
      `${key.branch} ${key.businessDate} ${key.account} ${key.currency} ${key.method} ${key.category} ${debit} ${credit}`
    return {
      standing: totals.map(shown).sort(),
      rebuilt: dayTotalsOf(lines.filter((line) => sealed.has(line.entryId)))
        .map((total) => shown({ ...total, method: total.method, version: 1 }))
        .sort(),
      sealed: sealed.size,
      entries: new Set(lines.map((line) => line.entryId)).size,
    }
  },
})

/** Damages the totals, as a mistake of a later version might. */
const damage = operation({
  name: 'auditor.damage',
  summary: 'Puts totals out.',
  kind: 'command',
  input: z.strictObject({}),
  output: z.null(),
  async run({ store }) {
    await store.updateWhere(ledgerDayTotals, {}, {}, { debit: 1n })
    return null
  },
})

const auditor = definePlugin({
  name: 'auditor',
  version: '1.0.0',
  requires: { ledger: '*' },
  operations: { look, damage },
  roles: { manager: ['auditor.*'] },
})

const step = fc.oneof(
  fc.record({
    do: fc.constant('pay' as const),
    branch: fc.constantFrom('main', 'north'),
    amount: fc.integer({ min: 1, max: 99 }),
  }),
  fc.record({
    do: fc.constant('import' as const),
    amount: fc.integer({ min: 1, max: 99 }),
    day: fc.integer({ min: 10, max: 21 }),
  }),
  fc.record({ do: fc.constant('refund' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('settle' as const) }),
  fc.record({ do: fc.constant('seal' as const) }),
  fc.record({ do: fc.constant('rebuild' as const) }),
)

/** Debits less credits by account, of totals as `look` shows them. */
function balancesOf(totals: readonly string[]): Record<string, string> {
  const minor = new Map<string, bigint>()
  for (const total of totals) {
    const parts = total.split(' ')
    const account = parts[2] ?? ''
    const moved = BigInt(parts.at(-2) ?? 0) - BigInt(parts.at(-1) ?? 0)
    minor.set(account, (minor.get(account) ?? 0n) + moved)
  }
  return Object.fromEntries([...minor].map(([account, sum]) => [account, Money.ofMinor(sum, 'CNY').toString()]))
}

describe('the totals of days', () => {
  it('equal the sum of all sealed entries after every step, and of all entries once the work is done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { engine, as } = await openStudio({ plugins: [auditor] })
        const manager = as('manager')
        const receipts: string[] = []
        for (const [index, one] of steps.entries()) {
          const orderId = `o${index}`
          if (one.do === 'pay' || one.do === 'import') {
            const desk = as('manager', { branch: one.do === 'pay' ? one.branch : 'main' })
            const when = one.do === 'pay' ? {} : { businessDate: `2026-11-${one.day}` }
            const legs = [{ method: 'cash', amount: String(one.amount) }]
            receipts.push((await desk.sales.open({ orderId, total: '100', legs, ...when })).id)
          } else if (one.do === 'refund') {
            const receiptId = receipts[one.pick % receipts.length]
            if (receiptId !== undefined)
              await manager.ledger.refund({ receiptId, amount: '1', reason: 'x' }).catch(() => {})
          } else if (one.do === 'settle') await engine.settle()
          else if (one.do === 'seal') await manager.ledger.seal({})
          else await manager.ledger.rebuildTotals({})
          const { standing, rebuilt } = await manager.auditor.look({})
          expect(standing).toEqual(rebuilt)
        }
        await engine.settle()
        const { standing, rebuilt, sealed, entries } = await manager.auditor.look({})
        expect(standing).toEqual(rebuilt)
        expect(sealed).toBe(entries)
        const { accounts } = await manager.ledger.trialBalance({})
        expect(balancesOf(standing)).toEqual(Object.fromEntries(accounts.map((row) => [row.account, row.balance])))
        for (const branch of ['main', 'north']) {
          expect(await manager.ledger.verify({ branch })).toMatchObject({ intact: true, unsealed: { count: 0 } })
        }
        await engine.close()
      }),
      { numRuns: 25 },
    )
  })

  it('are mended by a rebuild', async () => {
    const { engine, manager } = await openStudio({ plugins: [auditor] })
    await manager.sales.open({ orderId: 'o1', total: '9', legs: [{ method: 'card', amount: '9' }] })
    await engine.settle()
    await manager.auditor.damage({})
    const damaged = await manager.auditor.look({})
    expect(damaged.standing).not.toEqual(damaged.rebuilt)
    expect(await manager.ledger.rebuildTotals({})).toEqual({ entries: 1 })
    const mended = await manager.auditor.look({})
    expect(mended.standing).toEqual(mended.rebuilt)
    expect(mended.standing).toHaveLength(2)
  })

  it('count every entry once, however many engines work on the store', async () => {
    const disk = memoryDisk()
    const engines = [
      await openStudio({ plugins: [auditor], storage: memory({ disk }) }),
      await openStudio({ plugins: [auditor], storage: memory({ disk }) }),
    ] as const
    const [one, other] = engines
    const desks = [one.manager, other.manager]
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        desks[index % 2]?.sales.open({
          orderId: `o${index}`,
          total: '9',
          legs: [{ method: 'card', amount: '9' }],
        }),
      ),
    )
    await Promise.all([
      one.engine.settle(),
      other.engine.settle(),
      one.manager.ledger.seal({}),
      other.manager.ledger.seal({}),
    ])
    await one.engine.settle()
    const { standing, rebuilt, sealed } = await one.manager.auditor.look({})
    expect(sealed).toBe(20)
    expect(standing).toEqual(rebuilt)
    expect(await other.manager.ledger.verify({})).toMatchObject({ intact: true, verified: 20 })
  })
})
