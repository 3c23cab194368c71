import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqlite } from '@calotype/storage-sqlite'
import { afterAll, expect, it } from 'vitest'
import { planFrom, requireRows } from '../src/by-hand/model-order.ts'
import { NodeSqlite } from '../src/by-hand/node-sqlite.ts'
import { placeOrders } from '../src/by-hand/order-plan.ts'
import { openCounter } from '../src/counter.ts'

const folder = mkdtempSync(join(tmpdir(), 'calotype-paid-order-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a paid order with three lines takes 14 statements, BEGIN and COMMIT included', async () => {
  const sent: string[] = []
  const storage = sqlite({ file: join(folder, 'studio.db'), onStatement: (sql) => sent.push(sql) })
  const { engine, desk, paidOrder } = await openCounter(storage)
  await desk.orders.place(paidOrder('first'))
  sent.length = 0
  await desk.orders.place(paidOrder('second'))
  expect(sent.map((sql) => sql.split(/\s+/, 3).join(' ').toLowerCase())).toHaveLength(14)
  sent.length = 0
  await desk.orders.place(paidOrder('second'))
  // Its work meets the record of the first, is undone, and the answer is looked for: begin, select, commit.
  expect(sent.slice(-4)).toEqual([
    'rollback',
    'begin immediate',
    expect.stringMatching(/^select .* from "audit_commands"/s),
    'commit',
  ])
  await engine.close()
})

it('an order by hand leaves the rows of an order of the engine: the same texts, but for ids and numbers', async () => {
  const file = join(folder, 'by-hand.db')
  const byHand = () => new NodeSqlite(file)
  const plan = await planFrom({ adapter: () => sqlite({ file }), byHand })
  const database = byHand()
  const counted = await database.countRows()
  const model = await database.dump()
  const place = placeOrders(database, plan)
  await place(1)
  await place(2)
  await requireRows(database, counted, 2, plan)
  await expect(requireRows(database, counted, 3, plan)).rejects.toThrow('are expected')

  const written = await database.dump()
  for (const [table, rows] of plan.rowsByTable) {
    const copies = written.get(table)?.slice(-2 * rows) ?? []
    const models = model.get(table)?.slice(-rows) ?? []
    const ids = /[0-9a-f-]{36}/
    for (const [at, copy] of copies.entries()) {
      for (const [column, cell] of Object.entries(models[at % rows] ?? {})) {
        const kept = typeof cell !== 'string' || !ids.test(cell)
        if (kept && column !== 'position') expect(String(copy[column]), `${table}.${column}`).toContain(String(cell))
      }
    }
  }
  const counters = written.get('calotype_sequences')?.map((row) => [row['sequence'], row['value']])
  expect(counters).toEqual([
    ['customers', 1n],
    ['orders', 3n],
    ['receipt', 3n],
  ])
  await database.close()
})
