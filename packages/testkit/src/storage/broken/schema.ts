import type { FoundSchema, MigrationStep, Row, StorageAdapter, StoredTable } from '@calotype/core/storage'
import { type BrokenAdapter, broken, everyRow, over } from './flawed.ts'

/** Applies other steps than those decided, and answers those decided. */
const applying = (change: (steps: readonly MigrationStep[]) => readonly MigrationStep[]) => ({
  store: (adapter: StorageAdapter): Partial<StorageAdapter> => ({
    migrate: async (decide) => {
      let decided: readonly MigrationStep[] = []
      await adapter.migrate((found) => {
        decided = decide(found)
        return change(decided)
      })
      return decided
    },
  }),
})

const finding = (change: (found: FoundSchema) => FoundSchema) => ({
  store: (adapter: StorageAdapter): Partial<StorageAdapter> => ({
    introspect: async () => change(await adapter.introspect()),
    migrate: (decide) => adapter.migrate((found) => decide(change(found))),
  }),
})

const withoutBackfill = (step: MigrationStep): MigrationStep => {
  if (step.kind !== 'add-column') return step
  const column = step.table.columns[step.column]
  if (column?.backfill === undefined) return step
  const { backfill: _, ...bare } = column
  return {
    ...step,
    table: { ...step.table, columns: { ...step.table.columns, [step.column]: { ...bare, nullable: true } } },
  }
}

/** Follows a log in an order of its own. */
const following = (sorted: (rows: readonly Row[]) => readonly Row[]) => ({
  reads: (reads: Parameters<Parameters<StorageAdapter['snapshot']>[0]>[0]) => ({
    follow: async (log: StoredTable, cursor: string | null, limit: number) => {
      const rows = sorted((await reads.follow(log, null, 1_000_000)).rows)
      const from = Number(cursor ?? 0)
      const page = rows.slice(from, from + limit)
      return { rows: page, cursor: page.length === 0 ? cursor : String(from + page.length) }
    },
  }),
})

