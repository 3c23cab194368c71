import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { before } from '../../src/engine/hook.ts'
import { job } from '../../src/engine/job.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import type { SessionOptions } from '../../src/engine/session.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { stored } from '../../src/engine/tables.ts'
import { boxPut, keeper, putBox, shelfEngine } from './bench-plugin.ts'
import { joinableMemory, WrappedConnection } from './host-connection.ts'

const inner: { call: (() => unknown) | undefined } = { call: undefined }

const priced = definePlugin({
  name: 'priced',
  version: '1.0.0',
  settings: z.object({ rate: z.string().default('5') }),
  operations: {
    rate: operation({
      name: 'priced.rate',
      summary: 'The rate in force.',
      kind: 'query',
      input: z.strictObject({}),
      output: z.object({ rate: z.string() }),
      async run(context): Promise<{ rate: string }> {
        return context.settings(priced as never)
      },
    }),
    rateForWriting: operation({
      name: 'priced.rateForWriting',
      summary: 'The rate in force, as a command that has not written yet sees it.',
      kind: 'command',
      input: z.strictObject({}),
      output: z.object({ rate: z.string() }),
      async run(context): Promise<{ rate: string }> {
        return context.settings(priced as never)
      },
    }),
  },
  hooks: [
    before(putBox, async () => {
      await inner.call?.()
    }),
  ],
})

async function openHost() {
  const seen: string[] = []
  const heard: string[] = []
  const nightly = job({
    name: 'follower.nightly',
    cron: '0 3 * * *',
    input: z.object({}),
    run: async () => {},
  })
  const follower = definePlugin({
    name: 'follower',
    version: '1.0.0',
    jobs: [nightly],
    subscribers: [
      subscribe({
        name: 'boxes',
        to: [boxPut],
        async handle(_context, event) {
          seen.push(event.data.boxId)
        },
      }),
    ],
  })
  const { storage, connect } = joinableMemory()
  const { engine, desk } = await shelfEngine({ storage, plugins: [priced, follower] as const })
  engine.on(boxPut, (event) => void heard.push(event.data.boxId))
  const host = connect()
  await host.begin()
  const session: SessionOptions = keeper
  const joined = engine.join(host, session)
  const firstWrites = () =>
    storage.snapshot((reads) => reads.find(stored.tenants, { orderBy: [], limit: 'all' })).then((rows) => rows.length)
  return { engine, desk, host, joined, connect, storage, seen, heard, firstWrites }
}

