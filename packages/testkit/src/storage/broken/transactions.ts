import {
  type Row,
  type StorageAdapter,
  StorageFailed,
  type StoredTable,
  type Tx,
  UniqueViolation,
} from '@calotype/core/storage'
import { type BrokenAdapter, broken, flawed, over } from './flawed.ts'

interface Inserted {
  readonly table: StoredTable
  readonly rows: readonly Row[]
}

/** Runs a transaction and tells, when it failed, what it had inserted; some of that is then put back. */
const keeping =
  (kept: (inserted: readonly Inserted[]) => readonly Inserted[]) =>
  (adapter: StorageAdapter): StorageAdapter =>
    over(adapter, {
      transaction: async (work, options) => {
        const inserted: Inserted[] = []
        try {
          return await adapter.transaction((tx) => {
            const noting = over(tx, {
              insert: (table, rows, skip) => {
                inserted.push({ table, rows })
                return tx.insert(table, rows, skip)
              },
            })
            return work(noting)
          }, options)
        } catch (error) {
          for (const { table, rows } of kept(inserted)) {
            await adapter.transaction((tx) => tx.insert(table, rows, 'primary')).catch(() => {})
          }
          throw error
        }
      },
    })

export const transactions: readonly BrokenAdapter[] = [
  {
    name: 'rollback keeps the first insert',
    breaks: 'The first statement of a transaction is sent before BEGIN, so a rollback leaves it.',
    foundBy:
      'atomicity: a transaction that throws keeps nothing: inserts, updates, deletes and counters are all undone',
    wrap: keeping((inserted) => inserted.slice(0, 1)),
  },
  {
    name: 'bulk insert is kept in part',
    breaks: 'The statements of a bulk insert are committed one by one: when a later one fails, the first rows stay.',
    foundBy: 'bulk: a bulk insert whose last row conflicts leaves nothing, in a savepoint too',
    wrap: keeping((inserted) =>
      inserted.filter(({ rows }) => rows.length > 1000).map(({ table, rows }) => ({ table, rows: rows.slice(0, 100) })),
    ),
  },
  {
    name: 'what is sent late survives a rollback',
    breaks: 'Statements after the first thousand rows go out on another connection.',
    foundBy: 'atomicity: rows that were sent in many statements are all undone',
    wrap: keeping((inserted) => inserted.slice(3)),
  },
  broken(
    'transaction swallows errors',
    'A transaction whose work throws is rolled back, but answers as if all were well.',
    'atomicity: a transaction that throws keeps nothing: inserts, updates, deletes and counters are all undone',
    {
      store: (adapter) => ({
        transaction: <T>(work: (tx: Tx) => Promise<T>) => adapter.transaction(work).catch(() => undefined as T),
      }),
    },
  ),
  broken(
    'transaction commits although its work threw',
    'The error is thrown on, but after COMMIT.',
    'atomicity: a transaction that throws keeps nothing: inserts, updates, deletes and counters are all undone',
    {
      store: (adapter) => ({
        transaction: async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
          const outcome = await adapter.transaction((tx) =>
            work(tx).then(
              (value) => ({ value }),
              (error: unknown) => ({ error }),
            ),
          )
          if ('error' in outcome) throw outcome.error
          return outcome.value
        },
      }),
    },
  ),
  broken(
    'transaction wraps the error of its work',
    'What the work threw arrives as an error of the adapter.',
    'atomicity: a transaction that throws keeps nothing: inserts, updates, deletes and counters are all undone',
    {
      store: (adapter) => ({
        transaction: (work, options) =>
          adapter.transaction(work, options).catch((cause: unknown) => {
            throw StorageFailed.create({ store: adapter.name, reason: 'the work failed' }, { cause })
          }),
      }),
    },
  ),
  broken(
    'writes leave at once',
    'insert runs in a transaction of its own, as if it were sent on the outer connection.',
    'atomicity: rows that were sent in many statements are all undone',
    {
      store: (adapter) => ({
        transaction: (work, options) =>
          adapter.transaction(
            (tx) =>
              work(
                over(tx, {
                  insert: (table, rows, skip) => adapter.transaction((outer) => outer.insert(table, rows, skip)),
                }),
              ),
            options,
          ),
      }),
    },
  ),
  broken(
    'savepoint does not undo',
    'savepoint only runs its work.',
    'atomicity: a savepoint that throws undoes its own writes only, throws on, and the transaction goes on',
    { tx: () => ({ savepoint: (work) => work() }) },
  ),
  broken(
    'inner savepoints are not undone',
    'All savepoints have the same name, so an inner one is lost in the outer.',
    'atomicity: savepoints nest: an inner one is undone alone, an outer one takes the inner ones with it',
    {
      tx: (tx) => {
        let depth = 0
        return {
          savepoint: async (work) => {
            depth += 1
            try {
              return await (depth > 1 ? work() : tx.savepoint(work))
            } finally {
              depth -= 1
            }
          },
        }
      },
    },
  ),
  broken(
    'savepoint swallows errors',
    'A savepoint whose work throws is undone, but answers as if all were well.',
    'atomicity: a savepoint that throws undoes its own writes only, throws on, and the transaction goes on',
    { tx: (tx) => ({ savepoint: <T>(work: () => Promise<T>) => tx.savepoint(work).catch(() => undefined as T) }) },
  ),
  broken(
    'savepoint is never released',
    'A savepoint that returns is rolled back all the same.',
    'atomicity: a savepoint that returns keeps its writes and answers what its work returned',
    {
      tx: (tx) => ({
        savepoint: async <T>(work: () => Promise<T>): Promise<T> => {
          const done: { value: T }[] = []
          const undo = new Error('undo')
          await tx
            .savepoint(async () => {
              done.push({ value: await work() })
              throw undo
            })
            .catch((error: unknown) => {
              if (error !== undo) throw error
            })
          const [first] = done
          if (first === undefined) throw undo
          return first.value
        },
      }),
    },
  ),
  {
    name: 'transaction lives on',
    breaks: 'A transaction that has ended still takes statements, each in a transaction of its own.',
    foundBy: 'atomicity: a transaction cannot be used after it has ended',
    wrap: (adapter) =>
      over(adapter, {
        transaction: async (work, options) => {
          let ended = false
          const outer = <
            K extends 'insert' | 'update' | 'delete' | 'find' | 'accumulate' | 'findForUpdate' | 'lockKeys',
          >(
            tx: Tx,
            name: K,
          ): Tx[K] =>
            ((...given: unknown[]) =>
              ended
                ? adapter.transaction((later) =>
                    (later[name] as (...all: unknown[]) => Promise<unknown>).apply(later, given),
                  )
                : (tx[name] as (...all: unknown[]) => Promise<unknown>).apply(tx, given)) as Tx[K]
          try {
            return await adapter.transaction(
              (tx) =>
                work(
                  over(tx, {
                    insert: outer(tx, 'insert'),
                    update: outer(tx, 'update'),
                    delete: outer(tx, 'delete'),
                    find: outer(tx, 'find'),
                    accumulate: outer(tx, 'accumulate'),
                    findForUpdate: outer(tx, 'findForUpdate'),
                    lockKeys: outer(tx, 'lockKeys'),
                  }),
                ),
              options,
            )
          } finally {
            ended = true
          }
        },
      }),
  },
  {
    name: 'dirty reads',
    breaks: 'Snapshots see rows that a transaction has inserted and not committed.',
    foundBy: 'isolation: nobody reads what a transaction has not committed',
    wrap: (adapter) => {
      const uncommitted = new Set<Inserted>()
      return flawed(
        over(adapter, {
          transaction: async (work, options) => {
            const own: Inserted[] = []
            try {
              return await adapter.transaction((tx) => {
                const insert: Tx['insert'] = async (table, rows, skip) => {
                  const count = await tx.insert(table, rows, skip)
                  own.push({ table, rows })
                  uncommitted.add(own.at(-1) ?? { table, rows })
                  return count
                }
                return work(over(tx, { insert }))
              }, options)
            } finally {
              for (const one of own) uncommitted.delete(one)
            }
          },
        }),
        {
          store: (inner) => ({
            snapshot: (work, options) =>
              inner.snapshot(
                (reads) =>
                  work(
                    over(reads, {
                      find: async (table, find) => [
                        ...(await reads.find(table, find)),
                        ...[...uncommitted].filter((one) => one.table === table).flatMap((one) => one.rows),
                      ],
                    }),
                  ),
                options,
              ),
          }),
        },
      )
    },
  },
  broken(
    'snapshot is no snapshot',
    'Each read of a snapshot sees a moment of its own.',
    'isolation: a snapshot sees one moment in all its reads, whatever is committed meanwhile',
    {
      store: (adapter) => ({
        snapshot: (work, options) =>
          adapter.snapshot(
            (reads) =>
              work(
                over(reads, {
                  find: (table, find) => adapter.snapshot((fresh) => fresh.find(table, find)),
                  aggregate: (table, aggregate) => adapter.snapshot((fresh) => fresh.aggregate(table, aggregate)),
                }),
              ),
            options,
          ),
      }),
    },
  ),
  broken(
    'transaction does not see its own writes',
    'Reads of a transaction go out on another connection.',
    'atomicity: a transaction reads its own writes in every way of reading',
    {
      store: (adapter) => ({
        transaction: (work, options) =>
          adapter.transaction(
            (tx) =>
              work(
                over(tx, {
                  aggregate: (table, aggregate) => adapter.snapshot((reads) => reads.aggregate(table, aggregate)),
                }),
              ),
            options,
          ),
      }),
    },
  ),
  broken(
    'serializable is not taken seriously',
    "`isolation: 'serializable'` is ignored.",
    'isolation: a serializable transaction does not decide on what another one is changing',
    { store: (adapter) => ({ transaction: (work) => adapter.transaction(work) }) },
  ),
  broken(
    'reads repeat',
    'Transactions are snapshots: they do not see what was committed since they began.',
    'isolation: a transaction sees what was committed before each of its statements (read committed)',
    {
      tx: (tx) => {
        const answers = new Map<string, Promise<Row[]>>()
        return {
          find: (table, find) => {
            const mark =
              table.name +
              JSON.stringify(find, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
            const answer = answers.get(mark) ?? tx.find(table, find)
            answers.set(mark, answer)
            return answer
          },
        }
      },
    },
  ),
  broken(
    'unique violation names the index of the database',
    'The constraint is answered as SQL spells it.',
    'uniqueness: a second row with the same unique values is refused and names the constraint as declared',
    {
      tx: (tx) => ({
        insert: (table, rows, skip) =>
          tx.insert(table, rows, skip).catch((error: unknown) => {
            if (!UniqueViolation.is(error)) throw error
            throw UniqueViolation.create({ ...error.details, constraint: `${table.name}__${error.details.constraint}` })
          }),
      }),
    },
  ),
  broken(
    'driver errors come through',
    'A conflict ends in the error of the driver.',
    'uniqueness: a second row with the same key is refused and names the table and `primary`',
    {
      tx: (tx) => ({
        insert: (table, rows, skip) =>
          tx.insert(table, rows, skip).catch((error: unknown) => {
            throw UniqueViolation.is(error) ? new Error(`UNIQUE constraint failed: ${table.name}`) : error
          }),
      }),
    },
  ),
  broken(
    'conflicts of updates are not named',
    'Only insert maps the refusal of a unique index.',
    'uniqueness: a change that would make two rows the same is refused and named',
    {
      tx: (tx) => ({
        update: (table, where, set, add) =>
          tx.update(table, where, set, add).catch((cause: unknown) => {
            throw StorageFailed.create({ store: 'broken', reason: 'constraint failed' }, { cause })
          }),
      }),
    },
  ),
]
