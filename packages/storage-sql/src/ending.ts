/** How a session ends: committed, with its last inserts on the way, or rolled back. */
import type { Batch, StoredTable } from '@calotype/core/storage'
import type { PooledConnection, SqlValue, Statement } from './connection.ts'
import type { PooledSession } from './session.ts'
import { chunksOf, insertStatement, rowParameters } from './table-writer.ts'

interface Sending {
  readonly table: StoredTable | undefined
  readonly statement: Statement
  readonly parameters: readonly SqlValue[]
}

/** Commits what the session did, and `last` with it. Whatever happens, the connection is given back. */
export async function commit(session: PooledSession, last: readonly Batch[]): Promise<void> {
  const { store, signal } = session
  const sendings = insertsOf(session, last)
  // A beginning under way ends before the end.
  let held = await session.settled()
  if (session.failed || signal?.aborted === true) {
    await rollBack(session)
    throw session.failed ? session.failure : signal?.reason
  }
  if (held === undefined && sendings.length === 0) {
    session.end()
    return
  }
  try {
    held ??= await session.connection()
    const { dialect } = store
    if (held.pipelines && dialect.commitFailsAfterError) {
      session.end()
      await inOneGo(session, held, sendings)
    } else {
      for (const { table, statement, parameters } of sendings) await session.send(held, table, statement, parameters)
      session.end()
      await session.send(held, undefined, dialect.commit, [], true)
    }
  } catch (error) {
    await rollBack(session)
    throw error
  }
  await session.cancelled()
  session.release()
}

/** Everything at once, the commit too: after a statement that failed, the database makes a rollback of the commit. */
async function inOneGo(
  session: PooledSession,
  connection: PooledConnection,
  sendings: readonly Sending[],
): Promise<void> {
  const { commit } = session.store.dialect
  const answers = await Promise.allSettled([
    ...sendings.map(({ table, statement, parameters }) => session.send(connection, table, statement, parameters, true)),
    session.send(connection, undefined, commit, [], true),
  ])
  for (const answer of answers) if (answer.status === 'rejected') throw answer.reason
}

/** Undoes what the session did. Why it failed says more than why it could not be rolled back. */
export async function rollBack(session: PooledSession): Promise<void> {
  session.end()
  const held = await session.settled()
  if (held === undefined) return
  await session.cancelled()
  try {
    if (!session.broken) await session.send(held, undefined, session.store.dialect.rollback, [])
  } catch {
    session.break()
  }
  session.release()
}

function insertsOf({ store }: PooledSession, batches: readonly Batch[]): Sending[] {
  const planned = batches.map(({ table, rows }) => ({ plan: store.plan(table), rows }))
  const together = store.dialect.insertTogether?.(planned)
  if (together !== undefined) return together.map((query) => ({ table: undefined, ...query }))
  return planned.flatMap(({ plan, rows }) =>
    chunksOf(plan, rows).map((chunk) => ({
      table: plan.table,
      statement: insertStatement(plan, chunk.size),
      parameters: rowParameters(plan, rows, chunk),
    })),
  )
}
