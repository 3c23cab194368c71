import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { before } from '../../src/engine/hook.ts'
import { job } from '../../src/engine/job.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { subscribe, subscribeToAll } from '../../src/engine/subscriber.ts'
import { type Logger, loggerToken, provide } from '../../src/engine/tokens.ts'
import { LockTimeout } from '../../src/storage/errors.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'

import { boxes, boxPut, fillBox, putBox, shelfEngine } from './bench-plugin.ts'

const follower = (handle: (count: number, boxId: string) => Promise<void> | void, attempts = 5) =>
  definePlugin({
    name: 'follower',
    version: '1.0.0',
    subscribers: [
      subscribe({
        name: 'counts',
        to: [boxPut],
        attempts,
        async handle(_context, event) {
          await handle(event.data.count, event.data.boxId)
        },
      }),
    ],
  })

describe('a subscriber', () => {
  it('gets every event once, in the order of the commits', async () => {
    const seen: number[] = []
    const { engine, desk } = await shelfEngine({ plugins: [follower((count) => void seen.push(count))] })
    for (let count = 0; count < 5; count++) await desk.shelf.put({ label: `box ${count}`, count })
    expect(seen).toEqual([])
    await engine.settle()
    await engine.settle()
    expect(seen).toEqual([0, 1, 2, 3, 4])
  })

  it('goes on where it stood when the engine starts again', async () => {
    const seen: number[] = []
    const plugins = [follower((count) => void seen.push(count))] as const
    const disk = memoryDisk()
    const first = await shelfEngine({ plugins, storage: memory({ disk }) })
    await first.desk.shelf.put({ label: 'a', count: 1 })
    await first.engine.settle()
    await first.desk.shelf.put({ label: 'b', count: 2 })
    await first.engine.close()
    const second = await shelfEngine({ plugins, storage: memory({ disk }) })
    await second.engine.settle()
    expect(seen).toEqual([1, 2])
  })

  it('that throws is tried again later, with growing pauses, and blocks nobody else', async () => {
    let failures = 2
    const seen: number[] = []
    const warned: string[] = []
    const others: string[] = []
    const logger: Logger = { warn: (message) => void warned.push(message), error: () => {} }
    const other = definePlugin({
      name: 'other',
      version: '1.0.0',
      subscribers: [subscribeToAll({ name: 'all', handle: async (_context, event) => void others.push(event.name) })],
    })
    const plugins = [
      follower((count) => {
        if (failures-- > 0) throw new Error('not yet')
        seen.push(count)
      }),
      other,
    ] as const
    const { engine, desk, clock } = await shelfEngine({
      plugins,
      provide: [provide(loggerToken, { useValue: logger })],
    })
    await desk.shelf.put({ label: 'a', count: 1 })
    await engine.settle()
    expect([seen, others]).toEqual([[], ['shelf.boxPut']])
    expect((await engine.health()).failingSubscribers).toEqual([
      { name: 'follower.counts', failures: 1, retryAt: '2026-11-22T02:00:01.000Z' },
    ])
    clock.move(999)
    await engine.settle()
    expect(failures).toBe(1)
    clock.move(1)
    await engine.settle()
    expect((await engine.health()).failingSubscribers[0]?.retryAt).toBe('2026-11-22T02:00:05.000Z')
    clock.move(4000)
    await engine.settle()
    expect(seen).toEqual([1])
    expect(warned).toHaveLength(2)
    expect((await engine.health()).failingSubscribers).toEqual([])
  })

  it('that meets a lock has not failed: it costs none of its attempts', async () => {
    let locked = 2
    const seen: number[] = []
    const plugins = [
      follower((count) => {
        if (locked-- > 0) throw LockTimeout.create({ what: 'A row', waitedMs: 30_000 })
        seen.push(count)
      }, 1),
    ] as const
    const { engine, desk } = await shelfEngine({ plugins })
    await desk.shelf.put({ label: 'a', count: 1 })
    for (let look = 0; look < 3; look++) await engine.settle()
    expect(seen).toEqual([1])
    expect((await desk.events.deadLetters()).items).toEqual([])
    await engine.close()
  })

  it('gives an event up after its attempts; the event waits in the dead letters and can be redelivered', async () => {
    let broken = true
    const seen: number[] = []
    const plugin = follower((count) => {
      if (broken && count === 1) throw new Error('no')
      seen.push(count)
    }, 2)
    const { engine, desk, clock } = await shelfEngine({ plugins: [plugin] })
    await desk.shelf.put({ label: 'a', count: 1 })
    await desk.shelf.put({ label: 'b', count: 2 })
    await engine.settle()
    clock.move(1000)
    await engine.settle()
    expect(seen).toEqual([2])
    const { items } = await desk.events.deadLetters()
    expect(items).toMatchObject([{ kind: 'subscriber', name: 'follower.counts', error: 'no' }])
    expect((await engine.health()).deadLetters).toBe(1)
    broken = false
    await desk.events.redeliver({ id: items[0]?.id ?? '' })
    await engine.settle()
    expect(seen).toEqual([2, 1])
    expect((await engine.health()).deadLetters).toBe(0)
    await expect(desk.events.redeliver({ id: items[0]?.id ?? '' })).rejects.toMatchObject({
      code: 'DEAD_LETTER_UNKNOWN',
    })
  })

  it('writes in the transaction that moves its cursor: a failure after its writes undoes them', async () => {
    let failures = 1
    const plugin = definePlugin({
      name: 'filler',
      version: '1.0.0',
      subscribers: [
        subscribe({
          name: 'fill',
          to: [boxPut],
          async handle(context, event) {
            await context.run(fillBox, { id: event.data.boxId, by: 10 })
            if (failures-- > 0) throw new Error('after the write')
          },
        }),
      ],
    })
    const { engine, desk, clock } = await shelfEngine({ plugins: [plugin] })
    const box = await desk.shelf.put({ label: 'a' })
    await engine.settle()
    expect((await desk.shelf.read())[0]?.count).toBe(0)
    clock.move(1000)
    await engine.settle()
    expect((await desk.shelf.read())[0]?.count).toBe(10)
    const { items } = await desk.audit.history({ table: 'shelf_boxes', recordId: box.id })
    expect(items.at(-1)).toMatchObject({ operation: 'subscriber filler.fill', actor: 'plugin:filler' })
  })

  it('that begins now does not get what was before it', async () => {
    const seen: string[] = []
    const disk = memoryDisk()
    const first = await shelfEngine({ storage: memory({ disk }) })
    await first.desk.shelf.put({ label: 'before' })
    await first.engine.close()
    const late = definePlugin({
      name: 'late',
      version: '1.0.0',
      subscribers: [
        subscribeToAll({ name: 'all', from: 'now', handle: async (_context, event) => void seen.push(event.id) }),
      ],
    })
    const second = await shelfEngine({ storage: memory({ disk }), plugins: [late] })
    await second.engine.settle()
    await second.desk.shelf.put({ label: 'after' })
    await second.engine.settle()
    expect(seen).toHaveLength(1)
  })

  it('is served by one of two engines at a time; when that one falls silent, the other takes over', async () => {
    const disk = memoryDisk()
    const storage = memory({ disk })
    const seen: string[] = []
    const stuck = Promise.withResolvers<void>()
    const reached = Promise.withResolvers<void>()
    const plugin = (name: string, hang: boolean) =>
      definePlugin({
        name: 'follower',
        version: '1.0.0',
        subscribers: [
          subscribe({
            name: 'counts',
            to: [boxPut],
            async handle() {
              if (hang) {
                reached.resolve()
                await stuck.promise
              }
              seen.push(name)
            },
          }),
        ],
      })
    const one = await shelfEngine({ storage, plugins: [plugin('one', true)] })
    const two = await shelfEngine({ storage: memory({ disk }), plugins: [plugin('two', false)] }, one.clock)
    await one.desk.shelf.put({ label: 'a' })
    const first = one.engine.settle()
    await reached.promise
    await two.engine.settle()
    expect(seen).toEqual([])
    one.clock.move(60_001)
    await two.engine.settle()
    expect(seen).toEqual(['two'])
    stuck.resolve()
    await first
    expect(seen).toEqual(['two', 'one'])
    await two.engine.settle()
    expect(seen).toHaveLength(2)
  })
})

