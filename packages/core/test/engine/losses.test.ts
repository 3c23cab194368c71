import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { before, veto } from '../../src/engine/hook.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { ConnectionLost, LockTimeout, StorageReadOnly, StorageUnavailable } from '../../src/storage/errors.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { shelfEngine } from './bench-plugin.ts'
import { type Loss, type LosingStorage, losingStorage } from './losing-storage.ts'
import { move, moved, till } from './till-plugin.ts'

const teller = { tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['teller', 'owner'] } } as const

async function openTill(connectionPatienceMs?: number) {
  const losing = losingStorage(memory())
  const { engine } = await shelfEngine({
    storage: losing.storage,
    plugins: [till] as const,
    ...(connectionPatienceMs === undefined ? {} : { connectionPatienceMs }),
  })
  return { engine, desk: engine.as(teller), losing }
}

type OpenTill = Awaited<ReturnType<typeof openTill>>

const slip = (name: string) => ({ slip: name, from: 'front', to: 'safe', amount: 5 })

/** The rows as they stand, whatever was to be lost. */
async function booksOf({ desk, losing }: OpenTill) {
  losing.transactions.length = 0
  losing.snapshots.length = 0
  return desk.till.books()
}

const unknownLosses = ['not-committed', 'committed', 'committed-late', 'given-up-late', 'sent-late'] as const

describe('a command whose connection breaks', () => {
  for (const loss of ['before', ...unknownLosses] as const) {
    for (const idempotencyKey of [undefined, 'key']) {
      it(`is carried out once and answered: ${loss}, ${idempotencyKey === undefined ? 'without' : 'with'} a key`, async () => {
        const open = await openTill()
        const heard: string[] = []
        open.engine.on(moved, (event) => void heard.push(event.data.moveId))
        open.losing.transactions.push(loss)
        const answer = await open.desk.till.move({ ...slip('a'), idempotencyKey })
        const { moves, drawers } = await booksOf(open)
        expect(moves.map((one) => [one.id, one.slip])).toEqual([[answer.moveId, 'a']])
        expect(drawers.map((one) => one.balance)).toEqual([-5, 5])
        expect(heard).toEqual([answer.moveId])
        expect((await open.desk.audit.commands()).items).toHaveLength(1)
        await open.engine.close()
      })
    }
  }

  it('twice in a row is answered by the try that stands', async () => {
    for (const first of unknownLosses) {
      for (const second of unknownLosses) {
        const open = await openTill()
        // The second transaction after the first try asks for its record; then comes the second try.
        open.losing.transactions.push(first, 'none', second)
        const answer = await open.desk.till.move(slip('a'))
        const { moves } = await booksOf(open)
        expect(moves.map((one) => one.id)).toEqual([answer.moveId])
        await open.engine.close()
      }
    }
  })

  it('is told as it is where the host wants no patience', async () => {
    for (const [loss, outcome, standing] of [
      ['before', 'rolled-back', 0],
      ['not-committed', 'unknown', 0],
      ['committed', 'unknown', 1],
    ] as const) {
      const open = await openTill(0)
      open.losing.transactions.push(loss)
      const failure = await open.desk.till.move(slip('a')).catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: 'STORAGE_CONNECTION_LOST', details: { outcome } })
      expect((await booksOf(open)).moves).toHaveLength(standing)
      await open.engine.close()
    }
  })

  it('is told, with the outcome, where the store stays away for longer than the patience', async () => {
    const open = await openTill(80)
    for (const away of [
      StorageUnavailable.create({ store: 'memory', reason: 'it restarts' }),
      StorageReadOnly.create({ store: 'memory' }),
      ConnectionLost.create({ outcome: 'rolled-back' }),
    ]) {
      open.losing.transactions.push('committed')
      open.losing.awayAfterLoss = away
      const call = open.desk.till.move(slip(away.message.slice(0, 40)))
      await expect(call).rejects.toMatchObject({ code: 'STORAGE_CONNECTION_LOST', details: { outcome: 'unknown' } })
      open.losing.away = undefined
    }
    await open.engine.close()
  })

  it('is carried out when the store comes back, whatever it says meanwhile', async () => {
    const open = await openTill()
    open.losing.transactions.push('before')
    open.losing.awayAfterLoss = StorageUnavailable.create({ store: 'memory', reason: 'it restarts' })
    const call = open.desk.till.move(slip('a'))
    setTimeout(() => {
      open.losing.away = undefined
    }, 60)
    const { moveId } = await call
    expect((await booksOf(open)).moves.map((one) => one.id)).toEqual([moveId])
    await open.engine.close()
  })
})

it('after an error was told nothing of the command is committed any more, also where the store is late', async () => {
  for (const losses of [['sent-late'], ['sent-late', 'none', 'none', 'committed']] as const) {
    let calls = 0
    const strict = definePlugin({
      name: 'strict',
      version: '1.0.0',
      hooks: [
        before(move, () => {
          if (++calls === 2) throw veto('the till is closed')
        }),
      ],
    })
    const losing = losingStorage(memory())
    const { engine } = await shelfEngine({ storage: losing.storage, plugins: [till, strict] as const })
    const open = { engine, desk: engine.as(teller), losing }
    // The tries are the first and the third transaction; the last one lost is that which shuts the first out.
    losing.transactions.push(...losses)
    await expect(open.desk.till.move(slip('a'))).rejects.toMatchObject({ code: 'VETOED' })
    await Promise.all(losing.late)
    expect((await booksOf(open)).moves).toEqual([])
    expect((await open.desk.audit.commands()).items.map(({ operation, parts }) => [operation, parts])).toEqual([
      ['given up', ['till.move']],
    ])
    await open.engine.close()
  }
})

