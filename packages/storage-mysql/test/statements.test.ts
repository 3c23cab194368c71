/** What travels together, and what is carried out after a failure. */
import { LockTimeout, type StorageAdapter, type Tx, UniqueViolation } from '@calotype/core/storage'
import { once } from '@calotype/storage-sql'
import { createConnection, type Connection } from 'mysql2'
import { describe, expect, it } from 'vitest'
import { MysqlConnection } from '../src/connection.ts'
import { NotCarriedOut } from '../src/driver-error.ts'
import { absent, meta, onStore, raw } from './database.ts'
import { byId, eq, seat, seats, visits } from './tables.ts'

const habits = { several: true, longestText: 16_777_216 }

/** A connection that notes the texts that it sends. */
async function listened<T>(
  url: string,
  work: (connection: MysqlConnection, sent: string[], native: Connection) => Promise<T>,
): Promise<T> {
  const native = createConnection({ uri: url, multipleStatements: true })
  const sent: string[] = []
  const query = native.query.bind(native) as (...given: readonly unknown[]) => unknown
  Object.assign(native, {
    query: (options: { sql: string }, ...more: readonly unknown[]) => {
      sent.push(options.sql)
      return query(options, ...more)
    },
  })
  try {
    return await work(new MysqlConnection(native, habits, false, async () => undefined), sent, native)
  } finally {
    native.destroy()
  }
}

describe.skipIf(absent)('a connection', { meta }, () => {
  const place = (key: string) => once(`insert into hall_seat (id, place, visits) values ('${key}', '${key}', 1)`)
  const ids = once('select id from hall_seat order by id')

  it('sends what is given together as one text, up to a statement that answers rows', () =>
    onStore([seats], (_, url) =>
      listened(url, async (connection, sent) => {
        const give = (text: string) => connection.query(once(text), [])
        const answers = await Promise.all([
          give('start transaction'),
          connection.query(place('a'), []),
          connection.query(ids, []),
          give('savepoint one'),
          connection.query(place('b'), []),
          give('rollback to savepoint one'),
          give('commit'),
        ])
        expect(sent).toEqual([
          `start transaction; ${place('a').text}; ${ids.text}`,
          `savepoint one; ${place('b').text}`,
          'rollback to savepoint one; commit',
        ])
        expect(answers.map(({ changed }) => changed)).toEqual([0, 1, 1, 0, 1, 0, 0])
        expect(answers[2]?.rows).toEqual([['a']])
      }),
    ))

  it('carries nothing out behind a failure that was given before the failure was known, but a rollback', () =>
    onStore([seats], (_, url) =>
      listened(url, async (connection, sent) => {
        const give = (text: string) => connection.query(once(text), [])
        const answers = await Promise.allSettled([
          give('start transaction'),
          connection.query(place('a'), []),
          connection.query(place('a'), []),
          connection.query(place('b'), []),
          connection.query(ids, []),
          connection.query(place('c'), []),
          give('commit'),
          give('rollback'),
          connection.query(ids, []),
        ])
        expect(answers.map(({ status }) => status === 'fulfilled')).toEqual([
          true,
          true,
          false,
          false,
          false,
          false,
          false,
          true,
          true,
        ])
        expect(answers[2]).toMatchObject({ reason: { errno: 1062 } })
        for (const at of [3, 4, 5, 6]) {
          expect(answers[at]).toMatchObject({ reason: expect.any(NotCarriedOut) })
          expect(answers[at]).toMatchObject({ reason: { cause: { errno: 1062 } } })
        }
        expect(answers[8]).toMatchObject({ value: { rows: [] } })
        expect(sent.at(-1)).toBe(`rollback; ${ids.text}`)
        await connection.query(place('later'), [])
        expect(await raw(url, ids.text)).toEqual([['later']])
      }),
    ))

  it('refuses a text that is longer than the server takes, and stays usable', () =>
    onStore([seats], (_, url) =>
      listened(url, async (connection) => {
        connection.learn({ ...habits, longestText: 1000 })
        await expect(connection.query(once('select length(?)'), ['芳'.repeat(400)])).rejects.toThrow(
          'max_allowed_packet',
        )
        expect((await connection.query(once('select length(?)'), ['芳'.repeat(200)])).rows).toEqual([[600]])
      }),
    ))

  it('sends nothing but a rollback once a deadlock has undone the transaction', () =>
    onStore([seats], async (store, url) => {
      await store.transaction((tx) => tx.insert(seats, [seat('a', null), seat('b', null)]))
      await listened(url, (one) =>
        listened(url, async (two) => {
          const raise = (connection: MysqlConnection, key: string) =>
            connection.query(once(`update hall_seat set visits = visits + 1 where id = '${key}'`), [])
          await Promise.all([one, two].map((each) => each.query(once('start transaction'), [])))
          await raise(one, 'a')
          await raise(two, 'b')
          const outcomes = await Promise.allSettled([raise(one, 'b'), raise(two, 'a')])
          const lost = outcomes[0].status === 'rejected' ? one : two
          // Carried out, it would be committed by itself, without its transaction.
          await expect(raise(lost, 'b')).rejects.toMatchObject({ errno: 1213 })
          await expect(lost.query(once('commit'), [])).rejects.toMatchObject({ errno: 1213 })
          await lost.query(once('rollback'), [])
          await (lost === one ? two : one).query(once('commit'), [])
          expect(await raw(url, 'select visits from hall_seat order by id')).toEqual([[2], [2]])
          await raise(lost, 'a')
          expect(await raw(url, "select visits from hall_seat where id = 'a'")).toEqual([[3]])
        }),
      )
    }))
})