const reminder = (run: (text: string) => void, attempts = 3) =>
  job({
    name: 'reminders.send',
    input: z.object({ text: z.string() }),
    attempts,
    async run(_context, { text }) {
      run(text)
    },
  })

describe('a job', () => {
  const reminders = (run: (text: string) => void) => {
    const send = reminder(run)
    return definePlugin({
      name: 'reminders',
      version: '1.0.0',
      jobs: [send],
      hooks: [
        before(putBox, (context, { label }) => {
          context.schedule(send, { text: label }, { at: '2026-11-22T02:10:00.000Z' })
        }),
      ],
    })
  }

  it('runs at its time, once, and survives a restart', async () => {
    const sent: string[] = []
    const plugins = [reminders((text) => void sent.push(text))] as const
    const disk = memoryDisk()
    const first = await shelfEngine({ plugins, storage: memory({ disk }) })
    await first.desk.shelf.put({ label: 'red' })
    await first.engine.settle()
    expect(sent).toEqual([])
    await first.engine.close()
    const second = await shelfEngine({ plugins, storage: memory({ disk }) })
    second.clock.move(600_000)
    await second.engine.settle()
    await second.engine.settle()
    expect(sent).toEqual(['red'])
  })

  it('runs in the branch of whoever asked, or in the one asked for', async () => {
    const ran: string[] = []
    const look = job({
      name: 'looks.look',
      input: z.object({}),
      async run({ branch }) {
        ran.push(branch)
      },
    })
    const looks = definePlugin({
      name: 'looks',
      version: '1.0.0',
      jobs: [look],
      hooks: [
        before(putBox, (context) => {
          context.schedule(look, {})
          context.schedule(look, {}, { branch: 'harbour' })
        }),
      ],
    })
    const { engine, desk } = await shelfEngine({ plugins: [looks] })
    await desk.shelf.put({ label: 'red' })
    await engine.settle()
    expect(ran.sort()).toEqual(['harbour', 'main'])
  })

  it('of a command that failed never runs', async () => {
    const sent: string[] = []
    const { engine, desk, clock } = await shelfEngine({ plugins: [reminders((text) => void sent.push(text))] })
    await desk.shelf.put({ label: 'red' })
    await desk.shelf.put({ label: 'red' }).catch(() => {})
    clock.move(600_000)
    await engine.settle()
    expect(sent).toEqual(['red'])
  })

  it('that fails is tried again, then given up into the dead letters', async () => {
    let tries = 0
    const plugin = reminders(() => {
      tries++
      throw new Error('no network')
    })
    const { engine, desk, clock } = await shelfEngine({ plugins: [plugin] })
    await desk.shelf.put({ label: 'red' })
    for (let minute = 0; minute < 20; minute++) {
      clock.move(60_000)
      await engine.settle()
    }
    expect(tries).toBe(3)
    expect((await desk.events.deadLetters()).items).toMatchObject([
      { kind: 'job', name: 'reminders.send', error: 'no network' },
    ])
    expect((await engine.health()).jobsDue).toBe(0)
  })

  it('of studios that this process does not know stays for those that do, and holds up nobody', async () => {
    const runs: string[] = []
    const remind = job({
      name: 'reminders.send',
      input: z.object({}),
      async run({ tenant }) {
        runs.push(tenant)
      },
    })
    const reminding = definePlugin({
      name: 'reminders',
      version: '1.0.0',
      jobs: [remind],
      hooks: [before(putBox, (context) => void ('schedule' in context && context.schedule(remind, {})))],
    })
    const disk = memoryDisk()
    const both = await shelfEngine({ plugins: [reminding], tenants: ['rose', 'gone'], storage: memory({ disk }) })
    const put = (tenant: string, label: string) =>
      both.engine.as({ tenant, branch: 'main', actor: { id: 'a', roles: ['keeper'] } }).shelf.put({ label })
    for (let count = 0; count < 120; count++) await put('gone', `box ${count}`)
    both.clock.move(1000)
    await put('rose', 'red')
    const one = await shelfEngine({ plugins: [reminding], tenants: ['rose'], storage: memory({ disk }) })
    one.clock.move(2000)
    await one.engine.settle()
    expect(runs).toEqual(['rose'])
    both.clock.move(2000)
    await both.engine.settle()
    expect(runs.length).toBe(121)
  })

  it('that recurs runs at its local time in every studio, day after day', async () => {
    const runs: string[] = []
    const nightly = definePlugin({
      name: 'nightly',
      version: '1.0.0',
      jobs: [
        job({
          name: 'nightly.close',
          input: z.object({}),
          cron: '30 3 * * *',
          async run(context) {
            runs.push(`${context.tenant} ${context.now}`)
          },
        }),
      ],
    })
    const { engine, clock } = await shelfEngine({ plugins: [nightly], tenants: ['rose', 'lily'] })
    for (const tenant of ['rose', 'lily']) {
      await engine.as({ tenant, branch: 'main', actor: { id: 'a', roles: ['keeper'] } }).shelf.put({ label: 'red' })
    }
    for (let hour = 0; hour < 48; hour++) {
      await engine.settle()
      clock.move(3_600_000)
    }
    expect(runs).toEqual([
      'lily 2026-11-22T20:00:00.000Z',
      'rose 2026-11-22T20:00:00.000Z',
      'lily 2026-11-23T20:00:00.000Z',
      'rose 2026-11-23T20:00:00.000Z',
    ])
  })
})

describe('an engine that works by itself', () => {
  it('wakes its subscribers at a commit, and stops them when it closes', async () => {
    const heard = Promise.withResolvers<number>()
    const { engine, desk } = await shelfEngine({
      background: true,
      plugins: [follower((count) => heard.resolve(count))],
    })
    await desk.shelf.put({ label: 'a', count: 7 })
    expect(await heard.promise).toBe(7)
    await engine.close()
    expect(engine.state).toBe('closed')
    expect(await engine.ready()).toBe(false)
    expect((await engine.health()).ok).toBe(false)
  })

  it('waits for operations at work when it closes', async () => {
    const gate = Promise.withResolvers<void>()
    const slow = definePlugin({ name: 'slow', version: '1.0.0', hooks: [before(putBox, () => gate.promise)] })
    const { engine, desk } = await shelfEngine({ plugins: [slow] })
    const put = desk.shelf.put({ label: 'a' })
    const closing = engine.close()
    await expect(desk.shelf.read()).rejects.toMatchObject({ code: 'ENGINE_CLOSED' })
    gate.resolve()
    expect((await put).label).toBe('a')
    await closing
    expect(boxes.columns.count.kind).toBe('int')
  })
})
