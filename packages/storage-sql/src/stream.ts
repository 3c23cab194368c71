/** Rows one by one, in bounded memory. */
import type { Find, Row, StoredTable, Value } from '@calotype/core/storage'
import type { StreamStatements } from './dialect.ts'
import { findQuery } from './find-query.ts'
import { tieBreak } from './order.ts'
import type { Session } from './session.ts'
import { once } from './table-plan.ts'

/** The first page is small, so that whoever wants little waits little; the later ones are larger. */
const firstPage = 128
const largestPage = 1024

export function streamRows(session: Session, table: StoredTable, find: Find): AsyncGenerator<Row, void, undefined> {
  const { streams } = session.store.dialect
  return streams === undefined ? byPages(session, table, find) : byCursor(session, streams, table, find)
}

async function* byCursor(
  session: Session,
  statements: StreamStatements,
  table: StoredTable,
  find: Find,
): AsyncGenerator<Row, void, undefined> {
  const plan = session.store.plan(table)
  const { statement, parameters } = findQuery(plan, { ...find, columns: undefined })
  const name = `calotype_cursor_${session.nextNumber()}`
  await session.run(table, once(statements.declare(name, statement.text)), parameters)
  try {
    for (let size = firstPage; ; size = Math.min(2 * size, largestPage)) {
      const { rows } = await session.run(table, once(statements.fetch(name, size)), [])
      for (const stored of rows) yield plan.row(stored)
      if (session.over) throw session.ended()
      if (rows.length < size) return
    }
  } finally {
    // In a transaction that has failed or ended the cursor is gone already.
    if (!session.over) await session.run(table, once(statements.close(name)), []).catch(() => undefined)
  }
}

/** By keyset: as many statements as pages, each of which stands for itself. */
async function* byPages(session: Session, table: StoredTable, find: Find): AsyncGenerator<Row, void, undefined> {
  const plan = session.store.plan(table)
  const ties = tieBreak(table, find.orderBy)
  const order = [...find.orderBy, ...ties]
  let left = find.limit === 'all' ? Number.POSITIVE_INFINITY : find.limit
  let after: readonly Value[] | undefined
  for (let size = firstPage; left > 0; size = Math.min(2 * size, largestPage)) {
    const limit = Math.min(size, left)
    const { statement, parameters } =
      after === undefined
        ? findQuery(plan, { ...find, columns: undefined, limit }, { ties })
        : findQuery(plan, { where: find.where, orderBy: order, limit, after })
    const page = plan.rows((await session.run(table, statement, parameters)).rows)
    yield* page
    const last = page.at(-1)
    if (page.length < limit || last === undefined) return
    left -= page.length
    after = order.map(({ column }) => last[column] ?? null)
  }
}