describe("in a host's own transaction", () => {
  it('commands stand when the host commits; listeners hear of it when the host says so, subscribers in any case', async () => {
    const { engine, desk, host, joined, seen, heard } = await openHost()
    const red = await joined.desk.shelf.put({ label: 'red' })
    const blue = await joined.desk.shelf.put({ label: 'blue' })
    expect(await joined.desk.shelf.read()).toEqual([blue, red])
    expect(await desk.shelf.read()).toEqual([])
    await host.commit()
    expect(await desk.shelf.read()).toEqual([blue, red])
    expect(heard).toEqual([])
    joined.committed()
    joined.committed()
    expect(heard).toEqual([red.id, blue.id])
    await engine.settle()
    expect(seen).toEqual([red.id, blue.id])
    expect((await desk.audit.commands()).items.map((one) => one.operation)).toEqual(['shelf.put', 'shelf.put'])
  })

  it('nothing stands when the host rolls back, and nothing of it is remembered', async () => {
    const { engine, desk, host, joined, seen, heard, firstWrites } = await openHost()
    await joined.desk.shelf.put({ label: 'red' })
    await joined.desk.settings.change({ plugin: 'priced', set: { rate: '9' } })
    expect(await joined.desk.priced.rate()).toEqual({ rate: '9' })
    expect(await joined.desk.priced.rateForWriting()).toEqual({ rate: '9' })
    await host.rollBack()
    expect(await desk.priced.rate()).toEqual({ rate: '5' })
    expect(await desk.shelf.read()).toEqual([])
    expect(await firstWrites()).toBe(0)
    await engine.settle()
    expect([seen, heard]).toEqual([[], []])
    // The store belongs to nobody yet: neither to the studio that was rolled back nor to another.
    const lily = engine.as({ ...keeper, tenant: 'lily' })
    await lily.shelf.put({ label: 'red' })
    expect(await firstWrites()).toBe(1)
  })

  it('what others have kept of settings is not believed inside, nor changed by what is read there', async () => {
    const { desk, host, joined } = await openHost()
    expect(await desk.priced.rate()).toEqual({ rate: '5' })
    await joined.desk.settings.change({ plugin: 'priced', set: { rate: '9' } })
    expect(await joined.desk.priced.rate()).toEqual({ rate: '9' })
    expect(await desk.priced.rate()).toEqual({ rate: '5' })
    await host.commit()
    joined.committed()
    expect(await desk.priced.rate()).toEqual({ rate: '9' })
  })

  it('everything works where the host never says that it has committed', async () => {
    const { engine, desk, host, joined, seen, firstWrites } = await openHost()
    const red = await joined.desk.shelf.put({ label: 'red' })
    await host.commit()
    await engine.settle()
    expect(seen).toEqual([red.id])
    const blue = await desk.shelf.put({ label: 'blue' })
    await engine.settle()
    expect(seen).toEqual([red.id, blue.id])
    expect(await firstWrites()).toBe(1)
  })

  it('recurring jobs of a studio that was written to first here are planned once the host says so', async () => {
    const { storage, host, joined } = await openHost()
    await joined.desk.shelf.put({ label: 'red' })
    await host.commit()
    const planned = () => storage.snapshot((reads) => reads.find(stored.jobs, { orderBy: [], limit: 'all' }))
    expect(await planned()).toHaveLength(0)
    joined.committed()
    await expect.poll(async () => (await planned()).map((row) => row.name)).toEqual(['follower.nightly'])
  })

  it('a command that fails undoes only itself', async () => {
    const { desk, host, joined } = await openHost()
    const red = await joined.desk.shelf.put({ label: 'red' })
    await expect(joined.desk.shelf.put({ label: 'red' })).rejects.toMatchObject({ code: 'STORAGE_UNIQUE_VIOLATION' })
    await expect(joined.desk.shelf.fill({ id: 'nobody', by: 1 })).rejects.toMatchObject({ code: 'BOX_UNKNOWN' })
    expect(await joined.desk.shelf.fill.attempt({ id: 'nobody', by: 1 })).toMatchObject({ ok: false })
    await joined.desk.shelf.fill({ id: red.id, by: 2 })
    await host.commit()
    expect(await desk.shelf.read()).toEqual([{ ...red, count: 2 }])
    expect((await desk.audit.commands()).items).toHaveLength(2)
  })

  it('an idempotency key counts, inside and afterwards', async () => {
    const { desk, host, joined } = await openHost()
    const red = await joined.desk.shelf.put({ label: 'red', idempotencyKey: 'k' })
    expect(await joined.desk.shelf.put({ label: 'red', idempotencyKey: 'k' })).toEqual(red)
    await expect(joined.desk.shelf.put({ label: 'blue', idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    })
    await host.commit()
    expect(await desk.shelf.put({ label: 'red', idempotencyKey: 'k' })).toEqual(red)
    expect(await desk.shelf.read()).toEqual([red])
  })

  it('a key that somebody else commits meanwhile gives his answer', async () => {
    const { engine, desk, host, joined } = await openHost()
    await host.commit()
    joined.committed()
    let others: Promise<unknown> | undefined
    await host.begin()
    const again = engine.join(host, keeper)
    inner.call = () => {
      inner.call = undefined
      others = desk.shelf.put({ label: 'red', idempotencyKey: 'k' })
      return others
    }
    const answer = again.desk.shelf.put({ label: 'red', idempotencyKey: 'k' })
    // The desk is refused inside a command, so the other caller stands outside of it.
    await answer.catch(() => undefined)
    await expect(others).rejects.toMatchObject({ code: 'DESK_INSIDE_COMMAND' })
    await host.rollBack()
  })

  it('calls that are not awaited take turns, those of two sessions on one connection too', async () => {
    const { engine, desk, host, joined } = await openHost()
    const second = engine.join(host, { ...keeper, actor: { id: 'wang', roles: ['keeper'] } })
    const settled = await Promise.allSettled([
      joined.desk.shelf.put({ label: 'a' }),
      second.desk.shelf.put({ label: 'b' }),
      joined.desk.shelf.put({ label: 'a' }),
      second.desk.shelf.put({ label: 'c' }),
      joined.desk.shelf.read(),
    ])
    expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    await host.commit()
    expect((await desk.shelf.read()).map((box) => box.label)).toEqual(['a', 'b', 'c'])
  })

  it('calls of two engines on one connection take turns, and so do those on a wrapper of it', async () => {
    const { engine, desk, host, joined, storage } = await openHost()
    const { engine: second } = await shelfEngine({ storage })
    const desks = [
      joined.desk,
      second.join(host, keeper).desk,
      engine.join(new WrappedConnection(host), keeper).desk,
      second.join(new WrappedConnection(host), keeper).desk,
    ]
    const told = await Promise.allSettled(
      ['a', 'b', 'c'].flatMap((label) => desks.map((one, at) => one.shelf.put({ label: at < 2 ? label : label + at }))),
    )
    expect(told.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(
      Array.from({ length: 3 }, () => 'STORAGE_UNIQUE_VIOLATION'),
    )
    await host.commit()
    const boxes = await desk.shelf.read()
    expect(boxes.map((box) => box.label).toSorted()).toEqual(['a', 'a2', 'a3', 'b', 'b2', 'b3', 'c', 'c2', 'c3'])
  })

  it('permissions and input are checked as ever', async () => {
    const { engine, host } = await openHost()
    const guest = engine.join(host, { ...keeper, actor: { id: 'eve', roles: ['guest'] } })
    await expect(guest.desk.shelf.put({ label: 'red' })).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    const wrong = { label: '' }
    await expect(engine.join(host, keeper).desk.shelf.put(wrong)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    expect(() => engine.join(host, { ...keeper, tenant: '' })).toThrow('tenant')
    await host.rollBack()
  })
})

describe('refused with its reason is', () => {
  it('a desk after the end of its transaction, told or not', async () => {
    const { engine, host, joined, connect } = await openHost()
    await joined.desk.shelf.put({ label: 'red' })
    await host.commit()
    await expect(joined.desk.shelf.put({ label: 'blue' })).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
    joined.committed()
    await host.begin()
    await expect(joined.desk.shelf.put({ label: 'blue' })).rejects.toMatchObject({ code: 'JOIN_ENDED' })
    await expect(joined.desk.shelf.read()).rejects.toMatchObject({ code: 'JOIN_ENDED' })
    await host.rollBack()
    expect(() => engine.join(connect(), keeper)).toThrow('no transaction is open')
  })

  it('committed() while a call is at work', async () => {
    const { host, joined, heard } = await openHost()
    const call = joined.desk.shelf.put({ label: 'red' })
    await Promise.resolve()
    expect(() => joined.committed()).toThrow(expect.objectContaining({ code: 'JOIN_BUSY' }))
    const { id } = await call
    await host.commit()
    joined.committed()
    expect(heard).toEqual([id])
  })

  it('joining inside a command, and the joined desk inside a command of its own or of another desk', async () => {
    const { engine, desk, host, joined } = await openHost()
    const refusals: unknown[] = []
    const caught = async (call: () => unknown): Promise<void> => {
      try {
        await call()
      } catch (error) {
        refusals.push((error as { code?: string }).code)
      }
    }
    inner.call = async () => {
      inner.call = undefined
      await caught(() => engine.join(host, keeper))
      await caught(() => joined.desk.shelf.read())
      await caught(() => joined.desk.shelf.put({ label: 'inner' }))
    }
    await joined.desk.shelf.put({ label: 'red' })
    inner.call = async () => {
      inner.call = undefined
      await caught(() => joined.desk.shelf.put({ label: 'inner' }))
    }
    await host.commit()
    await desk.shelf.put({ label: 'blue' })
    expect(refusals).toEqual(Array.from({ length: 4 }, () => 'DESK_INSIDE_COMMAND'))
  })

  it('the desk of another engine on the connection whose turn it is, which would wait for what waits for it', async () => {
    const { desk, host, joined, storage } = await openHost()
    const { engine: second } = await shelfEngine({ storage })
    const other = second.join(host, keeper)
    let refusal: unknown
    inner.call = async () => {
      inner.call = undefined
      refusal = await other.desk.shelf.put({ label: 'inner' }).catch((error: unknown) => error)
    }
    const outer = joined.desk.shelf.put({ label: 'red' })
    // Not from inside: this one waits for its turn.
    const behind = other.desk.shelf.put({ label: 'blue' })
    await Promise.all([outer, behind])
    expect(refusal).toMatchObject({ code: 'DESK_INSIDE_COMMAND', details: { outer: 'shelf.put' } })
    await host.commit()
    expect((await desk.shelf.read()).map((box) => box.label)).toEqual(['blue', 'red'])
  })

  it('a store that cannot join, and an engine that is closed', async () => {
    const { engine } = await shelfEngine({ storage: memory() })
    expect(() => engine.join({}, keeper)).toThrow('The storage adapter "memory" cannot join')
    const { engine: other, host, joined } = await openHost()
    await host.rollBack()
    await other.close()
    await expect(joined.desk.shelf.read()).rejects.toMatchObject({ code: 'ENGINE_CLOSED' })
    expect(() => other.join(host, keeper)).toThrow(expect.objectContaining({ code: 'ENGINE_CLOSED' }))
    joined.committed()
  })
})
