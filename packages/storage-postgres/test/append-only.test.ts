import { describe, expect, it } from 'vitest'
import { postgresLab } from './lab.ts'
import { create, everything, fact, facts, receipts, standing } from './tables.ts'
import { int, nullable, type StoredTable } from '@calotype/core/storage'

const lab = await postgresLab()

describe.skipIf(lab.absent)('facts', { meta: lab.meta }, () => {
  async function withFacts() {
    const schema = await lab.newSchema()
    const store = await lab.open({ schema })
    await store.migrate(create(facts, receipts))
    await store.transaction(async (tx) => {
      await tx.insert(facts, [fact('a'), fact('b')])
      await tx.insert(receipts, [fact('a')])
    })
    return { schema, store, raw: (sql: string) => lab.query(sql.replaceAll('$', `"${schema}".`)) }
  }

  it.each([
    "update $facts set body = 'x'",
    'delete from $facts',
    'truncate $facts',
    "update $facts set _entered = default where id = 'a'",
    "update $facts set id = 'z', position = 7",
    "update $receipts set body = 'x'",
    'delete from $receipts',
    'truncate $receipts',
  ])('another program is refused: %s', async (sql) => {
    const { store, raw } = await withFacts()
    const table = sql.includes('$facts') ? 'facts' : 'receipts'
    await expect(raw(sql)).rejects.toMatchObject({
      code: 'CA001',
      message: `rows of ${table} are facts: they cannot be changed or deleted`,
    })
    expect(await standing(store, facts, { orderBy: [], limit: 'all' })).toHaveLength(2)
  })

  it('rows can still be inserted by another program', async () => {
    const { store, raw } = await withFacts()
    await raw("insert into $receipts (tenant, id, body) values ('rose', 'c', 'c')")
    expect(await standing(store, receipts)).toEqual([fact('a'), fact('c')])
  })

  it('a row of a log is given its place once: not twice, and not taken back', async () => {
    const { raw } = await withFacts()
    await raw('update $facts set position = 1')
    const refused = { code: 'CA001' }
    await expect(raw('update $facts set position = 2')).rejects.toMatchObject(refused)
    await expect(raw('update $facts set position = null')).rejects.toMatchObject(refused)
    expect(await raw('select position from $facts')).toEqual([{ position: '1' }, { position: '1' }])
  })

  it('following a log does not meet its own triggers', async () => {
    const { store } = await withFacts()
    const { rows } = await store.snapshot((reads) => reads.follow(facts, null, 10))
    expect(rows).toEqual([fact('a'), fact('b')])
  })

  it('a column that is added later cannot be changed either', async () => {
    const { store, raw } = await withFacts()
    for (const declared of [facts, receipts]) {
      const table: StoredTable = { ...declared, columns: { ...declared.columns, copies: nullable(int()) } }
      await store.migrate(() => [{ kind: 'add-column', table, column: 'copies' }])
      await expect(raw(`update $${table.name} set copies = 3`)).rejects.toMatchObject({ code: 'CA001' })
    }
  })

  it('without triggers the adapter itself still refuses', async () => {
    const schema = await lab.newSchema()
    const store = await lab.open({ schema, triggers: false })
    await store.migrate(create(facts))
    await store.transaction((tx) => tx.insert(facts, [fact('a')]))
    const all = { kind: 'and', all: [] } as const
    await expect(store.transaction((tx) => tx.delete(facts, all))).rejects.toMatchObject({
      code: 'STORAGE_APPEND_ONLY',
    })
    expect(
      await lab.query('select count(*)::int as triggers from pg_trigger where tgrelid = $1::regclass', [
        `${schema}.facts`,
      ]),
    ).toEqual([{ triggers: 0 }])
    await lab.query(`delete from ${schema}.facts`)
    expect(await standing(store, facts, everything)).toEqual([])
  })
})
