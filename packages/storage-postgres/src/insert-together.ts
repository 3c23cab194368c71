/**
 * What a transaction inserts last goes into all its tables by one statement: `with inserted_0 as (insert …) insert …`.
 * Measured: a tenth less time for a paid order than as many statements in one packet.
 */
import type { Row } from '@calotype/core/storage'
import {
  type Chunk,
  chunksOf,
  insertInto,
  insertStatement,
  type PlannedBatch,
  type Query,
  rowParameters,
  type TablePlan,
  textOf,
} from '@calotype/storage-sql'
import { sql } from 'kysely'

/** So many rows of a table, and no more, join the others; above, the shapes would be too many. */
const mostRows = 16

interface Part {
  readonly plan: TablePlan
  readonly rows: readonly Row[]
  readonly chunk: Chunk
}

/** Rows of one table keep their order. */
export function insertTogether(batches: readonly PlannedBatch[]): readonly Query[] {
  const byPlan = new Map<TablePlan, Row[]>()
  for (const { plan, rows } of batches) {
    const standing = byPlan.get(plan)
    if (standing === undefined) byPlan.set(plan, [...rows])
    else standing.push(...rows)
  }
  const joined: Part[] = []
  const queries: Query[] = []
  for (const [plan, rows] of byPlan) {
    for (const chunk of chunksOf(plan, rows)) {
      if (rows.length <= mostRows) joined.push({ plan, rows, chunk })
      else queries.push({ statement: insertStatement(plan, chunk.size), parameters: rowParameters(plan, rows, chunk) })
    }
  }
  const together = ofAll(joined)
  return together === undefined ? queries : [together, ...queries]
}

function ofAll(parts: readonly Part[]): Query | undefined {
  const last = parts.at(-1)?.plan
  if (last === undefined) return undefined
  const key = `together ${parts.map(({ plan, chunk }) => `${plan.identity} ${chunk.size}`).join()}`
  const statement = last.shape(key, () => {
    const inserts = parts.map(({ plan, chunk }) => insertInto(plan, chunk.size))
    const before = inserts.slice(0, -1).map((insert, at) => sql`${sql.ref(`inserted_${at}`)} as (${insert})`)
    const main = sql`${inserts.at(-1)}`
    return textOf(last.builder, before.length === 0 ? main : sql`with ${sql.join(before)} ${main}`)
  })
  return { statement, parameters: parts.flatMap(({ plan, rows, chunk }) => rowParameters(plan, rows, chunk)) }
}
