import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openCounter } from '../src/counter.ts'

const folder = mkdtempSync(join(tmpdir(), 'calotype-statements-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a paid order with three lines takes 14 statements, BEGIN and COMMIT included', async () => {
  const sent: string[] = []
  const { engine, desk, paidOrder } = await openCounter(join(folder, 'studio.db'), (sql) => sent.push(sql))
  await desk.orders.place(paidOrder('first'))
  sent.length = 0
  await desk.orders.place(paidOrder('second'))
  expect(sent.map((sql) => sql.split(/\s+/, 3).join(' ').toLowerCase())).toHaveLength(14)
  sent.length = 0
  await desk.orders.place(paidOrder('second'))
  expect(sent).toHaveLength(3)
  await engine.close()
})
