/** Subscribers that take many events in one transaction: the same order and the same cursor, and one bad event costs only itself. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CommandContext } from '../../src/engine/context.ts'
import { changeSettings } from '../../src/engine/house/index.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { subscribeInBatches } from '../../src/engine/subscriber.ts'
import { type Logger, loggerToken, provide } from '../../src/engine/tokens.ts'
import { id, int } from '../../src/storage/column.ts'
import { LockTimeout } from '../../src/storage/errors.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { defineTable } from '../../src/storage/table.ts'
import { boxPut, keeper, shelfEngine } from './bench-plugin.ts'
import { type Loss, losingStorage } from './losing-storage.ts'

/** What was handled, in the order of the transactions that handled it; not unique, so that twice shows. */
const notes = defineTable({
  name: 'batches_notes',
  columns: { id: id(), branch: id(), count: int() },
  appendOnly: true,
  branch: 'branch',
})

const read = operation({
  name: 'batches.read',
  summary: 'What was handled, in the order in which it was.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.array(z.int()),
  async run({ store }) {
    const rows = await store.find(notes, { orderBy: ['id'], limit: 'all' })
    return rows.map((row) => row.count)
  },
})

type Seen = (context: CommandContext, counts: readonly number[]) => void | Promise<void>

const batches = (seen: Seen = () => {}, batch = 100, attempts = 5) =>
  definePlugin({
    name: 'batches',
    version: '1.0.0',
    tables: [notes],
    operations: { read },
    subscribers: [
      subscribeInBatches({
        name: 'notes',
        to: [boxPut],
        batch,
        attempts,
        async handleAll(context, events) {
          const counts = events.map((event) => event.data.count)
          for (const count of counts) {
            context.store.insert(notes, { id: context.newId(), branch: context.branch, count })
          }
          await seen(context, counts)
        },
      }),
    ],
  })

async function putAll(
  desk: { shelf: { put(input: { label: string; count: number }): Promise<unknown> } },
  from: number,
  to: number,
) {
  for (let count = from; count < to; count++) await desk.shelf.put({ label: `box ${count}`, count })
}

const upTo = (count: number) => Array.from({ length: count }, (_, one) => one)

