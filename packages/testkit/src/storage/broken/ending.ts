import { type Batch, type Tx, UniqueViolation } from '@calotype/core/storage'
import { type BrokenAdapter, broken, over } from './flawed.ts'

async function sendAll(tx: Tx, batches: readonly Batch[]): Promise<void> {
  for (const { table, rows } of batches) await tx.insert(table, rows)
}

export const endings: readonly BrokenAdapter[] = [
  broken(
    'rows at the end are lost',
    'They are kept until the commit, and the commit does not send them.',
    'ending: what is inserted at the end stands after the commit, in every table, beside what was written before',
    { tx: () => ({ insertAtEnd: async () => {} }) },
  ),
  {
    name: 'rows at the end are sent apart',
    breaks: 'They go out on another connection, so they stand whatever becomes of the transaction.',
    foundBy: 'ending: what is inserted at the end is gone when the transaction throws after it',
    wrap: (adapter) =>
      over(adapter, {
        transaction: (work, options) =>
          adapter.transaction(
            (tx) =>
              work(
                over(tx, {
                  insertAtEnd: (batches) => adapter.transaction((apart) => sendAll(apart, batches)),
                }),
              ),
            options,
          ),
      }),
  },
  {
    name: 'rows at the end are sent after the commit',
    breaks: 'They form a transaction of their own: when they fail, the rest stands.',
    foundBy:
      'ending: a conflict at the end is named after its table and constraint, and nothing of the transaction stands',
    wrap: (adapter) =>
      over(adapter, {
        transaction: async (work, options) => {
          let late: readonly Batch[] = []
          const noting = (tx: Tx): Tx =>
            over(tx, {
              insertAtEnd: async (batches) => {
                late = batches
              },
            })
          const answer = await adapter.transaction((tx) => work(noting(tx)), options)
          await adapter.transaction((tx) => sendAll(tx, late))
          return answer
        },
      }),
  },
  broken(
    'a conflict at the end is nameless',
    'The error of a pipelined statement is not held against the table it was for.',
    'ending: a conflict at the end is named after its table and constraint, and nothing of the transaction stands',
    {
      tx: (tx) => ({
        insertAtEnd: (batches) =>
          tx.insertAtEnd(batches).catch((error: unknown) => {
            if (!UniqueViolation.is(error)) throw error
            throw UniqueViolation.create({ table: batches[0]?.table.name ?? '', constraint: 'primary' })
          }),
      }),
    },
  ),
  broken(
    'rows at the end go table by table',
    'Batches of one table are put together, so a log loses their order.',
    'ending: rows of a log that are inserted at the end are followed in the order given, after those inserted before',
    { tx: (tx) => ({ insertAtEnd: (batches) => tx.insertAtEnd([...batches].reverse()) }) },
  ),
  broken(
    'rows at the end fit one statement each',
    'A batch is not divided, and what exceeds a statement is cut off.',
    'ending: thousands of rows in many batches go in at the end',
    {
      tx: (tx) => ({
        insertAtEnd: (batches) =>
          tx.insertAtEnd(batches.map(({ table, rows }) => ({ table, rows: rows.slice(0, 1000) }))),
      }),
    },
  ),
  broken(
    'the end is not the end',
    'Rows at the end are an insert like any other, and calls go on.',
    'ending: after the rows at the end every further call is refused, and the transaction commits without it',
    { tx: (tx) => ({ insertAtEnd: (batches) => sendAll(tx, batches) }) },
  ),
  broken(
    'the end comes inside a savepoint',
    'The rows of a savepoint that was undone are sent with the commit all the same.',
    'ending: rows at the end are refused inside a savepoint, which can be undone as ever',
    { tx: (tx) => ({ insertAtEnd: (batches) => sendAll(tx, batches) }) },
  ),
]
