import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqlite } from '@calotype/storage-sqlite'
import { afterAll, expect, it } from 'vitest'
import { listByHand } from '../src/by-hand/list-orders.ts'
import { NodeSqlite } from '../src/by-hand/node-sqlite.ts'
import { openCounter, session } from '../src/counter.ts'
import { OrderFiller } from '../src/fill-orders.ts'
import { storedTables } from '../src/stored-tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'calotype-list-orders-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('the last 20 orders with lines and customers take 3 statements in one snapshot, and are those found by hand', async () => {
  const file = join(folder, 'studio.db')
  const sent: string[] = []
  const storage = sqlite({ file, onStatement: (sql) => sent.push(sql) })
  const { engine, desk, paidOrder } = await openCounter(storage)
  await desk.orders.place(paidOrder('model'))
  const filler = new OrderFiller(storage, await storedTables())
  expect(await filler.upTo(3000)).toBe(600 + 3000 + 9000)

  sent.length = 0
  const { items } = await desk.orders.list({ limit: 20 })
  expect(sent.map((sql) => sql.match(/^\w+|from "\w+"/g)?.join(' '))).toEqual([
    'begin',
    'select from "orders"',
    'select from "orders_lines"',
    'select from "customers"',
    'rollback',
  ])

  const byHand = new NodeSqlite(file)
  const listed = await listByHand(byHand, session.tenant, 20)
  expect(listed).toHaveLength(20)
  expect(items.map(({ id, customerName, lines }) => [id, customerName, lines.length])).toEqual(
    listed.map(({ id, customerName, lines }) => [id, customerName, lines.length]),
  )
  expect(listed.every(({ lines }) => lines.length === 3)).toBe(true)
  await byHand.close()
  await engine.close()
})
