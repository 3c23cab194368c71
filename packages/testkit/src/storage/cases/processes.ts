import type { Group } from '../case.ts'
import { same } from '../check.ts'
import { create, insert, retrying, standing } from '../lab.ts'
import { countUp, startOtherProcess } from '../other-process.ts'
import { counter, counters, eq, events, keyOf, order, orders } from '../tables.ts'
import { within } from '../waiting.ts'

const shared =
  'Keep locks, turns and positions in the store itself: what lives in one process does not guard against another.'

export const processes: Group = {
  name: 'processes',
  rules: [
    {
      name: 'two processes that count together lose no update',
      mend: shared,
      needs: ['manyProcesses'],
      deadlineMs: 90_000,
      run: async (lab) => {
        const store = await lab.ready(counters)
        await insert(
          store,
          counters,
          ['locked', 'guarded', 'added'].map((name) => counter(name, 0)),
        )
        const other = startOtherProcess(lab.store.otherProcess, { kind: 'count', times: 40 })
        await other.ready
        await Promise.all([countUp(store, 40), other.answer])
        same(
          'the counters',
          await standing(store, counters),
          ['added', 'guarded', 'locked'].map((name) => counter(name, 80)),
        )
      },
    },
    {
      name: 'a process that is killed leaves nothing half-written, loses nothing committed, and frees its locks',
      mend: 'Let the database notice the broken connection and roll back; locks end with their connection, not with a clean exit.',
      needs: ['manyProcesses'],
      deadlineMs: 90_000,
      run: async (lab) => {
        const store = await lab.ready(orders, events)
        await insert(store, orders, [order('stood')])
        const other = startOtherProcess(lab.store.otherProcess, { kind: 'hold' })
        await other.ready
        same('the rows while it holds still', await standing(store, orders), [order('kept'), order('stood')])
        await other.kill()
        same('the rows when it is killed', await standing(store, orders), [order('kept'), order('stood')])
        const writing = retrying(store, async (tx) => {
          await tx.lockKeys(['slot'], 'wait')
          await tx.insert(orders, [order(keyOf(0, 'lost'))])
          await tx.insert(events, [{ id: 'later', body: 'after the kill' }])
          return tx.update(orders, eq('id', 'stood'), { copies: 2 })
        })
        same('a change of what it had locked', await within('a write after the kill', 20_000, writing), 1)
        same(
          'the log',
          (await store.snapshot((reads) => reads.follow(events, null, 10))).rows.map((row) => row.id),
          ['later'],
        )
        const again = await lab.open()
        same('the rows, opened anew', await standing(again, orders), [
          order('kept'),
          order(keyOf(0, 'lost')),
          order('stood', { copies: 2 }),
        ])
      },
    },
    {
      name: 'two processes migrate at once: one does it, the other finds it done',
      mend: 'Take a lock of the database for the length of a migration.',
      needs: ['manyProcesses'],
      run: async (lab) => {
        const store = await lab.open()
        const other = startOtherProcess(lab.store.otherProcess, { kind: 'migrate' })
        await other.ready
        const mine = (await create(store, orders, counters, events)).length
        same('steps of both, sorted', [mine, Number(await other.answer)].sort(), [0, 3])
        await insert(store, orders, [order('a')])
        same('rows', (await standing(store, orders)).length, 1)
      },
    },
    {
      name: 'a log that two processes write is followed without a gap',
      mend: shared,
      needs: ['manyProcesses'],
      deadlineMs: 90_000,
      run: async (lab) => {
        const store = await lab.ready(events)
        const other = startOtherProcess(lab.store.otherProcess, { kind: 'log', times: 40, writer: 'other' })
        await other.ready
        const seen: string[] = []
        let cursor: string | null = null
        const read = async (): Promise<number> => {
          const page = await store.snapshot((reads) => reads.follow(events, cursor, 7))
          cursor = page.cursor
          seen.push(...page.rows.map((row) => String(row.id)))
          return page.rows.length
        }
        for (let round = 0; round < 40; round++) {
          await retrying(store, (tx) =>
            tx.insert(
              events,
              [1, 2].map((part) => ({ id: `mine-${keyOf(round)}-${part}`, body: 'both' })),
            ),
          )
          await read()
        }
        await other.answer
        while ((await read()) > 0);
        same('rows seen, each once', [seen.length, new Set(seen).size], [160, 160])
        for (const writer of ['mine', 'other']) {
          const own = seen.filter((key) => key.startsWith(writer))
          same(`rows of ${writer}, in order`, own, [...own].sort())
        }
        same(
          'the whole log',
          (await store.snapshot((reads) => reads.follow(events, null, 1000))).rows.map((row) => row.id),
          seen,
        )
      },
    },
    {
      name: 'dates and instants are the same in processes of other time zones',
      mend: 'Never let the zone of the process or of the session take part.',
      needs: ['manyProcesses'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        const days = ['1927-12-31', '2011-12-30', '2026-03-08', '2026-03-29', '2026-10-25']
        const rows = days.map((day, index) => order(keyOf(index, 'mine'), { day, takenAt: `${day}T00:30:00.000Z` }))
        await insert(store, orders, rows)
        const other = startOtherProcess(lab.store.otherProcess, { kind: 'days', days }, 'America/Los_Angeles')
        const both = [...days, ...days].map((day) => `${day} ${day}T00:30:00.000Z`)
        same('what the other process reads', await other.answer, both)
        same(
          'what this process reads',
          (await standing(store, orders)).map((row) => `${String(row.day)} ${String(row.takenAt)}`),
          both,
        )
      },
    },
  ],
}