describe('a subscriber in batches', () => {
  it('gets the events in the order of the commits, as many at a time as it asked for', async () => {
    const seen: (readonly number[])[] = []
    const { engine, desk } = await shelfEngine({ plugins: [batches((_context, counts) => void seen.push(counts), 4)] })
    await putAll(desk, 0, 10)
    await engine.settle()
    expect(seen).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ])
  })

  it('writes in the transaction that moves its cursor, and is recorded once for a batch', async () => {
    const { engine, desk } = await shelfEngine({ plugins: [batches()] })
    await putAll(desk, 0, 10)
    await engine.settle()
    const { items } = await desk.audit.commands({ limit: 200 })
    expect(items.filter(({ operation }) => operation === 'subscriber batches.notes')).toHaveLength(1)
  })

  it('gets the events of each branch and studio by themselves, and all of them in one transaction', async () => {
    const seen: string[] = []
    const begun: number[] = []
    const losing = losingStorage(memory())
    const plugin = batches((context, counts) => {
      seen.push(`${context.tenant} ${context.branch} ${context.actor}: ${counts.join()}`)
      begun.push(losing.begun)
    })
    const { engine } = await shelfEngine({ plugins: [plugin], storage: losing.storage, tenants: ['rose', 'lily'] })
    const places = [
      ['rose', 'main'],
      ['rose', 'north'],
      ['lily', 'main'],
      ['rose', 'main'],
      ['rose', 'north'],
    ] as const
    for (const [count, [tenant, branch]] of places.entries()) {
      await engine.as({ ...keeper, tenant, branch }).shelf.put({ label: `box ${count}`, count })
    }
    await engine.settle()
    expect(seen).toEqual([
      'rose main plugin:batches: 0,3',
      'rose north plugin:batches: 1,4',
      'lily main plugin:batches: 2',
    ])
    expect(new Set(begun).size).toBe(1)
  })

  it('that fails over a batch takes its events one by one: only the one at fault is retried and given up', async () => {
    const warned: string[] = []
    const logger: Logger = { warn: (message) => void warned.push(message), error: () => {} }
    const kept: number[] = []
    const plugin = batches(
      (_context, counts) => {
        if (counts.includes(5)) throw new Error('poison')
        kept.push(...counts)
      },
      8,
      2,
    )
    const { engine, desk, clock } = await shelfEngine({
      plugins: [plugin],
      provide: [provide(loggerToken, { useValue: logger })],
    })
    await putAll(desk, 0, 20)
    await engine.settle()
    // What comes before it is not held up, and what it has failed over is told.
    expect(kept).toEqual([0, 1, 2, 3, 4])
    expect(warned).toEqual([
      'A subscriber failed over several events and takes them one by one',
      'A subscriber failed and will try again',
    ])
    expect((await engine.health()).failingSubscribers).toMatchObject([{ name: 'batches.notes', failures: 1 }])
    clock.move(1000)
    await engine.settle()
    expect(kept).toEqual(upTo(20).filter((count) => count !== 5))
    const { items } = await desk.events.deadLetters()
    expect(items).toMatchObject([{ kind: 'subscriber', name: 'batches.notes', error: 'poison' }])
    expect((await engine.health()).failingSubscribers).toEqual([])
  })

  it('goes back to batches after the events of the one that failed', async () => {
    const sizes: number[] = []
    let broken = true
    const plugin = batches((_context, counts) => {
      if (counts.length > 1 && broken) {
        broken = false
        throw new Error('once')
      }
      sizes.push(counts.length)
    }, 4)
    const { engine, desk } = await shelfEngine({ plugins: [plugin] })
    await putAll(desk, 0, 12)
    await engine.settle()
    expect(sizes).toEqual([1, 1, 1, 1, 4, 4])
  })

  it('leaves nothing of a batch that failed', async () => {
    let failures = 1
    const plugin = batches((_context, counts) => {
      if (counts.includes(3) && counts.length > 1 && failures-- > 0) throw new Error('after the writes')
    })
    const { engine, desk } = await shelfEngine({ plugins: [plugin] })
    await putAll(desk, 0, 5)
    await engine.settle()
    expect(await desk.batches.read({})).toEqual(upTo(5))
  })

  it('sees in one branch what it changed of the settings in another, and nobody does once that was undone', async () => {
    const warm = { name: 'warm', settings: z.object({ degrees: z.int().default(20) }) } as const
    const seen: string[] = []
    const plugin = definePlugin({
      ...warm,
      version: '1.0.0',
      requires: { settings: '*' },
      subscribers: [
        subscribeInBatches({
          name: 'boxes',
          to: [boxPut],
          async handleAll(context) {
            const isFirst = seen.length < 2
            if (isFirst && context.branch === 'main') {
              await context.run(changeSettings, { plugin: 'warm', set: { degrees: 90 } })
            }
            seen.push(`${context.branch} ${(await context.settings(warm)).degrees}`)
            if (isFirst && context.branch === 'north') throw new Error('undone')
          },
        }),
      ],
    })
    const { engine, desk } = await shelfEngine({ plugins: [plugin] })
    for (const branch of ['main', 'north']) await engine.as({ ...keeper, branch }).shelf.put({ label: branch })
    await engine.settle()
    expect(seen).toEqual(['main 90', 'north 90', 'main 20', 'north 20'])
    expect((await desk.settings.read({ plugin: 'warm' })).value).toEqual({ degrees: 20 })
  })

  it('that meets a lock has not failed: the batch comes again whole', async () => {
    let locked = 1
    const sizes: number[] = []
    const plugin = batches((_context, counts) => {
      if (locked-- > 0) throw LockTimeout.create({ what: 'A row', waitedMs: 30_000 })
      sizes.push(counts.length)
    })
    const { engine, desk } = await shelfEngine({ plugins: [plugin] })
    await putAll(desk, 0, 5)
    await engine.settle()
    await engine.settle()
    expect(sizes).toEqual([5])
  })

  it('of a dead letter gets that event alone', async () => {
    const sizes: number[] = []
    let broken = true
    const plugin = batches(
      (_context, counts) => {
        if (broken) throw new Error('no')
        sizes.push(counts.length)
      },
      100,
      1,
    )
    const { engine, desk } = await shelfEngine({ plugins: [plugin] })
    await putAll(desk, 0, 1)
    await engine.settle()
    broken = false
    const { items } = await desk.events.deadLetters()
    await desk.events.redeliver({ id: items[0]?.id ?? '' })
    await engine.settle()
    expect(sizes).toEqual([1])
  })

  it('cannot ask for no events, or for more than a thousand', async () => {
    for (const batch of [0, 1001, 1.5]) {
      await expect(shelfEngine({ plugins: [batches(undefined, batch)] })).rejects.toMatchObject({
        code: 'PLUGIN_INVALID',
        message: expect.stringContaining(`batch ${batch}`),
      })
    }
  })

  it('is overtaken when it falls silent, and what it did late is undone', async () => {
    const disk = memoryDisk()
    const stuck = Promise.withResolvers<void>()
    const reached = Promise.withResolvers<void>()
    const hanging = batches(async () => {
      reached.resolve()
      await stuck.promise
    })
    const one = await shelfEngine({ storage: memory({ disk }), plugins: [hanging] })
    const two = await shelfEngine({ storage: memory({ disk }), plugins: [batches()] }, one.clock)
    await putAll(one.desk, 0, 5)
    const first = one.engine.settle()
    await reached.promise
    await two.engine.settle()
    expect(await two.desk.batches.read({})).toEqual([])
    one.clock.move(60_001)
    await two.engine.settle()
    stuck.resolve()
    await first
    await one.engine.settle()
    expect(await two.desk.batches.read({})).toEqual(upTo(5))
  })

  it('handles every event exactly once and in order, whatever connections do and whatever events are at fault', async () => {
    const loss = fc.constantFrom<Loss>(
      'none',
      'before',
      'not-committed',
      'committed',
      'committed-late',
      'given-up-late',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.array(loss, { maxLength: 12 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { maxLength: 3 }),
        async (batch, losses, poison) => {
          const losing = losingStorage(memory())
          const plugin = batches(
            (_context, counts) => {
              if (counts.some((count) => poison.includes(count))) throw new Error('poison')
            },
            batch,
            1,
          )
          const logger: Logger = { warn: () => {}, error: () => {} }
          const { engine, desk } = await shelfEngine({
            plugins: [plugin],
            storage: losing.storage,
            connectionPatienceMs: 10_000,
            provide: [provide(loggerToken, { useValue: logger })],
          })
          await putAll(desk, 0, 25)
          losing.transactions.push(...losses)
          await engine.settle().catch(() => {})
          losing.transactions.length = 0
          await engine.settle()
          await Promise.all(losing.late)
          await engine.settle()
          expect(await desk.batches.read({})).toEqual(upTo(25).filter((count) => !poison.includes(count)))
          await engine.close()
        },
      ),
      { numRuns: 15 },
    )
  })
})
