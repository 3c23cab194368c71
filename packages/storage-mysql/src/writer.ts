/** Inserting past conflicts, and counting, as MySQL words them: it knows no `on conflict (columns)` and no `returning`. */
import { LockTimeout, type Row, UniqueViolation, type Value } from '@calotype/core/storage'
import {
  type Chunk,
  chunksOf,
  inChunks,
  inKeyOrder,
  inOrderOf,
  insertInto,
  insertStatement,
  place,
  rowParameters,
  type Runner,
  type SqlValue,
  type Statement,
  type TablePlan,
  type TableWriter,
  textOf,
} from '@calotype/storage-sql'
import { sql } from 'kysely'

type Columns = TablePlan['key']

export const writer: TableWriter = {
  async insert(runner, plan, rows, skip) {
    if (skip === undefined) return insertAll(runner, plan, rows)
    return insertNew(runner, plan, rows, plan.constraint(skip))
  },

  async accumulate(runner, plan, rows, columns) {
    // In the order of their keys, so that two who count the same do not wait for each other in a circle.
    const sorted = inKeyOrder(plan, rows)
    const stored =
      plan.table.uniques.length === 0 ? addAll(runner, plan, sorted, columns) : addWary(runner, plan, sorted, columns)
    return inOrderOf(plan, rows, await stored)
  },
}

async function insertAll(runner: Runner, plan: TablePlan, rows: readonly Row[]): Promise<number> {
  const answers = await inChunks(runner, chunksOf(plan, rows), (chunk) =>
    runner.run(insertStatement(plan, chunk.size), rowParameters(plan, rows, chunk)),
  )
  return answers.reduce((sum, { changed }) => sum + changed, 0)
}

/**
 * `insert ignore` passes over the conflicts of every constraint. Whoever was passed over must find a row with its values of
 * the one constraint; who does not is inserted again, for the server to name what it conflicts with.
 */
async function insertNew(runner: Runner, plan: TablePlan, rows: readonly Row[], constraint: Columns): Promise<number> {
  const [plain, first] = divided(rows, constraint)
  let inserted = plain.length === 0 ? 0 : await insertAll(runner, plan, plain)
  const chunks = chunksOf(plan, first)
  const answers = await inChunks(runner, chunks, (chunk) =>
    runner.run(ignoringStatement(plan, chunk.size), rowParameters(plan, first, chunk)),
  )
  for (const [at, { changed }] of answers.entries()) {
    inserted += changed
    const { from, size } = chunks[at] as Chunk
    if (changed === size) continue
    const given = first.slice(from, from + size)
    const standing = new Set(
      (await rowsWith(runner, plan, constraint, given, ' lock in share mode')).map((row) =>
        textOfValues(row, constraint),
      ),
    )
    const others = given.filter((row) => !standing.has(textOfValues(row, constraint)))
    if (others.length > 0) inserted += await insertAll(runner, plan, others)
  }
  return inserted
}

/** Rows that cannot conflict, since nulls never do, and the first row of each that could. */
function divided(rows: readonly Row[], constraint: Columns): readonly [plain: readonly Row[], first: readonly Row[]] {
  const plain: Row[] = []
  const first = new Map<string, Row>()
  for (const row of rows) {
    if (constraint.some(({ name }) => (row[name] ?? null) === null)) plain.push(row)
    else if (!first.has(textOfValues(row, constraint))) first.set(textOfValues(row, constraint), row)
  }
  return [plain, [...first.values()]]
}

const textOfValues = (row: Row, columns: Columns): string =>
  JSON.stringify(columns.map(({ name }) => String(row[name] satisfies Value | undefined)))

const ignoringStatement = (plan: TablePlan, size: number): Statement =>
  plan.shape(`insert ignore ${size}`, () => textOf(plan.builder, insertInto(plan, size).ignore()))

/** Where the key is all that is unique, a conflict is a conflict of the key. */
async function addAll(
  runner: Runner,
  plan: TablePlan,
  rows: readonly Row[],
  columns: readonly string[],
): Promise<Row[]> {
  const answers = await inChunks(runner, chunksOf(plan, rows), async (chunk) => {
    const given = rows.slice(chunk.from, chunk.from + chunk.size)
    const [, stored] = await Promise.all([
      runner.run(addingStatement(plan, chunk.size, columns), rowParameters(plan, rows, chunk)),
      rowsWith(runner, plan, plan.key, given, ''),
    ])
    return stored
  })
  return answers.flat()
}

/** How often a row is looked for that others insert and take back meanwhile. */
const attempts = 20

/** Where more is unique: rows that stand are locked first, and added to; the others are inserted, and may be refused. */
async function addWary(
  runner: Runner,
  plan: TablePlan,
  rows: readonly Row[],
  columns: readonly string[],
): Promise<Row[]> {
  const stored: Row[] = []
  for (const chunk of chunksOf(plan, rows)) {
    const given = rows.slice(chunk.from, chunk.from + chunk.size)
    for (let attempt = 1; ; attempt++) {
      const standing = new Set(
        (await rowsWith(runner, plan, plan.key, given, ' for update')).map((row) => textOfValues(row, plan.key)),
      )
      const missing = given.filter((row) => !standing.has(textOfValues(row, plan.key)))
      const there = given.filter((row) => standing.has(textOfValues(row, plan.key)))
      try {
        if (missing.length > 0) await runner.savepoint(() => insertAll(runner, plan, missing))
      } catch (error) {
        // Somebody was quicker: then the row stands now.
        if (attempt < attempts && isOfKey(error)) continue
        throw error
      }
      stored.push(...missing, ...(there.length === 0 ? [] : await addAll(runner, plan, there, columns)))
      break
    }
  }
  return stored
}

const isOfKey = (error: unknown): boolean =>
  !LockTimeout.is(error) && UniqueViolation.is(error) && error.details.constraint === 'primary'

function addingStatement(plan: TablePlan, size: number, names: readonly string[]): Statement {
  return plan.shape(`accumulate ${size} ${names.join()}`, () => {
    const sums = names.map((name) => {
      const { sqlName } = plan.amount(name)
      return [sqlName, sql`${sql.ref(sqlName)} + values(${sql.ref(sqlName)})`] as const
    })
    const [first] = plan.key
    if (sums.length === 0 && first !== undefined) sums.push([first.sqlName, sql`${sql.ref(first.sqlName)}`])
    return textOf(plan.builder, insertInto(plan, size).onDuplicateKeyUpdate(Object.fromEntries(sums)))
  })
}

/** The rows that stand with the values that these have in some columns. */
async function rowsWith(
  runner: Runner,
  plan: TablePlan,
  columns: Columns,
  rows: readonly Row[],
  lock: string,
): Promise<Row[]> {
  const names = columns.map(({ name }) => name).join()
  const statement = plan.shape(`with ${names} ${rows.length}${lock}`, () => {
    const one = sql`(${sql.join(columns.map(() => place()))})`
    const listed = sql<boolean>`(${sql.join(columns.map(({ ref }) => ref))}) in (${sql.join(rows.map(() => one))})`
    const query = plan.builder.selectFrom(plan.table.name).select(plan.columnNames).where(listed)
    return textOf(plan.builder, lock === '' ? query : query.modifyEnd(sql.raw(lock.trim())))
  })
  const parameters: SqlValue[] = []
  for (const row of rows) for (const { name, codec } of columns) parameters.push(codec.encode(row[name]))
  return plan.rows((await runner.run(statement, parameters)).rows)
}
