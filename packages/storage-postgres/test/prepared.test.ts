import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { postgres } from '../src/index.ts'
import { postgresLab } from './lab.ts'
import { create, orders } from './tables.ts'

const lab = await postgresLab()
const pool = new pg.Pool({ connectionString: lab.url, max: 1 })
afterAll(() => pool.end())

describe.skipIf(lab.absent)('prepared statements', { meta: lab.meta }, () => {
  it('are kept for what comes again and again, and no more than a hundred on a connection', async () => {
    const schema = await lab.newSchema()
    const store = postgres({ pool, schema, notify: false })
    await store.migrate(create(orders))
    const names = Object.keys(orders.columns).filter((name) => orders.columns[name]?.kind !== 'json')
    const kept = async () => {
      const { rows } = await pool.query<{ kept: number }>('select count(*)::int as kept from pg_prepared_statements')
      return rows[0]?.kept
    }
    const find = (first: string, second: string, direction: 'asc' | 'desc' = 'asc') => {
      const orderBy = [first, second].map((column) => ({ column, direction }))
      return store.snapshot((reads) => reads.find(orders, { orderBy, limit: 1 }))
    }
    const before = (await kept()) ?? 0
    await find('id', 'day')
    expect(await kept()).toBe(before)
    for (let use = 0; use < 3; use++) await find('id', 'day')
    expect(await kept()).toBe(before + 1)
    let shapes = 0
    for (const first of names) {
      for (const second of names.filter((name) => name !== first)) {
        for (const direction of ['asc', 'desc'] as const) {
          shapes++
          for (let use = 0; use < 4; use++) await find(first, second, direction)
        }
      }
    }
    expect(shapes).toBeGreaterThan(100)
    expect(await kept()).toBe(100)
    await store.close()
  })
})
