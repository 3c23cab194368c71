/** Following a log in the order of commits: see `log-plan.ts` for how its rows come by their place. */
import { type Followed, StorageFailed, type StoredTable } from '@calotype/core/storage'
import { commit, rollBack } from './ending.ts'
import { type LogPlan, numbered, positionsTable } from './log-plan.ts'
import { PooledSession, type Session } from './session.ts'
import { textOf } from './builder.ts'
import type { Answer, SqlValue, Statement, Stored } from './connection.ts'
import { once, enteredColumn } from './table-plan.ts'
import type { Store } from './store.ts'

/** Rows that get their place at once, however few are asked for. */
const placedAtOnce = 2000

export async function followLog(
  session: Session,
  table: StoredTable,
  cursor: string | null,
  limit: number,
): Promise<Followed> {
  const log = session.store.log(table)
  const from = positionOf(session.store, cursor)
  const mayBeginAnew = session.kind === 'snapshot' && session instanceof PooledSession && !session.begun
  const callsBefore = session.calls
  const [page, waiting] = await Promise.all([
    pageOf(session, log, from, limit),
    session.run(table, log.waiting, []).then(({ rows }) => rows.length > 0),
  ])
  if (page.length >= limit || !waiting) return answerOf(log, page, cursor)
  const count = Math.max(limit, placedAtOnce)
  if (mayBeginAnew && session.calls === callsBefore + 2) {
    // Nobody has relied on this moment yet, so a later one will do.
    session.letGo()
    await placeRows(session.store, log, count)
    return answerOf(log, await pageOf(session, log, from, limit), cursor)
  }
  return asOfNow(session, log, { from, cursor, limit }, count)
}

interface Place {
  readonly from: SqlValue
  readonly cursor: string | null
  readonly limit: number
}

/**
 * In a view whose moment stands already: rows that this view can see are placed outside of it, and answered up to the
 * first that came later than its moment.
 */
async function asOfNow(
  session: Session,
  log: LogPlan,
  { from, cursor, limit }: Place,
  count: number,
): Promise<Followed> {
  const { plan } = log
  const statement = log.places(limit)
  const parameters = plan.dialect.limitInText ? [from] : [from, limit]
  const places = await placeRows(session.store, log, count, (placing) => placing.run(plan.table, statement, parameters))
  const wanted = places.map(([, entered]) => entered ?? null)
  if (wanted.length === 0) return { rows: [], cursor }
  const seen = await session.run(plan.table, enteredStatement(log, wanted.length), parametersOf(log, wanted))
  const byEntered = new Map(seen.rows.map((row) => [String(row.at(-1)), row]))
  const answered: (readonly Stored[])[] = []
  for (const [position, entered] of places) {
    const row = byEntered.get(String(entered))
    if (row === undefined) break
    answered.push([...row.slice(0, -1), position ?? null])
  }
  return answerOf(log, answered, cursor)
}

function enteredStatement(log: LogPlan, count: number): Statement {
  const { plan } = log
  return once(
    textOf(
      plan.builder,
      plan.builder
        .selectFrom(plan.table.name)
        .select([...plan.columnNames, enteredColumn])
        .where(numbered(plan.dialect, count)),
    ),
  )
}

const parametersOf = (log: LogPlan, wanted: readonly SqlValue[]): readonly SqlValue[] =>
  log.plan.dialect.inList === undefined ? wanted : [wanted]

async function pageOf(
  session: Session,
  log: LogPlan,
  from: SqlValue,
  limit: number,
): Promise<readonly (readonly Stored[])[]> {
  const parameters = log.plan.dialect.limitInText ? [from] : [from, limit]
  return (await session.run(log.plan.table, log.page(limit), parameters)).rows
}

function answerOf(log: LogPlan, page: readonly (readonly Stored[])[], cursor: string | null): Followed {
  const last = page.at(-1)?.at(-1)
  return { rows: log.plan.rows(page), cursor: last === undefined || last === null ? cursor : String(last) }
}

/** Gives committed rows their place, in a short transaction of its own; one process at a time does so for a log. */
async function placeRows(
  store: Store,
  log: LogPlan,
  count: number,
  then?: (session: PooledSession) => Promise<{ readonly rows: readonly (readonly Stored[])[] }>,
): Promise<readonly (readonly Stored[])[]> {
  const { table } = log.plan
  const session = new PooledSession(
    store,
    'transaction',
    store.dialect.begin['read-committed'],
    undefined,
    then !== undefined,
  )
  try {
    if (log.placing === undefined) await placeThese(session, log, count)
    else {
      const [turn] = await all([
        session.run(table, log.turn, [table.name]),
        session.run(table, log.placing(count), [table.name]),
        session.run(table, log.placed, [table.name]),
      ])
      lastOf(session, log, turn)
    }
    const answer = await then?.(session)
    await commit(session, [])
    return answer?.rows ?? []
  } catch (error) {
    if (!session.over) await rollBack(session)
    throw error
  }
}

/** Reads which rows wait, then places them. Places need only rise, so each is as far from its number as the first. */
async function placeThese(session: PooledSession, log: LogPlan, count: number): Promise<void> {
  const { table, dialect } = log.plan
  const [turn, waiting] = await all([
    session.run(table, log.turn, [table.name]),
    session.run(table, log.entered(count), dialect.limitInText ? [] : [count]),
  ])
  const numbers = waiting?.rows.map(([number]) => BigInt(number ?? 0)) ?? []
  const [first] = numbers
  if (first === undefined) return
  const shift = lastOf(session, log, turn) + 1n - first
  // Powers of two, filled with the first again, so that few shapes are kept.
  if (dialect.inList === undefined) while (!Number.isInteger(Math.log2(numbers.length))) numbers.push(first)
  await all([
    session.run(table, log.placingThese(numbers.length), [shift, ...parametersOf(log, numbers)]),
    session.run(table, log.placed, [table.name]),
  ])
}

/** The last place given. Without it rows would wait for ever, and nobody would know. */
function lastOf({ store }: Session, { plan }: LogPlan, turn: Answer | undefined): bigint {
  const last = turn?.rows[0]?.[0]
  if (last !== undefined && last !== null) return BigInt(last)
  throw StorageFailed.create({ store: store.name, reason: `${positionsTable} has no row for ${plan.table.name}` })
}

/** The answers of statements that were given together; waits for every one of them. */
async function all(sent: readonly Promise<Answer>[]): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  for (const one of await Promise.allSettled(sent)) {
    if (one.status === 'rejected') throw one.reason
    answers.push(one.value)
  }
  return answers
}

function positionOf(store: Store, cursor: string | null): SqlValue {
  if (cursor === null) return 0
  if (/^\d{1,19}$/.test(cursor)) return cursor
  throw StorageFailed.create({ store: store.name, reason: `"${cursor}" is no cursor of a log` })
}