/** Runs one transaction and answers the statements that it sent. */
async function statementsOf(work: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  const sent: string[] = []
  await onStore(
    [seats, visits],
    async (store) => {
      sent.length = 0
      await store.transaction(work)
    },
    { onStatement: (sql) => sent.push(sql.replaceAll('`', '')) },
  )
  return sent
}

describe.skipIf(absent)('a transaction', { meta }, () => {
  it('needs one statement for an insert that may conflict, and one more where it did', async () => {
    expect(await statementsOf((tx) => tx.insert(seats, [seat('a', 'A1'), seat('b', 'B1')], 'place'))).toHaveLength(3)
    const conflict = await statementsOf(async (tx) => {
      await tx.insert(seats, [seat('a', 'A1')])
      await tx.insert(seats, [seat('b', 'A1')], 'place')
    })
    expect(conflict.slice(2)).toEqual([
      expect.stringMatching(/^insert ignore into hall_seat/),
      expect.stringMatching(/^select .* in \(\(\?\)\) lock in share mode$/),
      'commit',
    ])
  })

  it('locks names in one statement, however many', async () => {
    const names = Array.from({ length: 900 }, (_, at) => `name ${at}`)
    expect(await statementsOf((tx) => tx.lockKeys(names, 'wait'))).toHaveLength(3)
  })

  it('that is waiting for a lock gives up after the lock time-out, and only its statement is undone', () =>
    onStore(
      [seats],
      async (store) => {
        await store.transaction((tx) => tx.insert(seats, [seat('a', 'A1')]))
        await store.transaction(async (held) => {
          await held.update(seats, eq('id', 'a'), { guest: 'Li Na' })
          await store.transaction(async (tx) => {
            await tx.insert(seats, [seat('b', 'B1')])
            const waiting = tx.savepoint(() => tx.update(seats, eq('id', 'a'), { guest: 'Wang Fang' }))
            const error: unknown = await waiting.catch((thrown: unknown) => thrown)
            expect(LockTimeout.is(error) && error.details.waitedMs).toBeGreaterThanOrEqual(900)
          })
        })
        expect(await guests(store)).toEqual(['Li Na', null])
      },
      { lockTimeoutMs: 1000 },
    ))

  it('keeps nothing where one of its last inserts is refused with the commit', () =>
    onStore([seats, visits], async (store) => {
      await store.transaction((tx) => tx.insert(seats, [seat('a', 'A1')]))
      const refused = store.transaction(async (tx) => {
        await tx.update(seats, eq('id', 'a'), { guest: 'Li Na' })
        await tx.insertAtEnd([
          { table: visits, rows: [{ id: 'v', note: 'x' }] },
          { table: seats, rows: [seat('b', 'A1')] },
          { table: visits, rows: [{ id: 'w', note: 'y' }] },
        ])
      })
      const error: unknown = await refused.catch((thrown: unknown) => thrown)
      expect(UniqueViolation.is(error) && error.details).toEqual({ table: 'hall_seat', constraint: 'place' })
      expect(await guests(store)).toEqual([null])
      expect(await store.snapshot((reads) => reads.find(visits, byId))).toEqual([])
    }))
})

const guests = async (store: StorageAdapter) =>
  (await store.snapshot((reads) => reads.find(seats, byId))).map((row) => row.guest)
