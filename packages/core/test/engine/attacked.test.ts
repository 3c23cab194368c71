/** What somebody who wished the engine ill has tried, each mended once and held here. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CommandContext } from '../../src/engine/context.ts'
import { changeSettings } from '../../src/engine/house/settings/change-settings.ts'
import { before } from '../../src/engine/hook.ts'
import { job } from '../../src/engine/job.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { loggerToken, provide } from '../../src/engine/tokens.ts'
import { id, int, personal, text } from '../../src/storage/column.ts'
import { defineTable } from '../../src/storage/table.ts'
import { boxPut, fillBox, keeper, putBox, shelfEngine } from './bench-plugin.ts'

const seen = defineTable({ name: 'watch_seen', columns: { id: id(), count: int() } })
const facts = defineTable({ name: 'deed_facts', columns: { id: id(), n: int() }, appendOnly: true })

function running(run: (context: CommandContext) => Promise<unknown>, more: object = {}) {
  return definePlugin({
    name: 'deed',
    version: '1.0.0',
    tables: [facts],
    settings: z.object({ a: z.int().default(1), list: z.array(z.int()).default([1]) }),
    operations: {
      do: operation({
        name: 'deed.do',
        summary: 'Does it.',
        kind: 'command',
        input: z.strictObject({}),
        output: z.unknown(),
        run,
      }),
    },
    ...more,
  })
}

describe('background work', () => {
  it('of one engine handles an event once, however many passes are asked for at once', async () => {
    let handled = 0
    const watch = definePlugin({
      name: 'watch',
      version: '1.0.0',
      tables: [seen],
      subscribers: [
        subscribe({
          name: 'all',
          to: [boxPut],
          async handle(context, event) {
            handled++
            context.store.insert(seen, { id: context.newId(), count: event.data.count })
          },
        }),
      ],
      operations: {
        count: operation({
          name: 'watch.count',
          summary: 'Counts.',
          kind: 'query',
          input: z.strictObject({}),
          output: z.int(),
          run: async (context) => (await context.store.find(seen, { limit: 'all' })).length,
        }),
      },
      roles: { keeper: ['watch.*'] },
    })
    const { engine, desk } = await shelfEngine({ plugins: [watch] })
    for (let count = 0; count < 20; count++) await desk.shelf.put({ label: `b${count}`, count })
    await Promise.all([engine.settle(), engine.settle(), engine.settle()])
    // Not even tried twice: what a handler does outside the store cannot be rolled back.
    expect([handled, await desk.watch.count()]).toEqual([20, 20])
  })

  it('lets timers run, and gives up on a handler that never ends', async () => {
    const stuck = definePlugin({
      name: 'stuck',
      version: '1.0.0',
      subscribers: [subscribe({ name: 'never', to: [boxPut], attempts: 1, handle: () => new Promise(() => {}) })],
    })
    const { engine, desk } = await shelfEngine({ plugins: [stuck], background: { leaseMs: 20, pollMs: 1e6 } })
    await desk.shelf.put({ label: 'red' })
    await engine.settle()
    expect((await desk.events.deadLetters()).items).toMatchObject([{ name: 'stuck.never', error: /did not end/ }])
    await engine.close()
  })

  it('is refused at the start where a cron pattern is none', async () => {
    const wrong = job({ name: 'late.run', input: z.object({}), cron: 'every day', run: async () => {} })
    const late = definePlugin({ name: 'late', version: '1.0.0', jobs: [wrong] })
    await expect(shelfEngine({ plugins: [late] })).rejects.toThrow(/job "late\.run" with the cron pattern "every day"/)
  })
})

describe('settings', () => {
  it('of a command that failed are in force for nobody', async () => {
    const plugin = running(async (context) => {
      await context.run(changeSettings, { plugin: 'deed', set: { a: 99 } })
      expect(await context.settings<{ a: number }>({ name: 'deed' })).toMatchObject({ a: 99 })
      throw new Error('changed my mind')
    })
    const { desk } = await shelfEngine({ plugins: [plugin] })
    await desk.settings.change({ plugin: 'deed', set: { a: 3 } })
    await expect(desk.deed.do()).rejects.toThrow('changed my mind')
    expect((await desk.settings.read({ plugin: 'deed' })).value).toMatchObject({ a: 3 })
  })

  it('cannot be changed by who reads them, and a misspelt one is refused', async () => {
    const plugin = running(async (context) => {
      const settings = await context.settings<{ list: number[] }>({ name: 'deed' })
      settings.list.push(2)
    })
    const { desk } = await shelfEngine({ plugins: [plugin] })
    await expect(desk.deed.do()).rejects.toMatchObject({ code: 'OPERATION_FAILED' })
    await expect(desk.settings.change({ plugin: 'deed', set: { aa: 3 } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      details: { setting: 'aa' },
    })
    await expect(shelfEngine({ plugins: [plugin], settings: { deed: { aa: 1 } } })).rejects.toThrow(
      /there are: a, list/,
    )
  })
})

describe('a command', () => {
  it('that forgets to await a part is refused', async () => {
    const gate = Promise.withResolvers<void>()
    const plugin = running(
      async (context) => {
        void context.run(putBox, { label: 'red' })
        return null
      },
      { hooks: [before(putBox, () => gate.promise)] },
    )
    const { desk } = await shelfEngine({ plugins: [plugin] })
    await expect(desk.deed.do()).rejects.toMatchObject({ code: 'PART_NOT_AWAITED' })
    gate.resolve()
    expect(await desk.shelf.read()).toEqual([])
  })

  it('whose part fails unawaited neither commits nor ends the process', async () => {
    const plugin = running(async (context) => {
      void context.run(fillBox, { id: 'none', by: 1 })
      await context.store.find(facts, { limit: 1 })
      await context.store.find(facts, { limit: 1 })
      return null
    })
    const { desk } = await shelfEngine({ plugins: [plugin] })
    await expect(desk.deed.do()).rejects.toMatchObject({ code: expect.stringMatching(/^PART_/) })
  })

  it('cannot call the desk, which would wait for its transaction', async () => {
    let call: () => Promise<unknown> = async () => null
    const { desk } = await shelfEngine({ plugins: [running(() => call())] })
    call = () => desk.shelf.put({ label: 'red' })
    await expect(desk.deed.do()).rejects.toMatchObject({ code: 'DESK_INSIDE_COMMAND', details: { outer: 'deed.do' } })
    expect(await desk.shelf.read()).toEqual([])
  })

  it('may start what calls the desk when the command has ended', async () => {
    const later = Promise.withResolvers<unknown>()
    const { desk } = await shelfEngine({
      plugins: [
        running(async () => {
          setImmediate(() => setImmediate(() => later.resolve(call())))
          return null
        }),
      ],
    })
    const call = () => desk.shelf.read()
    await desk.deed.do()
    expect(await later.promise).toEqual([])
  })

  it('keeps nothing of what it writes after its end', async () => {
    const late: string[] = []
    for (const steps of [2, 4, 6, 8, 40]) {
      const plugin = running(async (context) => {
        void (async () => {
          for (let step = 0; step < steps; step++) await null
          context.store.insert(facts, { id: context.newId(), n: steps })
        })().catch((error: { code: string }) => void late.push(error.code))
        return null
      })
      const { desk } = await shelfEngine({ plugins: [plugin] })
      await desk.deed.do()
    }
    expect(new Set(late)).toEqual(new Set(['STORE_ENDED']))
  })

  it('cannot change facts, not even its own', async () => {
    const plugin = running(async (context) => {
      const row = context.store.insert(facts, { id: context.newId(), n: 1 })
      await context.store.update(facts, row as never, { n: 2 })
    })
    const { desk } = await shelfEngine({ plugins: [plugin] })
    await expect(desk.deed.do()).rejects.toMatchObject({ code: 'STORAGE_APPEND_ONLY' })
  })

  it('cannot emit what nobody declares, or data that break their schema', async () => {
    const undeclared = running(async (context) =>
      context.emit({ ...boxPut, name: 'deed.happened' }, { boxId: 'x', count: 1 }),
    )
    const broken = running(async (context) => context.emit(boxPut, { boxId: 1, count: 1 } as never))
    const one = await shelfEngine({ plugins: [undeclared] })
    await expect(one.desk.deed.do()).rejects.toMatchObject({ code: 'EVENT_UNDECLARED' })
    const two = await shelfEngine({ plugins: [broken] })
    await expect(two.desk.deed.do()).rejects.toThrow(/"shelf\.boxPut" break its schema: boxId/)
  })

  it('that answers what JSON cannot carry is refused', async () => {
    for (const answer of [1n, new Date(), Number.NaN, new Map()]) {
      const { desk } = await shelfEngine({ plugins: [running(async () => answer)] })
      await expect(desk.deed.do()).rejects.toMatchObject({ code: 'OUTPUT_INVALID' })
    }
  })

  it('that is committed stays answered, whatever listeners and loggers do', async () => {
    const throwing = () => {
      throw Object.create(null)
    }
    const logger = { warn: throwing, error: throwing }
    const { engine, desk } = await shelfEngine({ provide: [provide(loggerToken, { useValue: logger })] })
    engine.on(boxPut, throwing)
    engine.on(boxPut, (async () => throwing()) as () => void)
    await desk.shelf.put({ label: 'red' })
    expect(await desk.shelf.read()).toHaveLength(1)
  })

  it('that throws what cannot be shown fails typed', async () => {
    const { desk } = await shelfEngine({
      plugins: [
        running(async () => {
          throw Object.create(null)
        }),
      ],
    })
    await expect(desk.deed.do()).rejects.toMatchObject({ code: 'OPERATION_FAILED' })
  })
})

describe('an idempotency key', () => {
  it('answers nobody else, and nobody in another branch', async () => {
    const { engine, desk } = await shelfEngine()
    await desk.shelf.put({ label: 'red', idempotencyKey: 'k' })
    const other = engine.as({ ...keeper, actor: { id: 'wu', roles: ['keeper'] } })
    await expect(other.shelf.put({ label: 'red', idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    })
    const north = engine.as({ ...keeper, branch: 'north' })
    await expect(north.shelf.put({ label: 'red', idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    })
  })
})

describe('an actor limited to a branch', () => {
  const limited = {
    tenant: 'rose',
    branch: 'north',
    actor: { id: 'wu', roles: [{ role: 'owner', branches: ['north'] }] },
  }

  it('reads no audit of another branch, and erases nobody by halves', async () => {
    const { engine, desk } = await shelfEngine()
    const box = await desk.shelf.put({ label: 'red', owner: 'Wang Fang' })
    const north = engine.as(limited)
    expect((await north.audit.commands()).items).toEqual([])
    expect((await north.audit.history({ table: 'shelf_boxes', recordId: box.id })).items).toEqual([])
    await expect(north.people.erase({ kind: 'customer', id: box.id, reason: 'x' })).rejects.toMatchObject({
      code: 'ERASURE_BEYOND_BRANCHES',
    })
    await expect(desk.people.erase({ kind: 'customer', id: 'nobody', reason: 'x' })).rejects.toMatchObject({
      code: 'PERSON_UNKNOWN',
    })
  })

  it('cannot be limited to every branch by a star', async () => {
    const { engine } = await shelfEngine()
    const starred = { ...limited, actor: { id: 'wu', roles: [{ role: 'owner', branches: ['*'] }] } }
    expect(() => engine.as(starred)).toThrow(/branches/)
    expect(() => engine.as({ ...keeper, actor: { id: 'a\u0000b', roles: [] } })).toThrow(/NUL/)
  })
})

describe('a query', () => {
  it('cannot close the engine that waits for it', async () => {
    let close: () => Promise<void> = async () => {}
    const closing = definePlugin({
      name: 'closing',
      version: '1.0.0',
      operations: {
        now: operation({
          name: 'closing.now',
          summary: 'Closes.',
          kind: 'query',
          input: z.strictObject({}),
          output: z.unknown(),
          run: () => close(),
        }),
      },
      roles: { keeper: ['closing.*'] },
    })
    const { engine, desk } = await shelfEngine({ plugins: [closing] })
    close = () => engine.close()
    await expect(desk.closing.now()).rejects.toMatchObject({ code: 'DESK_INSIDE_COMMAND' })
    await engine.close()
  })
})

describe('input', () => {
  it('that is not plain JSON is refused', async () => {
    const { desk } = await shelfEngine()
    let deep: object = {}
    for (let level = 0; level < 10_000; level++) deep = { deep }
    const own = JSON.parse('{"label":"red","__proto__":{"x":1}}') as { label: string }
    for (const input of [new Date(), new Map(), Promise.resolve({ label: 'red' }), deep, own]) {
      await expect(desk.shelf.put(input as never)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    }
  })
})

describe('a table', () => {
  it('with personal data names whose they are', async () => {
    const table = defineTable({ name: 'loose_notes', columns: { id: id(), said: personal(text()) } })
    const loose = definePlugin({ name: 'loose', version: '1.0.0', tables: [table] })
    await expect(shelfEngine({ plugins: [loose] })).rejects.toThrow(/personal column "said" but no subject/)
  })
})
