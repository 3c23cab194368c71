/**
 * A migration where every change of the schema commits at once: one that fails is taken back step by step, and what a
 * process that was killed left half done is taken back by the next one. A named lock of the server keeps others out.
 */
import { type FoundSchema, LockTimeout, type MigrationStep, type StoredTable } from '@calotype/core/storage'
import {
  applySteps,
  type introspected,
  introspected as schemaOf,
  notesTable,
  once,
  place,
  PooledSession,
  positionsTable,
  type RawSchema,
  readSchema,
  type SchemaChange,
  type SqlValue,
  type Store,
  textOf,
} from '@calotype/storage-sql'
import { sql } from 'kysely'
import { utf8 } from './collation.ts'
import { errorNumber, numberOf } from './driver-error.ts'
import { unfinishedNote } from './introspect.ts'
import { createLocks, freeLocks, sweep, sweptAtOnce } from './key-locks.ts'
import { triggersBack, triggersGone, type Undoing, undoingOf } from './undo.ts'

type Notes = ReturnType<typeof introspected>['notes']

/** Whoever starts waits at least so long for another's migration: it makes one table after the other, where a row is held for a moment. */
const leastWaitSeconds = 300

const named = "concat('calotype:', md5(database()))"
const unlock = once(`do release_lock(${named})`)
const prepare = [
  `create table if not exists ${notesTable} (name varchar(200) ${utf8} not null primary key, value longtext ${utf8} not null) engine=InnoDB`,
  `create table if not exists ${positionsTable} (log varchar(64) ${utf8} not null primary key, last bigint not null) engine=InnoDB`,
  createLocks,
].map(once)

/** What is said of something that is not there, or is there already: it need not be undone. */
const alreadySo: ReadonlySet<number> = new Set([
  errorNumber.cannotDrop,
  errorNumber.unknownTable,
  errorNumber.noSuchTable,
  errorNumber.noSuchTrigger,
  errorNumber.triggerExists,
  errorNumber.duplicateIndex,
])

export async function migrate(
  store: Store,
  decide: (found: FoundSchema) => readonly MigrationStep[],
): Promise<readonly MigrationStep[]> {
  const session = new PooledSession(store, 'transaction', [], undefined)
  const migration = new Migration(store, session)
  try {
    await migration.lock()
    try {
      return await migration.run(decide)
    } finally {
      // Of a connection that is not given back in good order the server takes the lock by itself.
      await session.run(undefined, unlock, []).catch(() => session.break())
    }
  } finally {
    session.end()
    session.release()
  }
}

class Migration {
  readonly #store: Store
  readonly #session: PooledSession

  constructor(store: Store, session: PooledSession) {
    this.#store = store
    this.#session = session
  }

  async lock(): Promise<void> {
    const { lockTimeoutMs, name } = this.#store.options
    const seconds = Math.max(leastWaitSeconds, Math.ceil(lockTimeoutMs / 1000))
    const [[taken] = []] = await this.#run(`select get_lock(${named}, ${seconds})`)
    if (String(taken) === '1') return
    throw LockTimeout.create({ what: `The schema of ${name}`, waitedMs: seconds * 1000 })
  }

