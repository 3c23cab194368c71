/** The head of the hash chain on the close of the day: every entry of the day is in it, whatever waits and whoever else seals. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { ledgerEntries, ledgerSeals } from '../../src/ledger/index.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { tillsCounts, tillsDays, tillsRoom, tillsShifts } from '../../src/tills/index.ts'
import { openStudio } from '../ledger/counter.ts'
import { counting } from '../orders/studio.ts'
import { cash, openTills } from './studio.ts'

describe('the head on the close of the day', () => {
  it('stands for every entry of the day, although nobody has sealed any yet', async () => {
    const { engine, manager, liNa } = await openTills()
    await liNa.ledger.takePayment({ orderId: 'o1', legs: cash('100') })
    await liNa.tills.closeShift({ cash: { amount: '600' } })
    expect(await manager.ledger.sealHead({})).toMatchObject({ sequence: 0 })
    const { headHash: hash, headSequence: sequence } = await manager.tills.closeDay()
    expect(await manager.ledger.sealHead({})).toEqual({ branch: 'main', sequence, hash })
    const { items } = await manager.ledger.entries({ limit: 200 })
    expect(sequence).toBe(items.length)
    const expected = { sequence: sequence ?? 0, hash: hash ?? '' }
    await engine.settle()
    const verified = await manager.ledger.verify({ expected })
    expect(verified).toMatchObject({ intact: true, unsealed: { count: 0 } })
    // The shift as it was opened, its count, and the close itself come after it.
    expect(verified.verified).toBe(expected.sequence + 3)
  })

  it('is read back as it was, and a later close has a later one', async () => {
    const { engine, manager, liNa } = await openTills()
    await liNa.tills.closeShift({ cash: { amount: '500' } })
    const first = await manager.tills.closeDay()
    await manager.tills.reopenDay({ date: '2026-11-22', reason: 'a slip was found' })
    await engine.settle()
    const second = await manager.tills.closeDay()
    const { records } = await manager.tills.readDay({ date: '2026-11-22' })
    expect(records).toMatchObject([second, { kind: 'reopened', headHash: null, headSequence: null }, first])
    expect(second.headSequence).toBeGreaterThan(first.headSequence ?? 0)
  })

  it('of a day without entries is where the chain stands', async () => {
    const { engine, manager } = await openTills()
    await engine.settle()
    const head = await manager.ledger.sealHead({})
    const close = await manager.tills.closeDay({ date: '2026-11-21' })
    expect(close).toMatchObject({ headHash: head.hash, headSequence: head.sequence })
  })

  it('and the subscribers of two engines and ledger.seal at once: one chain, every link once, every head met', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('settle', 'other', 'seal', 'close', 'pay'), { minLength: 4, maxLength: 12 }),
        async (acts) => {
          const disk = memoryDisk()
          const one = await openTills(memory({ disk }))
          const { engine: other } = await openStudio({ plugins: [tillsRoom], storage: memory({ disk }) })
          await one.liNa.tills.closeShift({ cash: { amount: '500' } })
          const { manager } = one
          const close = async () => {
            const day = await manager.tills
              .closeDay()
              .catch(() => manager.tills.reopenDay({ date: '2026-11-22', reason: 'again' }))
            return day.headHash === null ? [] : [{ sequence: day.headSequence ?? 0, hash: day.headHash }]
          }
          const pay = () => manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'card', amount: '1' }] })
          const heads = await Promise.all(
            acts.map(async (act) => {
              if (act === 'close') return close().catch(() => [])
              if (act === 'settle') await one.engine.settle()
              else if (act === 'other') await other.settle()
              else if (act === 'seal') await manager.ledger.seal({})
              else await pay()
              return []
            }),
          )
          await one.engine.settle()
          await other.settle()
          await one.engine.settle()
          for (const expected of heads.flat()) {
            expect(await manager.ledger.verify({ expected })).toMatchObject({ intact: true, unsealed: { count: 0 } })
          }
          expect(await manager.ledger.verify({})).toMatchObject({ intact: true, unsealed: { count: 0 } })
          expect((await manager.events.deadLetters({})).items).toEqual([])
        },
      ),
      { numRuns: 25 },
    )
  })
})

it('costs the close of a day three statements, and five more where entries of the day wait', async () => {
  const { adapter, statements } = counting(memory())
  const { engine, manager, liNa } = await openTills(adapter)
  await liNa.tills.closeShift({ cash: { amount: '500' } })
  await engine.settle()
  const close = async () => {
    statements.length = 0
    await manager.tills.closeDay()
    return statements.filter((one) => /ledger_seal|^find ledger_(entries|lines|refunds|reversals)/.test(one))
  }
  const sealed = await close()
  // The first is of the totals of the day.
  const entries = ['find ledger_entries', 'find ledger_entries']
  expect(sealed).toEqual([...entries, 'findForUpdate ledger_seal_heads', 'find ledger_seals'])
  await manager.tills.reopenDay({ date: '2026-11-22', reason: 'again' })
  await manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'card', amount: '1' }] })
  expect(await close()).toEqual([
    ...sealed,
    'find ledger_entries',
    'find ledger_lines',
    'find ledger_refunds',
    'update ledger_seal_heads',
    'insert ledger_seals',
  ])
})

const look = operation({
  name: 'auditor.look',
  summary: 'What of shifts is not sealed, and what it must be.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.any(),
  async run({ store }) {
    const counts = new Map((await store.find(tillsCounts, { limit: 'all' })).map((count) => [count.shiftId, count]))
    const shifts = await store.find(tillsShifts, { orderBy: ['id'], limit: 'all' })
    const links = await store.find(ledgerSeals, { orderBy: ['sequence'], limit: 'all' })
    return {
      standing: shifts.map(({ id, open, closedAt, left }) => [id, open, closedAt, String(left)]),
      rebuilt: shifts.map(({ id }) => {
        const count = counts.get(id)
        return count === undefined
          ? [id, true, null, 'null']
          : [id, false, count.at, String(count.counted - count.toSafe)]
      }),
      days: (await store.find(tillsDays, { limit: 'all' })).length,
      entries: (await store.find(ledgerEntries, { limit: 'all' })).length,
      kinds: [...new Set(links.map(({ fact }) => fact))].sort(),
    }
  },
})

it('what is not sealed of a shift follows from its count', async () => {
  const auditor = definePlugin({
    name: 'auditor',
    version: '1.0.0',
    operations: { look },
    roles: { manager: ['auditor.*'] },
  })
  const { engine, as, manager } = await openStudio({ plugins: [tillsRoom, auditor] })
  await manager.tills.define({ code: 'front', name: 'Front' })
  const liNa = as('cashier')
  await liNa.tills.openShift({ float: { amount: '300' } })
  await liNa.tills.closeShift({ cash: { amount: '290' }, toSafe: '90' })
  await liNa.tills.openShift({ float: { amount: '200' } })
  await engine.settle()
  const { standing, rebuilt, kinds } = await manager.auditor.look({})
  expect(rebuilt).toHaveLength(2)
  expect(standing).toEqual(rebuilt)
  expect(kinds).toEqual(['ledger_entries', 'tills_counts', 'tills_shifts'])
})
