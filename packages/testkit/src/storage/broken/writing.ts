import {
  isRetryable,
  LockTimeout,
  type Row,
  StorageFailed,
  type StoredTable,
  UniqueViolation,
  type Value,
} from '@calotype/core/storage'
import { type BrokenAdapter, broken, everyRow, keyOfRow } from './flawed.ts'

/** The same table without the promise that its rows never change. */
const asChangeable = (table: StoredTable): StoredTable => (table.appendOnly ? { ...table, appendOnly: false } : table)

const sumOf = (left: Value, right: Value): Value =>
  typeof left === 'bigint'
    ? left + BigInt(String(right))
    : typeof left === 'number'
      ? left + Number(right)
      : String(Number(left) + Number(right))

export const writing: readonly BrokenAdapter[] = [
  broken(
    'update always answers 1',
    'The number of rows is not asked of the database.',
    'changes: an update or delete that fits nothing answers 0 and changes nothing',
    {
      tx: (tx) => ({ update: (table, where, set, add) => tx.update(table, where, set, add).then(() => 1) }),
    },
  ),
  broken(
    'delete always answers 0',
    'The number of rows is not asked of the database.',
    'changes: a delete takes the rows that fit, and no other',
    {
      tx: (tx) => ({ delete: (table, where) => tx.delete(table, where).then(() => 0) }),
    },
  ),
  broken(
    'update of the same counts nothing',
    'Only rows that really changed are counted, as MySQL does.',
    'changes: an update may only add, only set, or set to null',
    {
      tx: (tx) => ({
        update: async (table, where, set, add) => {
          const before = await tx.find(table, { ...everyRow, where })
          await tx.update(table, where, set, add)
          const adds = Object.keys(add ?? {}).length > 0
          return before.filter((row) => adds || Object.entries(set).some(([name, value]) => row[name] !== value)).length
        },
      }),
    },
  ),
  broken(
    'additions set',
    '`add` is written as if it were `set`.',
    'changes: an update sets and adds in the rows that fit, and in no other',
    {
      tx: (tx) => ({ update: (table, where, set, add) => tx.update(table, where, { ...set, ...add }) }),
    },
  ),
  broken(
    'additions are read and written',
    'The sum is computed from a read before the row is locked.',
    'locks: additions from many writers are all counted',
    {
      tx: (tx) => ({
        update: async (table, where, set, add) => {
          if (add === undefined) return tx.update(table, where, set)
          const rows = await tx.find(table, { ...everyRow, where })
          await new Promise((resolve) => setImmediate(resolve))
          for (const row of rows) {
            const sums = Object.fromEntries(
              Object.entries(add).map(([name, value]) => [name, sumOf(row[name] ?? null, value)]),
            )
            await tx.update(table, keyOfRow(table, row), { ...set, ...sums })
          }
          return rows.length
        },
      }),
    },
  ),
  broken(
    'guard is evaluated before the lock',
    'The rows are found first and then changed by their keys.',
    'locks: of many writers with the same guard one wins and the others change nothing',
    {
      tx: (tx) => ({
        update: async (table, where, set, add) => {
          const rows = await tx.find(table, { ...everyRow, where })
          await new Promise((resolve) => setImmediate(resolve))
          let changed = 0
          for (const row of rows) changed += await tx.update(table, keyOfRow(table, row), set, add)
          return changed
        },
      }),
    },
  ),
  broken(
    'counters are read and written',
    'accumulate finds the row, then writes the sum.',
    'counting: many writers on the same counters lose nothing, and each sees what it made of them',
    {
      tx: (tx) => ({
        accumulate: async (table, rows, columns) => {
          const answers: Row[] = []
          for (const row of rows) {
            const [there] = await tx.find(table, { ...everyRow, where: keyOfRow(table, row) })
            await new Promise((resolve) => setImmediate(resolve))
            if (there === undefined) await tx.insert(table, [row], 'primary')
            const sums = Object.fromEntries(
              columns.map((name) => [
                name,
                there === undefined ? (row[name] ?? null) : sumOf(there[name] ?? null, row[name] ?? null),
              ]),
            )
            if (there !== undefined) await tx.update(table, keyOfRow(table, row), sums)
            answers.push({ ...(there ?? row), ...sums })
          }
          return answers
        },
      }),
    },
  ),
  broken(
    'counters answer in the order of the database',
    'RETURNING is passed on as it comes.',
    'counting: the answer has the order of the rows given, old and new mixed',
    {
      tx: (tx) => ({
        accumulate: async (table, rows, columns) => (await tx.accumulate(table, rows, columns)).reverse(),
      }),
    },
  ),
  broken(
    'counters write over the other columns',
    'The row that stands takes every column of the one given.',
    'counting: a counter that does not stand is inserted as given, one that stands is added to',
    {
      tx: (tx) => ({
        accumulate: async (table, rows, columns) => {
          const answers = await tx.accumulate(table, rows, columns)
          for (const row of rows) {
            await tx.update(
              table,
              keyOfRow(table, row),
              Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name))),
            )
          }
          return answers.map((answer, index) => ({
            ...answer,
            ...rows[index],
            ...Object.fromEntries(columns.map((name) => [name, answer[name] ?? null])),
          }))
        },
      }),
    },
  ),
  broken(
    'skip passes over any conflict',
    'ON CONFLICT DO NOTHING without naming the constraint.',
    'uniqueness: skip refuses conflicts with any other constraint',
    {
      tx: (tx) => ({
        insert: async (table, rows, skip) => {
          if (skip === undefined) return tx.insert(table, rows)
          let inserted = 0
          for (const row of rows) {
            inserted += await tx
              .savepoint(() => tx.insert(table, [row], skip))
              .catch((error: unknown) => {
                if (UniqueViolation.is(error)) return 0
                throw error
              })
          }
          return inserted
        },
      }),
    },
  ),
  broken(
    'skip counts what it passed over',
    'The number of rows given is answered.',
    'uniqueness: skip passes over conflicts with its constraint alone, and counts what was inserted',
    {
      tx: (tx) => ({ insert: (table, rows, skip) => tx.insert(table, rows, skip).then(() => rows.length) }),
    },
  ),
  broken(
    'skip replaces',
    'A conflicting row takes the place of the one that stands, as INSERT OR REPLACE does.',
    'uniqueness: skip passes over conflicts with its constraint alone, and counts what was inserted',
    {
      tx: (tx) => ({
        insert: async (table, rows, skip) => {
          if (skip !== 'primary') return tx.insert(table, rows, skip)
          for (const row of rows) await tx.delete(table, keyOfRow(table, row))
          return tx.insert(table, rows)
        },
      }),
    },
  ),
  broken(
    'nulls are the same',
    'A unique index takes two nulls for a conflict.',
    'uniqueness: rows whose unique values hold a null never conflict',
    {
      tx: (tx) => ({
        insert: async (table, rows, skip) => {
          for (const unique of table.uniques) {
            const empty = rows.find((row) => unique.columns.some((column) => row[column] === null))
            if (empty === undefined) continue
            const where = unique.columns.map(
              (column) => ({ kind: 'compare', column, is: 'eq', value: empty[column] ?? null }) as const,
            )
            const found = await tx.find(table, { ...everyRow, where: { kind: 'and', all: where } })
            if (found.length > 0) throw UniqueViolation.create({ table: table.name, constraint: unique.name })
          }
          return tx.insert(table, rows, skip)
        },
      }),
    },
  ),
  broken(
    'unique texts fold case',
    'The unique index goes by a collation that does not know case.',
    'uniqueness: text is the same only if it is the same to the character: case, accents, width and blanks count',
    {
      tx: (tx) => ({
        insert: async (table, rows, skip) => {
          for (const unique of table.uniques) {
            const marks = rows
              .map((row) => unique.columns.map((column) => String(row[column]).toLowerCase()).join('|'))
              .filter((mark) => !mark.includes('null'))
            if (new Set(marks).size < marks.length)
              throw UniqueViolation.create({ table: table.name, constraint: unique.name })
          }
          return tx.insert(table, rows, skip)
        },
      }),
    },
  ),
  broken(
    'bulk is limited',
    'More rows than one statement holds are refused.',
    'bulk: five thousand rows of thirteen columns go in by one call, past every parameter limit',
    {
      tx: (tx) => ({
        insert: async (table, rows, skip) => {
          if (rows.length * Object.keys(table.columns).length > 32_766)
            throw StorageFailed.create({ store: 'broken', reason: 'too many SQL variables' })
          return tx.insert(table, rows, skip)
        },
      }),
    },
  ),
  broken(
    'bulk answers its last statement',
    'Only the last statement of a bulk insert is counted.',
    'bulk: skip counts over all statements of a bulk insert',
    {
      tx: (tx) => ({
        insert: (table, rows, skip) => tx.insert(table, rows, skip).then((count) => Math.min(count, 1000)),
      }),
    },
  ),
  broken(
    'long lists are limited',
    'A list longer than one statement holds is cut.',
    'bulk: a list of five thousand values can be asked for, in find, update and delete',
    {
      reads: (reads) => ({
        find: (table, find) =>
          reads.find(
            table,
            find.where?.kind === 'in'
              ? { ...find, where: { ...find.where, values: find.where.values.slice(0, 999) } }
              : find,
          ),
      }),
    },
  ),
  broken(
    'facts can be changed',
    'appendOnly is not looked at.',
    'changes: facts can be inserted and read, but neither changed nor deleted',
    {
      tx: (tx) => ({
        update: (table, where, set, add) => tx.update(asChangeable(table), where, set, add),
        delete: (table, where) => tx.delete(asChangeable(table), where),
      }),
    },
  ),
  broken('names are not locked', 'lockKeys does nothing.', 'locks: a locked name guards what does not exist yet', {
    tx: () => ({ lockKeys: async (keys) => keys }),
  }),
  broken(
    'lockKeys answers nothing',
    'The names that were locked are not answered.',
    'locks: free names are locked in every way of waiting, and may be locked again by who holds them',
    {
      tx: (tx) => ({ lockKeys: (keys, wait) => tx.lockKeys(keys, wait).then(() => []) }),
    },
  ),
  broken(
    'nowait waits',
    '`nowait` is taken for `wait`.',
    'locks: a name that another transaction holds: wait waits, nowait ends in LockTimeout, skip-locked goes on without it',
    {
      tx: (tx) => ({ lockKeys: (keys, wait) => tx.lockKeys(keys, wait === 'nowait' ? 'wait' : wait) }),
    },
  ),
  broken(
    'nowait goes on',
    'With `nowait` a held row is read without its lock.',
    'locks: a row that another transaction holds: wait waits, nowait ends in LockTimeout, skip-locked passes it over',
    {
      tx: (tx) => ({
        findForUpdate: (table, find, wait) =>
          wait === 'nowait' ? tx.find(table, find) : tx.findForUpdate(table, find, wait),
      }),
    },
  ),
  broken(
    'skip-locked skips nothing',
    'With `skip-locked` held rows are answered too.',
    'locks: a row that another transaction holds: wait waits, nowait ends in LockTimeout, skip-locked passes it over',
    {
      tx: (tx) => ({
        findForUpdate: (table, find, wait) =>
          wait === 'skip-locked' ? tx.find(table, find) : tx.findForUpdate(table, find, wait),
      }),
    },
  ),
  broken(
    'rows are not locked',
    'findForUpdate is find.',
    'locks: workers that take jobs with skip-locked take each job once and leave none',
    {
      tx: (tx) => ({
        findForUpdate: async (table, find) => {
          const rows = await tx.find(table, find)
          await new Promise((resolve) => setImmediate(resolve))
          return rows
        },
      }),
    },
  ),
  broken(
    'locked rows are stale',
    'findForUpdate answers what stood before it waited.',
    'locks: a row that another transaction holds: wait waits, nowait ends in LockTimeout, skip-locked passes it over',
    {
      tx: (tx) => ({
        findForUpdate: async (table, find, wait) => {
          if (wait !== 'wait') return tx.findForUpdate(table, find, wait)
          const before = await tx.find(table, find)
          await tx.findForUpdate(table, find, wait)
          return before
        },
      }),
    },
  ),
  broken(
    'deadlocks are errors of the driver',
    'Deadlock and LockTimeout are not mapped.',
    'locks: two transactions that wait for each other do not hang: one ends in an error that may be retried',
    {
      store: (adapter) => ({
        transaction: (work, options) =>
          adapter.transaction(work, options).catch((error: unknown) => {
            throw isRetryable(error) || LockTimeout.is(error) ? new Error('deadlock detected') : error
          }),
      }),
    },
  ),
  broken(
    'deadlocks hang',
    'Nobody looks for deadlocks, and there is no lock time-out.',
    'locks: two transactions that wait for each other do not hang: one ends in an error that may be retried',
    {
      store: (adapter) => ({
        transaction: (work, options) =>
          adapter
            .transaction(work, options)
            .catch((error: unknown) =>
              isRetryable(error) || LockTimeout.is(error) ? new Promise<never>(() => {}) : Promise.reject(error),
            ),
      }),
    },
  ),
  {
    name: 'one writer at a time',
    breaks: 'The whole store is locked by a writer, although `concurrentWriters` is declared.',
    foundBy: 'locks: two transactions hold writes at the same time',
    wrap: (adapter) =>
      broken('', '', '', {
        tx: (tx) => {
          const alone = async <T>(work: () => Promise<T>): Promise<T> => {
            await tx.lockKeys(['the whole store'], 'wait')
            return work()
          }
          return {
            insert: (table, rows, skip) => alone(() => tx.insert(table, rows, skip)),
            update: (table, where, set, add) => alone(() => tx.update(table, where, set, add)),
            delete: (table, where) => alone(() => tx.delete(table, where)),
          }
        },
      }).wrap(adapter),
  },
]