export const schema: readonly BrokenAdapter[] = [
  broken(
    'migrations are applied step by step',
    'Each step is a transaction of its own.',
    'migrations: a migration that fails in its last step is undone to the first',
    {
      store: (adapter) => ({
        migrate: async (decide) => {
          let decided: readonly MigrationStep[] = []
          await adapter.migrate((found) => {
            decided = decide(found)
            return []
          })
          for (const step of decided) await adapter.migrate(() => [step])
          return decided
        },
      }),
    },
  ),
  {
    name: 'migrations take no lock',
    breaks: 'Two migrations at once both decide on what stood before.',
    foundBy: 'migrations: of two migrations at once one waits for the other and finds nothing left to do',
    wrap: (adapter) =>
      over(adapter, {
        migrate: async (decide) => {
          const steps = decide(await adapter.introspect())
          await new Promise((resolve) => setImmediate(resolve))
          return adapter.migrate(() => steps)
        },
      }),
  },
  broken(
    'migrations drop rows',
    'A table that gets a column is made anew, without its rows.',
    'migrations: a column that may be null is added: rows that stand read null',
    {
      store: (adapter) => ({
        migrate: async (decide) => {
          const steps = await adapter.migrate(decide)
          for (const step of steps) {
            if (step.kind === 'add-column')
              await adapter.transaction((tx) => tx.delete(step.table, { kind: 'and', all: [] }))
          }
          return steps
        },
      }),
    },
  ),
  broken(
    'backfills are left out',
    'A column with a backfill is added empty.',
    'migrations: a column with a backfill of every kind is added: rows that stand get the value',
    applying((steps) => steps.map(withoutBackfill)),
  ),
  broken(
    'unique indexes are plain',
    'A unique index is created without UNIQUE.',
    'migrations: a unique index is created over rows that differ, and guards from then on',
    {
      ...applying((steps) => steps.filter((step) => step.kind !== 'create-index')),
    },
  ),
  broken(
    'indexes are not dropped',
    'A dropped index guards on.',
    'migrations: an index is dropped and made anew with other columns; a unique one that is dropped guards no longer',
    {
      ...applying((steps) => steps.filter((step) => step.kind !== 'drop-index')),
    },
  ),
  broken(
    'notes are lost',
    'Notes are not kept.',
    'migrations: notes are kept and written over',
    applying((steps) => steps.filter((step) => step.kind !== 'note')),
  ),
  broken(
    'a refused migration is swallowed',
    'What decide throws is taken for "nothing to do".',
    'migrations: a decision that throws changes nothing and throws on',
    {
      store: (adapter) => ({ migrate: (decide) => adapter.migrate(decide).catch(() => []) }),
    },
  ),
  broken(
    'kinds are guessed',
    'introspect answers the types of the database, not the kinds declared.',
    'migrations: introspect answers what was declared: kinds, nulls, keys, constraints and their names',
    {
      ...finding((found) => ({
        ...found,
        tables: found.tables.map((table) => ({
          ...table,
          columns: table.columns.map((column) => ({ ...column, kind: column.kind === 'id' ? 'text' : column.kind })),
        })),
      })),
    },
  ),
  broken(
    'names are those of SQL',
    'introspect answers snake_case.',
    'migrations: introspect answers what was declared: kinds, nulls, keys, constraints and their names',
    {
      ...finding((found) => ({
        ...found,
        tables: found.tables.map((table) => ({
          ...table,
          columns: table.columns.map((column) => ({
            ...column,
            name: column.name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
          })),
        })),
      })),
    },
  ),
  broken(
    'every table seems empty',
    'introspect does not look for rows.',
    'migrations: introspect tells whether a table holds rows',
    {
      ...finding((found) => ({ ...found, tables: found.tables.map((table) => ({ ...table, empty: true })) })),
    },
  ),
  broken(
    'a log goes by its keys',
    'follow sorts by key, not by commit.',
    'logs: a log is followed in the order of commits, and within one as inserted, whatever its keys',
    {
      ...following((rows) => [...rows].sort((left, right) => (String(left.id) < String(right.id) ? -1 : 1))),
    },
  ),
  {
    name: 'a log goes by inserts',
    breaks: 'Rows of a log are numbered when they are inserted, so a late committer is skipped.',
    foundBy: 'logs: a transaction that began first and commits last comes last, and no reader skips it',
    wrap: (adapter) => {
      const numbers = new Map<string, number>()
      return broken('', '', '', {
        tx: (tx) => ({
          insert: (table, rows, skip) => {
            for (const row of rows) numbers.set(String(row.id), numbers.size)
            return tx.insert(table, rows, skip)
          },
        }),
        reads: (reads) => ({
          follow: async (log, cursor, limit) => {
            const position = (row: Row): number => numbers.get(String(row.id)) ?? -1
            const all = [...(await reads.follow(log, null, 1_000_000)).rows].sort(
              (left, right) => position(left) - position(right),
            )
            const rows = all.filter((row) => position(row) > Number(cursor ?? -1)).slice(0, limit)
            const last = rows.at(-1)
            return { rows, cursor: last === undefined ? cursor : String(position(last)) }
          },
        }),
      }).wrap(adapter)
    },
  },
  broken(
    'a cursor is lost at the end',
    'Where nothing is new, the cursor is null.',
    'logs: where nothing is new the answer is empty, with the cursor that was given',
    {
      reads: (reads) => ({
        follow: async (log, cursor, limit) => {
          const answer = await reads.follow(log, cursor, limit)
          return answer.rows.length === 0 ? { ...answer, cursor: null } : answer
        },
      }),
    },
  ),
  broken(
    'a log repeats its last row',
    'A page begins with the row that the cursor names.',
    'logs: a reader goes on where it stopped, in pages of any size',
    {
      reads: (reads) => ({
        follow: async (log, cursor, limit) => {
          const before = cursor === null ? [] : (await reads.follow(log, null, 1_000_000)).rows
          const answer = await reads.follow(log, cursor, limit)
          const at = before.length - (await reads.follow(log, cursor, 1_000_000)).rows.length
          const repeated = cursor === null || answer.rows.length === 0 ? [] : before.slice(Math.max(0, at - 1), at)
          return { ...answer, rows: [...repeated, ...answer.rows] }
        },
      }),
    },
  ),
  broken(
    'a log is read dirty',
    'follow passes over what it cannot see yet and forgets it.',
    'isolation: a snapshot sees one moment in all its reads, whatever is committed meanwhile',
    {
      store: (adapter) => ({
        snapshot: (work, options) =>
          adapter.snapshot(
            (reads) =>
              work(
                over(reads, {
                  follow: (log, cursor, limit) => adapter.snapshot((fresh) => fresh.follow(log, cursor, limit)),
                }),
              ),
            options,
          ),
      }),
    },
  ),
  broken(
    'close does not close',
    'A closed adapter goes on.',
    'lifecycle: after close everything ends in StorageClosed',
    {
      store: () => ({ close: async () => {} }),
    },
  ),
  broken(
    'close does not wait',
    'close answers while a transaction is running.',
    'lifecycle: close waits for what is running: it is committed',
    {
      store: (adapter) => ({
        close: async () => {
          adapter.close().catch(() => {})
        },
      }),
    },
  ),
  broken(
    'check always answers',
    'A closed store is said to be well.',
    'lifecycle: after close everything ends in StorageClosed',
    {
      store: () => ({ check: async () => {} }),
    },
  ),
  broken(
    'signals are not heard',
    'Work goes on though its signal is aborted.',
    'lifecycle: a transaction that waits stops waiting when its signal is aborted, and keeps nothing',
    {
      store: (adapter) => ({ transaction: (work) => adapter.transaction(work) }),
    },
  ),
  {
    name: 'what is committed is kept in the process',
    breaks: 'Commits reach the store only when the adapter feels like it; here, never.',
    foundBy: 'lifecycle: what is committed is there when the store is opened again',
    wrap: (adapter) => {
      const written = new Set<StoredTable>()
      return over(
        broken('', '', '', {
          tx: (tx) => ({
            insert: (table, rows, skip) => {
              written.add(table)
              return tx.insert(table, rows, skip)
            },
          }),
        }).wrap(adapter),
        {
          close: async () => {
            for (const table of written) {
              const forgotten = { ...table, appendOnly: false }
              await adapter.transaction(async (tx) => {
                if ((await tx.find(table, everyRow)).length > 0) await tx.delete(forgotten, { kind: 'and', all: [] })
              })
            }
            await adapter.close()
          },
        },
      )
    },
  },
  broken(
    'a capability is lost',
    'The adapter declares less than it was known to do.',
    'capabilities: the adapter names itself and the contract, and declares what the suite was told',
    {
      store: (adapter) => ({ can: { ...adapter.can, concurrentWriters: !adapter.can.concurrentWriters } }),
    },
  ),
]
