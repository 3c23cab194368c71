import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createEngine } from '../../src/create-engine.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { clockToken, provide } from '../../src/engine/tokens.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { Reads, StorageAdapter } from '../../src/storage/port.ts'
import { addMillis } from '../../src/values/instant.ts'
import { counting, furnished, type OpenStudio, openStudio } from '../orders/studio.ts'

const settingsRead = 'find settings_values'

const warm = { name: 'warm', settings: z.object({ degrees: z.int().default(20) }) } as const
const loud = { name: 'loud', settings: z.object({ decibels: z.int().default(40) }) } as const

const readBoth = operation({
  name: 'warm.readBoth',
  summary: 'Reads the settings of two plugins at once.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.tuple([z.int(), z.int()]),
  async run(context): Promise<[number, number]> {
    const [{ degrees }, { decibels }] = await Promise.all([context.settings(warm), context.settings(loud)])
    return [degrees, decibels]
  },
})

const plugins = [
  definePlugin({ ...warm, version: '1.0.0', operations: { readBoth }, roles: { owner: ['*'] } }),
  definePlugin({ ...loud, version: '1.0.0' }),
] as const

/** A process on a store, with a clock that can be set. */
async function processOn(storage: StorageAdapter = memory()) {
  const clock = { at: '2026-11-22T02:00:00.000Z' }
  const { adapter, statements } = counting(storage)
  const engine = await createEngine({
    storage: adapter,
    plugins,
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
    tenants: ['rose', 'lily'],
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => clock.at } })],
  })
  const of = (tenant: string) => engine.as({ tenant, branch: 'main', actor: { id: 'chen', roles: ['owner'] } })
  const read = async (tenant = 'rose') => {
    statements.length = 0
    const answer = await of(tenant).warm.readBoth()
    return { answer, reads: statements.filter((one) => one === settingsRead).length }
  }
  const later = (millis: number) => {
    clock.at = addMillis(clock.at, millis)
  }
  return { storage, desk: of('rose'), of, read, later }
}

/** A store whose snapshots all read through one object, each statement for itself. */
function withSameReads(inner: StorageAdapter): StorageAdapter {
  const reads = new Proxy({} as Reads, {
    get: (_, name) => {
      return (...given: unknown[]) =>
        inner.snapshot((one) => (Reflect.get(one, name) as (...all: unknown[]) => Promise<unknown>).apply(one, given))
    },
  })
  return new Proxy(inner, {
    get(target, name) {
      if (name === 'snapshot') return (work: (all: Reads) => Promise<unknown>) => work(reads)
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

describe('the settings of a studio', () => {
  it('are read by one statement, whoever asks first, and by none after', async () => {
    const { read } = await processOn()
    expect(await read()).toEqual({ answer: [20, 40], reads: 1 })
    expect(await read()).toEqual({ answer: [20, 40], reads: 0 })
    expect((await read('lily')).reads).toBe(1)
    expect((await read('lily')).reads).toBe(0)
  })

  it('are read again, all by one statement, after one plugin’s were changed; those of other studios are not', async () => {
    const { desk, read } = await processOn()
    await read()
    await read('lily')
    await desk.settings.change({ plugin: 'loud', set: { decibels: 90 } })
    expect(await read()).toEqual({ answer: [20, 90], reads: 1 })
    expect(await read()).toEqual({ answer: [20, 90], reads: 0 })
    expect((await read('lily')).reads).toBe(0)
  })

  it('that another process changed are seen five seconds after they were read, all of one view', async () => {
    const { storage, desk } = await processOn()
    const other = await processOn(storage)
    await other.read()
    await desk.settings.change({ plugin: 'loud', set: { decibels: 90 } })
    await desk.settings.change({ plugin: 'warm', set: { degrees: 30 } })
    other.later(4999)
    expect(await other.read()).toEqual({ answer: [20, 40], reads: 0 })
    other.later(1)
    expect(await other.read()).toEqual({ answer: [30, 90], reads: 1 })
  })

  it('are those of no other studio, though a store gives both the same reads', async () => {
    const { storage, desk } = await processOn()
    await desk.settings.change({ plugin: 'loud', set: { decibels: 90 } })
    const { of } = await processOn(withSameReads(storage))
    const both = await Promise.all([of('rose').warm.readBoth(), of('lily').warm.readBoth()])
    expect(both).toEqual([
      [20, 90],
      [20, 40],
    ])
  })

  it('of one plugin that its schema no longer takes stop nobody who reads those of another', async () => {
    const storage = memory()
    const { desk } = await processOn(storage)
    await desk.settings.change({ plugin: 'loud', set: { decibels: 90 } })
    const quiet = { name: 'loud', settings: z.object({ decibels: z.int().max(50).default(40) }) } as const
    const engine = await createEngine({
      storage,
      plugins: [definePlugin({ ...quiet, version: '1.0.0' }), plugins[0]] as const,
      studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
      tenants: ['rose', 'lily'],
      background: false,
    })
    const owner = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'chen', roles: ['owner'] } })
    expect((await owner.settings.read({ plugin: 'warm' })).value).toEqual({ degrees: 20 })
    await expect(owner.settings.read({ plugin: 'loud' })).rejects.toMatchObject({ code: 'SETTINGS_INVALID' })
  })
})

describe('a process that has not worked for a studio', () => {
  it('reads one statement of settings at its first order, first sale and first sale handed over', async () => {
    const storage = memory()
    const { customer } = await furnished({ storage })
    const payment = { legs: [{ method: 'cash', amount: '600.00' }] }
    const order = { customerId: customer.id, lines: [{ item: 'album-12' }] }
    const work: Record<string, (desk: OpenStudio['desk']) => Promise<unknown>> = {
      order: (desk) => desk.orders.place(order),
      sale: (desk) => desk.orders.place({ ...order, payment }),
      async handedOver(desk) {
        const { id: orderId } = await desk.orders.place({ ...order, payment })
        await desk.orders.pickUp({ orderId })
      },
    }
    const counts: Record<string, { readonly cold: number; readonly settings: number; readonly warm: number }> = {}
    for (const [name, done] of Object.entries(work)) {
      const studio = await openStudio({ storage })
      const statementsOf = async () => {
        studio.statements.length = 0
        await done(studio.desk)
        return [...studio.statements]
      }
      const cold = await statementsOf()
      const settings = cold.filter((one) => one === settingsRead).length
      counts[name] = { cold: cold.length, settings, warm: (await statementsOf()).length }
    }
    // The first payment also learns which tills the studio has.
    expect(counts).toEqual({
      order: { cold: 12, settings: 1, warm: 11 },
      sale: { cold: 16, settings: 1, warm: 14 },
      handedOver: { cold: 35, settings: 1, warm: 33 },
    })
  })
})
