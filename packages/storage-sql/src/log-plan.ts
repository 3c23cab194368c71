/**
 * What is compiled for a log. Its rows enter without a place: `_entered` numbers them as they are inserted, and once they
 * are committed, whoever follows the log gives them their `position`. So a late committer always comes later, writers
 * never wait for each other at their commit, and of two transactions that conflicted the first stays the first: the
 * second could insert only after the first had committed.
 */
import { sql } from 'kysely'
import { place, textOf } from './builder.ts'
import type { Statement } from './connection.ts'
import { conditionSql } from './condition-sql.ts'
import type { Dialect, LogTables } from './dialect.ts'
import type { Syntax } from './syntax.ts'
import { enteredColumn, kept, positionColumn, type TablePlan } from './table-plan.ts'

export const positionsTable = 'calotype_positions'

/** The condition that a row of a log has one of these numbers. */
export const numbered = (dialect: Syntax, count: number) =>
  conditionSql(dialect, {
    is: 'listed',
    column: { ref: sql.ref(enteredColumn), column: { nullable: false } },
    count: dialect.inList === undefined ? count : undefined,
    negated: false,
  })

export class LogPlan {
  readonly plan: TablePlan
  /** Rows after a position, each with its position behind its columns. Parameters: the position, and the limit unless it stands in the text. */
  readonly page: (limit: number) => Statement
  /** Whether rows wait for their place. */
  readonly waiting: Statement
  /** Takes the turn to place rows. Parameter: the log. */
  readonly turn: Statement
  /** Places the committed rows that wait, at most so many, if one statement can. Parameter: the log. */
  readonly placing: ((limit: number) => Statement) | undefined
  /** The numbers of the committed rows that wait, in order. Parameter: the limit, unless it stands in the text. */
  readonly entered: (limit: number) => Statement
  /** Places rows so far from their numbers. Parameters: how far, and the numbers. */
  readonly placingThese: (count: number) => Statement
  /** Remembers the last place given. Parameter: the log. */
  readonly placed: Statement
  /** Where rows after a position stand: position and `_entered`. Parameters as of `page`. */
  readonly places: (limit: number) => Statement

  constructor(plan: TablePlan, dialect: Dialect, refs: LogTables) {
    this.plan = plan
    const { builder } = plan
    const { name } = plan.table
    const position = sql.ref(positionColumn)
    const limited = (limit: number) => (dialect.limitInText ? sql.raw<number>(String(limit)) : place())
    const after = (columns: readonly string[], limit: number): Statement =>
      plan.shape(`log ${columns.length} ${dialect.limitInText ? limit : ''}`, () =>
        textOf(
          builder,
          builder
            .selectFrom(name)
            .select(columns)
            .where(sql<boolean>`${position} > ${place()}`)
            .orderBy(sql`${position}`)
            .limit(limited(limit)),
        ),
      )
    this.page = (limit) => after([...plan.columnNames, positionColumn], limit)
    this.places = (limit) => after([positionColumn, enteredColumn], limit)
    this.waiting = kept(
      textOf(
        builder,
        builder
          .selectFrom(name)
          .select(enteredColumn)
          .where(sql<boolean>`${position} is null`)
          .limit(sql.raw<number>('1')),
      ),
    )
    const ofLog = sql<boolean>`${sql.ref('log')} = ${place()}`
    this.turn = kept(
      textOf(builder, builder.selectFrom(positionsTable).select('last').where(ofLog).modifyEnd(sql.raw('for update'))),
    )
    const { placing } = dialect
    this.placing = placing && ((limit) => plan.shape(`log place ${limit}`, () => textOf(builder, placing(refs, limit))))
    const entered = sql.ref(enteredColumn)
    this.entered = (limit) =>
      plan.shape(`log entered ${dialect.limitInText ? limit : ''}`, () =>
        textOf(
          builder,
          builder
            .selectFrom(name)
            .select(enteredColumn)
            .where(sql<boolean>`${position} is null`)
            .orderBy(entered)
            .limit(limited(limit)),
        ),
      )
    this.placingThese = (count) =>
      plan.shape(`log place these ${count}`, () =>
        textOf(
          builder,
          sql`update ${refs.log} set ${position} = ${entered} + ${place()} where ${numbered(dialect, count)}`,
        ),
      )
    const highest = builder.selectFrom(name).select(sql`coalesce(max(${position}), 0)`.as('highest'))
    this.placed = kept(
      textOf(
        builder,
        builder
          .updateTable(positionsTable)
          .set({ last: sql`greatest(${sql.ref('last')}, (${highest}))` })
          .where(ofLog),
      ),
    )
  }
}
