/**
 * Counting. Counters that stand are updated, and only those that are missing are inserted: of those who wait for a row to
 * update, PostgreSQL lets one go on at a time and in turn, but whoever waits in `on conflict` is woken with all the others
 * at every commit. Measured with 32 paid orders in flight that draw on one counter: 568 a second rather than 456.
 *
 * Several counters are locked in the order of their keys first. An update alone locks its rows in whatever order its plan meets
 * them, so that two who count the same wait for each other in a circle, and one of them for a second until the server breaks it:
 * 50 reservations at once, each of five items in its own order, took 41 s with 53 deadlocks, and 0.6 s with none.
 */
import type { Row } from '@calotype/core/storage'
import {
  chunksOf,
  inKeyOrder,
  inOrderOf,
  onConflictWriter,
  place,
  type SqlValue,
  type Statement,
  type TablePlan,
  type TableWriter,
  textOf,
} from '@calotype/storage-sql'
import { type QueryCreator, sql } from 'kysely'

type Columns = TablePlan['key']

export const writer: TableWriter = {
  ...onConflictWriter,

  async accumulate(runner, plan, rows, names) {
    if (names.length === 0) return onConflictWriter.accumulate(runner, plan, rows, names)
    const amounts = names.map((name) => plan.amount(name))
    const sorted = inKeyOrder(plan, rows)
    const answers = await Promise.all(
      chunksOf(plan, sorted).map(({ from, size }) =>
        runner.run(updateStatement(plan, amounts, size), added(plan, amounts, sorted.slice(from, from + size))),
      ),
    )
    const stored = plan.rows(answers.flatMap((answer) => answer.rows))
    if (stored.length < rows.length) {
      const standing = new Set(stored.map((row) => keyOf(plan, row)))
      const missing = sorted.filter((row) => !standing.has(keyOf(plan, row)))
      stored.push(...(await onConflictWriter.accumulate(runner, plan, missing, names)))
    }
    return inOrderOf(plan, rows, stored)
  },
}

const keyOf = (plan: TablePlan, row: Row): string => JSON.stringify(plan.key.map(({ name }) => String(row[name])))

const added = (plan: TablePlan, amounts: Columns, rows: readonly Row[]): SqlValue[] =>
  rows.flatMap((row) => [...plan.key, ...amounts].map(({ name, codec }) => codec.encode(row[name])))

type Counted = Record<string, unknown>
type Adding = QueryCreator<Record<string, Counted>>

function updateStatement(plan: TablePlan, amounts: Columns, size: number): Statement {
  return plan.shape(`add ${size} ${amounts.map(({ name }) => name).join()}`, () => {
    const table = plan.table.name
    const given = [...plan.key, ...amounts]
    const row = sql`(${sql.join(given.map(({ codec }) => sql`${place()}::${sql.raw(codec.type)}`))})`
    const values = sql<Counted>`(values ${sql.join(new Array(size).fill(row))})`
    const of = (column: { readonly sqlName: string }, source: string) => sql.ref(`${source}.${column.sqlName}`)
    const same = sql<boolean>`${sql.join(
      plan.key.map((one) => sql`${of(one, table)} = ${of(one, 'added')}`),
      sql` and `,
    )}`
    const adding: Adding = plan.builder.with(`added(${given.map(({ sqlName }) => sqlName).join(', ')})`, () => values)
    const holding = (): Adding =>
      adding.with(
        (held) => held('held').materialized(),
        (builder) =>
          builder
            .selectFrom(table)
            .innerJoin('added', (join) => join.on(same))
            .select(sql`1`.as('one'))
            .orderBy(sql`${sql.join(plan.key.map((one) => of(one, table)))}`)
            .forNoKeyUpdate(table),
      )
    const update = (size === 1 ? adding : holding())
      .updateTable(table)
      .set(
        Object.fromEntries(amounts.map((one) => [one.sqlName, sql`${of(one, table)} + ${of(one, 'added')}`] as const)),
      )
      .from('added')
      // Whether they are held is asked once, before the first of them is changed.
      .where(size === 1 ? same : sql<boolean>`${same} and (select count(*) from held) >= 0`)
      .returning(plan.columns.map((one) => sql`${of(one, table)}`.as(one.sqlName)))
    return textOf(plan.builder, update)
  })
}
