import { isRetryable, LockTimeout, type Tx, UniqueViolation } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { holds, rejection, refused, same } from '../check.ts'
import { described } from '../failure.ts'
import { allRows, column, insert, retrying, standing } from '../lab.ts'
import { randomFrom } from '../random-numbers.ts'
import { byId, counter, counters, eq, keyOf, order, orders } from '../tables.ts'
import { barrier, stillWaits, within } from '../waiting.ts'

const guarded =
  'Evaluate the guard of an update and write in one statement, under the lock of the row, on its newest committed state.'
const names =
  'Keep name locks in the store itself (advisory locks, or rows of a lock table), so that every connection meets them.'
const rowLocks =
  'Lock the found rows with FOR UPDATE (NOWAIT, SKIP LOCKED) until the transaction ends, and answer their newest committed state.'

/** Milliseconds. Long enough for a slow machine, shorter than any sensible lock time-out. */
const atOnce = 750

export const locks: Group = {
  name: 'locks',
  rules: [
    {
      name: 'of many writers with the same guard one wins and the others change nothing',
      mend: guarded,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a')])
        const unpaid = { kind: 'and', all: [eq('id', 'a'), eq('paid', false)] } as const
        const changed = await Promise.all(
          (await lab.writers(store, 12)).map((adapter, index) =>
            retrying(adapter, (tx) =>
              tx.update(orders, unpaid, { paid: true, customer: `writer ${index}` }, { version: 1 }),
            ),
          ),
        )
        same(
          'rows changed by all writers together',
          changed.reduce((sum, count) => sum + count, 0),
          1,
        )
        const [row] = await standing(store, orders)
        same('the version', row?.version, 2)
        same('whose name stands', row?.customer, `writer ${changed.indexOf(1)}`)
      },
    },
    {
      name: 'a change of a version that somebody raised meanwhile changes 0 rows, so no update is lost',
      mend: guarded,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a')])
        const writers = await lab.writers(store, 6)
        const read = await Promise.all(writers.map((adapter) => standing(adapter, orders)))
        const changed = await Promise.all(
          writers.map((adapter, index) => {
            const version = Number(read[index]?.[0]?.version)
            const where = { kind: 'and', all: [eq('id', 'a'), eq('version', version)] } as const
            return retrying(adapter, (tx) => tx.update(orders, where, { copies: 10 + index }, { version: 1 }))
          }),
        )
        same(
          'rows changed by all writers together',
          changed.reduce((sum, count) => sum + count, 0),
          1,
        )
        const [row] = await standing(store, orders)
        same('version and copies', [row?.version, row?.copies], [2, 10 + changed.indexOf(1)])
      },
    },
    {
      name: 'additions from many writers are all counted',
      mend: 'Write `column = column + ?` in one statement, never a sum computed from a read.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a', { copies: 0, price: 0n })])
        await Promise.all(
          (await lab.writers(store, 24)).map((adapter) =>
            retrying(adapter, (tx) => tx.update(orders, eq('id', 'a'), {}, { copies: 2, price: 5n })),
          ),
        )
        const [row] = await standing(store, orders)
        same('copies and price', [row?.copies, row?.price], [48, 120n])
      },
    },
    {
      name: 'of many writers that insert the same number one wins and the others get a UniqueViolation',
      mend: 'Let the unique index decide, and map its refusal to UniqueViolation also when the other transaction commits while this one waits.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        const outcomes = await Promise.allSettled(
          (await lab.writers(store, 8)).map((adapter, index) =>
            retrying(adapter, (tx) => tx.insert(orders, [order(`o${index}`, { number: 'R-1' })])),
          ),
        )
        const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
        same('writers that lost', lost.length, 7)
        for (const error of lost)
          holds('each that lost has a UniqueViolation', UniqueViolation.is(error), described(error))
        same('how many rows stand', (await standing(store, orders)).length, 1)
      },
    },
    {
      name: 'a locked name guards what does not exist yet',
      mend: names,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const made = await Promise.all(
          (await lab.writers(store, 8)).map((adapter, index) =>
            retrying(adapter, async (tx) => {
              await tx.lockKeys(['slot:2026-11-22T09:00'], 'wait')
              const taken = await tx.find(orders, { where: eq('customer', 'slot 9:00'), orderBy: [], limit: 'all' })
              if (taken.length > 0) return 0
              return tx.insert(orders, [order(`o${index}`, { customer: 'slot 9:00' })])
            }),
          ),
        )
        same(
          'bookings made',
          made.reduce((sum, count) => sum + count, 0),
          1,
        )
        same('bookings that stand', (await standing(store, orders)).length, 1)
      },
    },
    {
      name: 'free names are locked in every way of waiting, and may be locked again by who holds them',
      mend: names,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const odd = ['a', 'rose\u001fslot:9', 'with blank', 'with \'quotes"', '王芳', '👰', 'x'.repeat(200)]
        for (const wait of ['wait', 'nowait', 'skip-locked'] as const) {
          await store.transaction(async (tx) => {
            same(`names locked with ${wait}`, [...(await tx.lockKeys(odd, wait))], odd)
            same(`the same again with ${wait}`, [...(await tx.lockKeys(odd, wait))], odd)
            same('no names at all', [...(await tx.lockKeys([], wait))], [])
          })
        }
      },
    },
    {
      name: 'locks end with their transaction, committed or rolled back',
      mend: names,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const [one = store, two = store] = await lab.writers(store, 2)
        await insert(store, orders, [order('a')])
        const take = async (tx: Tx): Promise<void> => {
          same('lockKeys', [...(await tx.lockKeys(['k'], 'nowait'))], ['k'])
          same('findForUpdate', (await tx.findForUpdate(orders, byId, 'nowait')).length, 1)
        }
        await one.transaction(take)
        await two.transaction(take)
        const failing = one.transaction(async (tx) => {
          await take(tx)
          throw new Error('stop')
        })
        await rejection('a transaction whose work throws', failing)
        await two.transaction(take)
      },
    },
    {
      name: 'findForUpdate answers as find does: where, order, limit, whole rows',
      mend: rowLocks,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const rows = Array.from({ length: 30 }, (_, index) =>
          order(keyOf(index), { copies: index % 7, paid: index % 2 === 0 }),
        )
        await insert(store, orders, rows)
        const find = {
          where: eq('paid', true),
          orderBy: [
            { column: 'copies', direction: 'desc' },
            { column: 'id', direction: 'asc' },
          ],
          limit: 5,
        } as const
        await store.transaction(async (tx) => {
          same('findForUpdate', await tx.findForUpdate(orders, find, 'wait'), await tx.find(orders, find))
          same('of nothing', await tx.findForUpdate(orders, { ...find, where: eq('id', 'none') }, 'nowait'), [])
        })
      },
    },
    {
      name: 'workers that take jobs with skip-locked take each job once and leave none',
      mend: rowLocks,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          Array.from({ length: 20 }, (_, index) => order(keyOf(index))),
        )
        const taken: unknown[] = []
        const open = { where: eq('paid', false), orderBy: [{ column: 'id', direction: 'asc' }], limit: 1 } as const
        await Promise.all(
          (await lab.writers(store, 4)).map(async (adapter) => {
            for (let idle = 0; idle < 3; ) {
              const job = await retrying(adapter, async (tx) => {
                const [row] = await tx.findForUpdate(orders, open, 'skip-locked')
                const key = row?.id ?? null
                if (key !== null) await tx.update(orders, eq('id', key), { paid: true })
                return key
              })
              if (job === null) idle += 1
              else taken.push(job)
            }
          }),
        )
        same(
          'jobs taken',
          taken.sort(),
          Array.from({ length: 20 }, (_, index) => keyOf(index)),
        )
      },
    },
    {
      name: 'locks taken in sorted order never end in a deadlock',
      mend: 'Take the locks of one call one after the other in the order given, and rows in the order asked for.',
      run: async (lab) => {
        const store = await lab.ready(counters)
        const everyName = Array.from({ length: 12 }, (_, index) => keyOf(index, 'k'))
        await insert(
          store,
          counters,
          everyName.map((name) => counter(name, 0)),
        )
        const random = randomFrom(lab.seed)
        const jobs = (await lab.writers(store, 24)).map((adapter) => ({
          adapter,
          names: everyName.filter(() => random.chance(0.4)),
        }))
        await Promise.all(
          jobs.map(({ adapter, names: mine }) =>
            adapter.transaction(async (tx) => {
              await tx.lockKeys(mine, 'wait')
              const where = { kind: 'in', column: 'name', values: mine } as const
              await tx.findForUpdate(
                counters,
                { where, orderBy: [{ column: 'name', direction: 'asc' }], limit: 'all' },
                'wait',
              )
              await tx.accumulate(
                counters,
                mine.map((name) => counter(name, 1)),
                ['total'],
              )
            }),
          ),
        )
        const expected = everyName.map((name) => jobs.filter((job) => job.names.includes(name)).length)
        same('the counters', await column(store, counters, 'total'), expected)
      },
    },
    {
      name: 'writers take turns: a second transaction begins when the first has ended',
      mend: 'Queue transactions, also those of other adapters on the store, without blocking the event loop; or declare `concurrentWriters`.',
      needs: ['turns'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        const [one = store, two = store] = await lab.writers(store, 2)
        const held = await lab.begin(one)
        await held.tx.insert(orders, [order('a')])
        const second = two.transaction(async (tx) => {
          const seen = (await allRows(tx, orders)).length
          await tx.insert(orders, [order('b')])
          return seen
        })
        holds('the second writer waits for its turn', await stillWaits(second), 'it wrote while the first was open')
        await held.commit()
        same('rows that the second saw', await within('the second transaction', 10_000, second), 1)
        same('the rows', await column(store, orders, 'id'), ['a', 'b'])
      },
    },
    {
      name: 'two transactions hold writes at the same time',
      mend: 'Lock rows, not the store; or declare `concurrentWriters: false`.',
      needs: ['concurrentWriters'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a'), order('b')])
        const one = await lab.begin(store)
        const two = await lab.begin(store)
        await one.tx.update(orders, eq('id', 'a'), { copies: 2 })
        await within('a write to another row', 5_000, two.tx.update(orders, eq('id', 'b'), { copies: 3 }))
        await within('an insert', 5_000, two.tx.insert(orders, [order('c')]))
        await two.commit()
        await one.commit()
        same('copies', await column(store, orders, 'copies'), [2, 3, 1])
      },
    },
    {
      name: 'a name that another transaction holds: wait waits, nowait ends in LockTimeout, skip-locked goes on without it',
      mend: names,
      needs: ['concurrentWriters'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        const [first = store, second = store] = await lab.writers(store, 2)
        const one = await lab.begin(first)
        const two = await lab.begin(second)
        await one.tx.lockKeys(['a', 'b'], 'wait')
        const skipping = within('skip-locked', 5_000, two.tx.lockKeys(['a', 'c'], 'skip-locked'))
        same('names locked with skip-locked', [...(await skipping)], ['c'])
        const impatient = two.tx.savepoint(() => two.tx.lockKeys(['b'], 'nowait'))
        await refused('nowait', within('nowait', atOnce, impatient), LockTimeout)
        const patient = two.tx.lockKeys(['b'], 'wait')
        holds('wait waits', await stillWaits(patient), 'it went on while the name was held')
        await one.commit()
        same('names locked after waiting', [...(await within('wait', 5_000, patient))], ['b'])
        await two.commit()
      },
    },
    {
      name: 'a row that another transaction holds: wait waits, nowait ends in LockTimeout, skip-locked passes it over',
      mend: rowLocks,
      needs: ['concurrentWriters'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a'), order('b'), order('c')])
        const one = await lab.begin(store)
        const two = await lab.begin(store)
        await one.tx.findForUpdate(orders, { ...byId, where: eq('id', 'a') }, 'wait')
        const skipping = two.tx.findForUpdate(orders, { ...byId, limit: 2 }, 'skip-locked')
        const skipped = (await within('skip-locked', 5_000, skipping)).map((row) => row.id)
        same('rows with skip-locked, limit 2', skipped, ['b', 'c'])
        const impatient = two.tx.savepoint(() => two.tx.findForUpdate(orders, byId, 'nowait'))
        await refused('nowait', within('nowait', atOnce, impatient), LockTimeout)
        const patient = two.tx.findForUpdate(orders, byId, 'wait')
        holds('wait waits', await stillWaits(patient), 'it answered while a row was held')
        await one.tx.update(orders, eq('id', 'a'), { copies: 7 })
        await one.commit()
        const copies = (await within('wait', 5_000, patient)).map((row) => row.copies)
        same('copies after waiting: the newest committed state', copies, [7, 1, 1])
        await two.commit()
      },
    },
    {
      name: 'a row that no longer fits after waiting is not answered, not changed and not deleted',
      mend: guarded,
      needs: ['concurrentWriters'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a')])
        const attempts: readonly ((tx: Tx) => Promise<unknown>)[] = [
          (tx) => tx.findForUpdate(orders, { ...byId, where: eq('paid', false) }, 'wait'),
          (tx) => tx.update(orders, eq('paid', false), { copies: 5 }),
          (tx) => tx.delete(orders, eq('paid', false)),
        ]
        for (const [index, attempt] of attempts.entries()) {
          await store.transaction((tx) => tx.update(orders, eq('id', 'a'), { paid: false }))
          const one = await lab.begin(store)
          const two = await lab.begin(store)
          await one.tx.update(orders, eq('id', 'a'), { paid: true })
          const waiting = attempt(two.tx)
          holds('it waits for the row', await stillWaits(waiting), 'it went on while the row was held')
          await one.commit()
          same('what it then answers', await within('it', 5_000, waiting), index === 0 ? [] : 0)
          await two.commit()
        }
        same('the row', await standing(store, orders), [order('a', { paid: true })])
      },
    },
    {
      name: 'two transactions that wait for each other do not hang: one ends in an error that may be retried',
      mend: 'Detect deadlocks and throw Deadlock in one of the two, or let the lock time-out end one of them.',
      needs: ['concurrentWriters'],
      deadlineMs: 90_000,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a'), order('b')])
        const both = barrier(2)
        const cross = (first: string, then: string) =>
          store.transaction(async (tx) => {
            await tx.update(orders, eq('id', first), {}, { copies: 1 })
            await both()
            await tx.update(orders, eq('id', then), {}, { copies: 1 })
          })
        const outcomes = await Promise.allSettled([cross('a', 'b'), cross('b', 'a')])
        const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
        holds('at least one of the two is ended', lost.length > 0, 'both were carried out')
        for (const error of lost) {
          holds(
            'it ends in Deadlock, SerializationFailure or LockTimeout',
            isRetryable(error) || LockTimeout.is(error),
            described(error),
          )
        }
        same('copies', await column(store, orders, 'copies'), lost.length === 1 ? [2, 2] : [1, 1])
      },
    },
  ],
}
