/** A migration where the schema changes with its transaction: all of it or none. */
import type { FoundSchema, MigrationStep, StoredTable } from '@calotype/core/storage'
import { sql } from 'kysely'
import { place, textOf } from './builder.ts'
import type { SqlValue, Statement } from './connection.ts'
import { commit, rollBack } from './ending.ts'
import { introspected } from './introspect.ts'
import { positionsTable } from './log-plan.ts'
import { applySteps, type SchemaChange } from './migrate.ts'
import { notesTable } from './notes.ts'
import { PooledSession } from './session.ts'
import type { Store } from './store.ts'
import { once } from './table-plan.ts'

export interface MigrationStatements {
  /** Takes the lock that no second migration can hold, until the transaction ends. */
  readonly lock: readonly { readonly statement: Statement; readonly parameters: readonly SqlValue[] }[]
  /** Makes the adapter's own tables, where they are not there yet. */
  readonly prepare: readonly string[]
}

export async function migrateInTransaction(
  store: Store,
  { lock, prepare }: MigrationStatements,
  decide: (found: FoundSchema) => readonly MigrationStep[],
): Promise<readonly MigrationStep[]> {
  const session = new PooledSession(store, 'transaction', store.dialect.begin['read-committed'], undefined)
  try {
    for (const { statement, parameters } of lock) await session.run(undefined, statement, parameters)
    const raw = await readSchema(session)
    const { schema, notes } = introspected(raw)
    const steps = decide(schema)
    if (steps.length > 0) for (const text of prepare) await session.run(undefined, once(text), [])
    const tables = await applySteps(changeOf(session), steps, notes)
    await commit(session, [])
    store.remember(tables)
    return steps
  } catch (error) {
    if (!session.over) await rollBack(session)
    throw error
  }
}

/** The catalogue, as the session sees it. */
export async function readSchema(session: PooledSession) {
  const { store } = session
  const connection = await session.connection()
  try {
    return await store.dialect.introspect(connection, store)
  } catch (error) {
    throw store.failed(error)
  }
}

function changeOf(session: PooledSession): SchemaChange {
  const { store } = session
  const { builder } = store
  const run = (text: string, parameters: readonly SqlValue[], table?: StoredTable) =>
    session.run(table, once(text), parameters)
  const [notes, positions] = [store.tableRef(notesTable), store.tableRef(positionsTable)]
  return {
    words: store.words,
    async run(text, table) {
      await run(text, [], table)
    },
    async holdsRows(table) {
      const text = textOf(builder, sql`select 1 from ${store.tableRef(table.name)} limit 1`)
      return (await run(text, [])).rows.length > 0
    },
    async note(name, value) {
      const inserted = sql`insert into ${notes} (name, value) values (${place()}, ${place()})`
      const text = textOf(builder, sql`${inserted} on conflict (name) do update set value = excluded.value`)
      await run(text, [name, value])
    },
    async addPosition(log) {
      const text = textOf(
        builder,
        sql`insert into ${positions} (log, last) values (${place()}, 0) on conflict (log) do nothing`,
      )
      await run(text, [log])
    },
  }
}