describe('what is not repeated', () => {
  it('a store that cannot be reached from the beginning, and a lock that is not freed', async () => {
    const open = await openTill(80)
    await open.desk.till.move(slip('a'))
    for (const error of [
      StorageUnavailable.create({ store: 'memory', reason: 'it is off' }),
      StorageReadOnly.create({ store: 'memory' }),
      LockTimeout.create({ what: 'a row', waitedMs: 1 }),
    ]) {
      const begun = open.losing.begun
      open.losing.away = error
      await expect(open.desk.till.move(slip('b'))).rejects.toBe(error)
      await expect(open.desk.till.books()).rejects.toBe(error)
      open.losing.away = undefined
      expect(open.losing.begun).toBe(begun)
    }
    await open.engine.close()
  })

  it('a patience that is no time is refused at the start', async () => {
    for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(openTill(wrong)).rejects.toMatchObject({ details: { option: 'connectionPatienceMs' } })
    }
  })
})

it('a query whose connection breaks is asked again', async () => {
  const open = await openTill()
  await open.desk.till.move(slip('a'))
  open.losing.snapshots.push(true, true)
  expect((await open.desk.till.books()).moves).toHaveLength(1)
  await open.engine.close()
})

it('an outage that outlasts the patience costs a subscriber and a job none of their attempts', async () => {
  for (let lostAt = 0; lostAt < 14; lostAt++) {
    const open = await openTill(0)
    const { moveId } = await open.desk.till.move(slip('a'))
    for (let again = 0; again < 7; again++) {
      open.losing.transactions.length = 0
      open.losing.transactions.push(...Array.from({ length: lostAt }, (): Loss => 'none'), 'before')
      await open.engine.settle().catch((error: unknown) => expect(ConnectionLost.is(error)).toBe(true))
      expect((await open.engine.health()).failingSubscribers).toEqual([])
    }
    open.losing.transactions.length = 0
    await open.engine.settle()
    const { notes } = await booksOf(open)
    expect(notes.map(({ about, by }) => `${about} by ${by}`).sort()).toEqual([
      `${moveId} by job`,
      `${moveId} by subscriber`,
    ])
    expect((await open.engine.health()).deadLetters).toBe(0)
    await open.engine.close()
  }
})

const losses = fc.array(fc.constantFrom<Loss>('none', 'before', ...unknownLosses), { maxLength: 9 })
const drawer = fc.constantFrom('front', 'back', 'safe')
const orders = fc.array(
  fc.record({ from: drawer, to: drawer, amount: fc.integer({ min: 1, max: 9 }), keyed: fc.boolean() }),
  { minLength: 1, maxLength: 6 },
)

function lose(losing: LosingStorage, transactions: readonly Loss[], snapshots: readonly boolean[]): void {
  losing.transactions.push(...transactions)
  losing.snapshots.push(...snapshots)
}

describe('whatever is lost', () => {
  it('each command is carried out once, its answer is that of the try that stands, and the books balance', async () => {
    await fc.assert(
      fc.asyncProperty(orders, losses, fc.boolean(), async (wanted, transactions, together) => {
        const open = await openTill()
        lose(open.losing, transactions, [])
        const call = (at: number) => {
          const { keyed, ...order } = wanted[at] ?? { from: 'a', to: 'b', amount: 1, keyed: false }
          const key = keyed ? { idempotencyKey: `key ${at}` } : {}
          const to = order.to === order.from ? `beside-${order.from}` : order.to
          return open.desk.till.move({ ...order, to, slip: `slip ${at}`, ...key })
        }
        const answers: { moveId: string; slip: string }[] = []
        if (together) answers.push(...(await Promise.all(wanted.map((_, at) => call(at)))))
        else for (const at of wanted.keys()) answers.push(await call(at))
        const { moves, drawers } = await booksOf(open)
        expect(moves.map((one) => `${one.id} ${one.slip}`).sort()).toEqual(
          answers.map((one) => `${one.moveId} ${one.slip}`).sort(),
        )
        for (const { id, balance } of drawers) {
          const sum = moves.reduce(
            (all, one) => all + (one.to === id ? one.amount : one.from === id ? -one.amount : 0),
            0,
          )
          expect(balance).toBe(sum)
        }
        expect((await open.desk.audit.commands({ limit: 100 })).items).toHaveLength(wanted.length)
        await open.engine.close()
      }),
      { numRuns: 15 },
    )
  }, 60_000)

  it('what a subscriber and a job write of each event, they write once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        losses,
        fc.array(fc.boolean(), { maxLength: 10 }),
        async (count, transactions, snapshots) => {
          const open = await openTill()
          for (let at = 0; at < count; at++) await open.desk.till.move(slip(`slip ${at}`))
          lose(open.losing, transactions, snapshots)
          await open.engine.settle()
          const { moves, notes } = await booksOf(open)
          const expected = moves.flatMap(({ id }) => [`${id} by job`, `${id} by subscriber`])
          expect(notes.map(({ about, by }) => `${about} by ${by}`).sort()).toEqual(expected.sort())
          await open.engine.close()
        },
      ),
      { numRuns: 15 },
    )
  }, 60_000)
})
