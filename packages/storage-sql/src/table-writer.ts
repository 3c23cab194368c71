/** Inserting and counting, which databases word differently. One implementation stands here: `on conflict … returning`. */
import type { Row } from '@calotype/core/storage'
import { sql } from 'kysely'
import { place, textOf } from './builder.ts'
import type { SqlValue, Statement, Stored } from './connection.ts'
import type { Runner } from './runner.ts'
import type { TablePlan } from './table-plan.ts'

export interface TableWriter {
  insert(runner: Runner, plan: TablePlan, rows: readonly Row[], skip: string | undefined): Promise<number>
  /** Answers the rows as they then stand, in the order given. */
  accumulate(runner: Runner, plan: TablePlan, rows: readonly Row[], columns: readonly string[]): Promise<Row[]>
}

/** Rows of one table. */
export interface PlannedBatch {
  readonly plan: TablePlan
  readonly rows: readonly Row[]
}

/** Up to here any number of rows is a statement of its own; above, powers of two, so that few shapes are kept. */
const exactRows = 32
/** More rows in one statement gain nothing measurable. */
const mostRows = 256

/** How `count` rows are divided into statements. */
export function chunkSizes(count: number, columns: number, mostParameters: number): number[] {
  const most = Math.max(1, Math.min(mostRows, Math.floor(mostParameters / Math.max(1, columns))))
  const sizes: number[] = []
  for (let left = count; left > 0; ) {
    let size = Math.min(left, most)
    if (size > exactRows) size = 2 ** Math.floor(Math.log2(size))
    sizes.push(size)
    left -= size
  }
  return sizes
}

/** One part of many rows: where it begins, and how many rows it has. */
export interface Chunk {
  readonly from: number
  readonly size: number
}

export function chunksOf(plan: TablePlan, rows: readonly Row[]): Chunk[] {
  let from = 0
  return chunkSizes(rows.length, plan.columns.length, plan.dialect.mostParameters).map((size) => {
    from += size
    return { from: from - size, size }
  })
}

/** The chunks one after another; where the connection pipelines, without waiting for each. */
export async function inChunks<T>(
  runner: Runner,
  chunks: readonly Chunk[],
  send: (chunk: Chunk) => Promise<T>,
): Promise<T[]> {
  if (runner.pipelines) return Promise.all(chunks.map(send))
  const answers: T[] = []
  for (const chunk of chunks) answers.push(await send(chunk))
  return answers
}

/** The statement that inserts `size` rows and does nothing about conflicts. */
export function insertStatement(plan: TablePlan, size: number): Statement {
  return plan.shape(`insert ${size}`, () => textOf(plan.builder, insertInto(plan, size)))
}

export function insertInto(plan: TablePlan, size: number) {
  const row = Object.fromEntries(plan.columnNames.map((name) => [name, place()]))
  return plan.builder.insertInto(plan.table.name).values(new Array(size).fill(row))
}

export function rowParameters(plan: TablePlan, rows: readonly Row[], { from, size }: Chunk): SqlValue[] {
  const { columns } = plan
  const parameters: SqlValue[] = new Array(size * columns.length)
  let at = 0
  for (let index = from; index < from + size; index++) {
    const row = rows[index] ?? {}
    for (const { name, codec } of columns) parameters[at++] = codec.encode(row[name])
  }
  return parameters
}

/** `insert … on conflict (…) do nothing`, and `do update … returning`. */
export const onConflictWriter: TableWriter = {
  async insert(runner, plan, rows, skip) {
    const answers = await inChunks(runner, chunksOf(plan, rows), (chunk) => {
      const statement =
        skip === undefined ? insertStatement(plan, chunk.size) : insertNewStatement(plan, chunk.size, skip)
      return runner.run(statement, rowParameters(plan, rows, chunk))
    })
    return answers.reduce((sum, { changed }) => sum + changed, 0)
  },

  async accumulate(runner, plan, rows, columns) {
    // In the order of their keys, so that two who count the same do not wait for each other in a circle.
    const sorted = inKeyOrder(plan, rows)
    const answers = await inChunks(runner, chunksOf(plan, sorted), (chunk) =>
      runner.run(accumulateStatement(plan, chunk.size, columns), rowParameters(plan, sorted, chunk)),
    )
    return inOrderOf(plan, rows, plan.rows(answers.flatMap((answer): readonly (readonly Stored[])[] => answer.rows)))
  },
}

function insertNewStatement(plan: TablePlan, size: number, skip: string): Statement {
  return plan.shape(`insert ${size} ${skip}`, () => {
    const columns = plan.constraint(skip).map(({ sqlName }) => sqlName)
    return textOf(
      plan.builder,
      insertInto(plan, size).onConflict((conflict) => conflict.columns(columns).doNothing()),
    )
  })
}

function accumulateStatement(plan: TablePlan, size: number, names: readonly string[]): Statement {
  return plan.shape(`accumulate ${size} ${names.join()}`, () => {
    const table = plan.table.name
    const sums = names.map((name) => {
      const { sqlName } = plan.amount(name)
      return [sqlName, sql`${sql.ref(`${table}.${sqlName}`)} + ${sql.ref(`excluded.${sqlName}`)}`] as const
    })
    const [first] = plan.key
    // A row that is not changed at all would not be answered.
    if (sums.length === 0 && first !== undefined)
      sums.push([first.sqlName, sql`${sql.ref(`excluded.${first.sqlName}`)}`])
    const statement = insertInto(plan, size)
      .onConflict((conflict) =>
        conflict.columns(plan.key.map(({ sqlName }) => sqlName)).doUpdateSet(Object.fromEntries(sums)),
      )
      .returning(plan.columnNames.map((name) => `${table}.${name}`))
    return textOf(plan.builder, statement)
  })
}

const keyText = (plan: TablePlan, row: Row): string =>
  JSON.stringify(plan.table.primaryKey.map((name) => String(row[name])))

/** By the text of their keys: any order will do, as long as it is everybody's. */
export function inKeyOrder(plan: TablePlan, rows: readonly Row[]): readonly Row[] {
  if (rows.length < 2) return rows
  return rows
    .map((row) => ({ row, key: keyText(plan, row) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row)
}

/** The stored rows in the order in which theirs were given. */
export function inOrderOf(plan: TablePlan, given: readonly Row[], stored: readonly Row[]): Row[] {
  const byKey = new Map(stored.map((row) => [keyText(plan, row), row]))
  return given.map((row) => byKey.get(keyText(plan, row)) ?? row)
}