  async run(decide: (found: FoundSchema) => readonly MigrationStep[]): Promise<readonly MigrationStep[]> {
    await this.#recover()
    const raw = await readSchema(this.#session)
    const { schema, notes } = schemaOf(raw)
    const steps = decide(schema)
    if (steps.length > 0) for (const statement of prepare) await this.#session.run(undefined, statement, [])
    const tables = steps.length === 0 ? notes.tables : await this.#apply(steps, raw, notes)
    this.#store.remember(tables)
    if (raw.notes !== undefined) await this.#sweepLocks()
    return steps
  }

  async #apply(steps: readonly MigrationStep[], raw: RawSchema, notes: Notes): Promise<Notes['tables']> {
    const undoings: Undoing[] = []
    let tables = notes.tables
    try {
      for (const step of steps) {
        undoings.unshift(...undoingOf(this.#store.words, step, raw))
        await this.#remember(step, raw)
        tables = await applySteps(this.#change, [step], { core: notes.core, tables })
      }
      await this.#forget()
    } catch (error) {
      await this.#undo(undoings)
      await this.#forget()
      throw error
    }
    return tables
  }

  async #undo(undoings: readonly Undoing[]): Promise<void> {
    for (const { statement, parameters } of undoings) {
      try {
        await this.#session.run(undefined, statement, parameters)
      } catch (error) {
        const { cause } = error as { readonly cause?: unknown }
        if (!alreadySo.has(numberOf(cause) ?? 0)) throw error
      }
    }
  }

  /** Notes what is begun, for the case that the process ends in the middle of it. */
  async #remember(step: MigrationStep, raw: RawSchema): Promise<void> {
    if (step.kind !== 'create-table' && step.kind !== 'add-column') return
    const { words } = this.#store
    const stood = raw.tables.find(({ name }) => name === step.table.name)
    const unfinished: Unfinished = {
      table: step.table.name,
      column: step.kind === 'add-column' ? step.column : undefined,
      back:
        step.kind === 'add-column'
          ? [...triggersGone(step, words), ...triggersBack(step, words, stood)].map(({ statement }) => statement.text)
          : [],
      undo: undoingOf(words, step, raw)
        .filter(({ parameters }) => parameters.length === 0)
        .map(({ statement }) => statement.text),
    }
    await this.#change.note(unfinishedNote, JSON.stringify(unfinished))
  }

  async #forget(): Promise<void> {
    await this.#run(`delete from ${notesTable} where name = ?`, [unfinishedNote])
  }

  /** A step that was noted as done, or whose table holds rows by now, is left as it is but for its triggers. */
  async #recover(): Promise<void> {
    const raw = await readSchema(this.#session)
    if (raw.notes === undefined) return
    const [[text] = []] = await this.#run(`select value from ${notesTable} where name = ?`, [unfinishedNote])
    if (text === undefined) return
    const { table, column, undo, back } = JSON.parse(String(text)) as Unfinished
    const noted = schemaOf(raw).notes.tables.get(table)
    const done = column === undefined ? noted !== undefined : noted?.columns[column] !== undefined
    const holdsRows = raw.tables.some(({ name, empty }) => name === table && !empty)
    const kept = done || (column === undefined && holdsRows)
    await this.#undo((kept ? (done ? [] : back) : undo).map((one) => ({ statement: once(one), parameters: [] })))
    await this.#forget()
  }

  /** Names that nobody holds need no row; those that somebody holds are passed over. Not worth failing for. */
  async #sweepLocks(): Promise<void> {
    try {
      for (let found = sweptAtOnce; found === sweptAtOnce; ) {
        await this.#run('start transaction')
        const { rows } = await this.#session.run(undefined, freeLocks, [])
        found = rows.length
        await Promise.all(rows.map(([digest]) => this.#session.run(undefined, sweep, [digest ?? null])))
        await this.#run('commit')
      }
    } catch {
      await this.#run('rollback').catch(() => this.#session.break())
    }
  }

  async #run(text: string, parameters: readonly SqlValue[] = [], table?: StoredTable) {
    return (await this.#session.run(table, once(text), parameters)).rows
  }

  get #change(): SchemaChange {
    const { builder, words } = this.#store
    const [notes, positions] = [words.tableRef(notesTable), words.tableRef(positionsTable)]
    return {
      words,
      run: async (text, table) => {
        await this.#run(text, [], table)
      },
      holdsRows: async (table) =>
        (await this.#run(textOf(builder, sql`select 1 from ${words.tableRef(table.name)} limit 1`))).length > 0,
      note: async (name, value) => {
        const inserted = sql`insert into ${notes} (name, value) values (${place()}, ${place()}) on duplicate key update value = values(value)`
        await this.#run(textOf(builder, inserted), [name, value])
      },
      addPosition: async (log) => {
        const inserted = sql`insert into ${positions} (log, last) values (${place()}, 0) on duplicate key update last = last`
        await this.#run(textOf(builder, inserted), [log])
      },
    }
  }
}

/** A step that was begun. */
interface Unfinished {
  readonly table: string
  readonly column: string | undefined
  /** What takes it back, and what only makes its triggers anew. */
  readonly undo: readonly string[]
  readonly back: readonly string[]
}
