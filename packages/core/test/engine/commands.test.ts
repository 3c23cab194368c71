import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { after, before, on, veto } from '../../src/engine/hook.ts'
import { defineHookPoint } from '../../src/engine/hook-point.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { BoxUnknown, boxes, fillBox, keeper, putBox, shelfEngine, studio } from './bench-plugin.ts'

describe('a command', () => {
  it('answers what its operation answers, and a query finds it', async () => {
    const { desk } = await shelfEngine()
    const box = await desk.shelf.put({ label: 'red' })
    expect(box).toEqual({ id: box.id, label: 'red', count: 0, branch: 'main' })
    expect(await desk.shelf.read()).toEqual([box])
  })

  it('is audited: who, what, when, before and after', async () => {
    const { desk } = await shelfEngine()
    const box = await desk.shelf.put({ label: 'red', owner: 'Wang Fang' })
    await desk.shelf.fill({ id: box.id, by: 3 })
    const { items } = await desk.audit.history({ table: 'shelf_boxes', recordId: box.id })
    expect(
      items.map(({ operation, actor, kind, before, after }) => ({ operation, actor, kind, before, after })),
    ).toEqual([
      {
        operation: 'shelf.put',
        actor: 'li-na',
        kind: 'insert',
        before: null,
        after: { id: box.id, branch: 'main', label: 'red', owner: 'Wang Fang', count: 0 },
      },
      { operation: 'shelf.fill', actor: 'li-na', kind: 'update', before: { count: 0 }, after: { count: 3 } },
    ])
    const commands = await desk.audit.commands({ actor: 'li-na' })
    expect(commands.items.map((command) => command.operation)).toEqual(['shelf.fill', 'shelf.put'])
    expect(commands.items[0]?.at).toBe('2026-11-22T02:00:00.000Z')
  })

  it('that fails leaves nothing', async () => {
    const storage = memory()
    const { desk } = await shelfEngine({ storage })
    await desk.shelf.put({ label: 'red' })
    await expect(desk.shelf.put({ label: 'red' })).rejects.toMatchObject({
      code: 'STORAGE_UNIQUE_VIOLATION',
      details: { table: 'shelf_boxes', constraint: 'label' },
    })
    expect(await desk.shelf.read()).toHaveLength(1)
    expect((await desk.audit.commands()).items).toHaveLength(1)
  })

  it('with an unknown member is refused, and the message names it', async () => {
    const { desk } = await shelfEngine()
    const wrong = { label: '', colour: 'red' } as unknown as { label: string }
    await expect(desk.shelf.put(wrong)).rejects.toMatchObject({ code: 'INPUT_INVALID', status: 422 })
    await expect(desk.shelf.put(wrong)).rejects.toThrow(
      'colour: is no field here; there are label, owner, count (got "red")',
    )
  })

  it('gives its declared failures as values to who attempts it', async () => {
    const { desk } = await shelfEngine()
    const outcome = await desk.shelf.fill.attempt({ id: 'none', by: 1 })
    expect(outcome.ok).toBe(false)
    if (!outcome.ok) expect(BoxUnknown.is(outcome.error) && outcome.error.details.id).toBe('none')
    await expect(desk.shelf.put.attempt({ label: '' })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  it('needs a permission', async () => {
    const { engine } = await shelfEngine()
    const guest = engine.as({ ...keeper, actor: { id: 'mei', roles: ['guest'] } })
    await expect(guest.shelf.put({ label: 'red' })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
      details: { permission: 'shelf.put', actor: 'mei', branch: 'main' },
    })
    expect(await guest.shelf.read()).toEqual([])
  })

  it('that other writers get in the way of is repeated as a whole', async () => {
    const { desk } = await shelfEngine()
    const box = await desk.shelf.put({ label: 'red' })
    await Promise.all(Array.from({ length: 20 }, () => desk.shelf.fill({ id: box.id, by: 1 })))
    expect((await desk.shelf.read())[0]?.count).toBe(20)
  })

  it('whose plugin throws something foreign fails typed, keeps the cause and stops nobody', async () => {
    const cause = new TypeError('oh')
    const broken = definePlugin({
      name: 'broken',
      version: '1.0.0',
      operations: {
        run: operation({
          name: 'broken.run',
          summary: 'Throws.',
          kind: 'command',
          input: z.strictObject({}),
          output: z.object({}),
          async run() {
            throw cause
          },
        }),
      },
    })
    const { desk } = await shelfEngine({ plugins: [broken] })
    await expect(desk.broken.run()).rejects.toMatchObject({ code: 'OPERATION_FAILED', cause })
    expect(await desk.shelf.read()).toEqual([])
  })

  it('that answers against its schema is undone', async () => {
    const liar = definePlugin({
      name: 'liar',
      version: '1.0.0',
      operations: {
        run: operation({
          name: 'liar.run',
          summary: 'Answers wrongly.',
          kind: 'command',
          input: z.strictObject({}),
          output: z.object({ id: z.string() }),
          async run(context) {
            await context.run(putBox, { label: 'lie' })
            return { id: 1 } as never
          },
        }),
      },
    })
    const { desk } = await shelfEngine({ plugins: [liar] })
    await expect(desk.liar.run()).rejects.toMatchObject({ code: 'OUTPUT_INVALID' })
    expect(await desk.shelf.read()).toEqual([])
  })
})

describe('idempotency', () => {
  it('answers the stored answer to the same key and request, and does nothing again', async () => {
    const { desk } = await shelfEngine()
    const first = await desk.shelf.put({ label: 'red', idempotencyKey: 'k1' })
    const again = await desk.shelf.put({ label: 'red', idempotencyKey: 'k1' })
    expect(again).toEqual(first)
    expect(await desk.shelf.read()).toHaveLength(1)
    expect((await desk.audit.commands()).items).toHaveLength(1)
  })

  it('refuses the same key with another request, or another operation', async () => {
    const { desk } = await shelfEngine()
    const box = await desk.shelf.put({ label: 'red', idempotencyKey: 'k1' })
    await expect(desk.shelf.put({ label: 'blue', idempotencyKey: 'k1' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
      status: 409,
    })
    await expect(desk.shelf.fill({ id: box.id, by: 1, idempotencyKey: 'k1' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    })
  })

  it('is asked before anything that the work of a repeated request would be refused for', async () => {
    const { desk } = await shelfEngine()
    const box = await desk.shelf.put({ label: 'red', idempotencyKey: 'k1' })
    const filled = await desk.shelf.fill({ id: box.id, by: 1, idempotencyKey: 'k2' })
    expect(await desk.shelf.fill({ id: box.id, by: 1, idempotencyKey: 'k2' })).toEqual(filled)
    await expect(desk.shelf.fill({ id: 'nobody', by: 1, idempotencyKey: 'k1' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    })
    await expect(desk.shelf.fill({ id: 'nobody', by: 1, idempotencyKey: 'new' })).rejects.not.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    })
    expect(await desk.shelf.read()).toHaveLength(1)
  })

  it('carries out one of fifty requests that come at once, and answers all alike', async () => {
    const { desk } = await shelfEngine()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => desk.shelf.put({ label: 'red', idempotencyKey: 'k1' })),
    )
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
    expect(await desk.shelf.read()).toHaveLength(1)
  })

  it('keeps keys of studios apart, and does not hold a key that failed', async () => {
    const { engine } = await shelfEngine({ tenants: ['rose', 'lily'] })
    const rose = engine.as(keeper)
    const lily = engine.as({ ...keeper, tenant: 'lily' })
    await rose.shelf.put({ label: 'red', idempotencyKey: 'k1' })
    await lily.shelf.put({ label: 'blue', idempotencyKey: 'k1' })
    await expect(rose.shelf.fill({ id: 'x', by: 1, idempotencyKey: 'k2' })).rejects.toMatchObject({
      code: 'BOX_UNKNOWN',
    })
    await rose.shelf.put({ label: 'green', idempotencyKey: 'k2' })
    expect(await lily.shelf.read()).toHaveLength(1)
  })

  it('refuses a key that is empty, too long or no text', async () => {
    const { desk } = await shelfEngine()
    for (const idempotencyKey of ['', 'x'.repeat(201), 7 as unknown as string]) {
      await expect(desk.shelf.put({ label: 'red', idempotencyKey })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    }
  })
})

describe('operations inside an operation', () => {
  const outer = (body: Parameters<typeof operation>[0]['run']) =>
    definePlugin({
      name: 'outer',
      version: '1.0.0',
      operations: {
        run: operation({
          name: 'outer.run',
          summary: 'Runs others.',
          kind: 'command',
          input: z.strictObject({}),
          output: z.unknown(),
          run: body as never,
        }),
      },
    })

  it('join its transaction and are named in its audit', async () => {
    const plugin = outer(async (context) => {
      const box = await (context as never as import('../../src/engine/context.ts').CommandContext).run(putBox, {
        label: 'a',
      })
      await (context as never as import('../../src/engine/context.ts').CommandContext).run(fillBox, {
        id: box.id,
        by: 2,
      })
      return null
    })
    const { desk } = await shelfEngine({ plugins: [plugin] })
    await desk.outer.run()
    expect((await desk.shelf.read())[0]?.count).toBe(2)
    expect((await desk.audit.commands()).items).toMatchObject([
      { operation: 'outer.run', parts: ['shelf.put', 'shelf.fill'] },
    ])
  })

  it('take the whole down when one fails, even if its error is swallowed', async () => {
    const plugin = outer(async (context) => {
      const command = context as never as import('../../src/engine/context.ts').CommandContext
      await command.run(putBox, { label: 'a' })
      await command.run(fillBox, { id: 'none', by: 2 }).catch(() => {})
      return null
    })
    const { desk } = await shelfEngine({ plugins: [plugin] })
    await expect(desk.outer.run()).rejects.toMatchObject({ code: 'PART_FAILED', details: { part: 'shelf.fill' } })
    expect(await desk.shelf.read()).toEqual([])
  })

  it('undo only themselves when they are attempted', async () => {
    const plugin = outer(async (context) => {
      const command = context as never as import('../../src/engine/context.ts').CommandContext
      await command.run(putBox, { label: 'a' })
      const failed = await command.attempt(fillBox, { id: 'none', by: 2 })
      return failed.ok
    })
    const { desk } = await shelfEngine({ plugins: [plugin] })
    expect(await desk.outer.run()).toBe(false)
    expect((await desk.shelf.read()).map((box) => box.label)).toEqual(['a'])
  })
})

describe('hooks', () => {
  it('run in order, in the transaction, before and after a command and at a point', async () => {
    const seen: string[] = []
    const point = defineHookPoint<{ note: string }>('first.point')
    const first = definePlugin({
      name: 'first',
      version: '1.0.0',
      hookPoints: [point],
      hooks: [
        after(putBox, (_context, { output }) => void seen.push(`after ${output.label}`)),
        before(putBox, async (context, input) => {
          seen.push(`before ${input.label}`)
          await context.raise(point, { note: 'raised' })
        }),
      ],
    })
    const second = definePlugin({
      name: 'second',
      version: '1.0.0',
      requires: { first: '^1.0.0' },
      hooks: [
        on(point, (_context, { note }) => void seen.push(`second ${note}`)),
        on(point, (_context, { note }) => void seen.push(`early ${note}`), { order: -1 }),
      ],
    })
    const { desk } = await shelfEngine({ plugins: [second, first] })
    await desk.shelf.put({ label: 'red' })
    expect(seen).toEqual(['before red', 'early raised', 'second raised', 'after red'])
  })

  it('may veto, and nothing stands', async () => {
    const closed = definePlugin({
      name: 'closed',
      version: '1.0.0',
      hooks: [
        after(putBox, () => {
          throw veto('The shelf is full.')
        }),
      ],
    })
    const { desk } = await shelfEngine({ plugins: [closed] })
    await expect(desk.shelf.put({ label: 'red' })).rejects.toMatchObject({
      code: 'VETOED',
      details: { plugin: 'closed', reason: 'The shelf is full.' },
    })
    expect(await desk.shelf.read()).toEqual([])
  })

  it('that throw fail the command, by name', async () => {
    const broken = definePlugin({
      name: 'broken',
      version: '1.0.0',
      hooks: [
        before(putBox, () => {
          throw new Error('bug')
        }),
      ],
    })
    const { desk } = await shelfEngine({ plugins: [broken] })
    await expect(desk.shelf.put({ label: 'red' })).rejects.toMatchObject({
      code: 'HOOK_FAILED',
      details: { plugin: 'broken', point: 'before shelf.put' },
    })
  })
})

describe('branches and studios', () => {
  it('a role limited to branches neither sees nor writes beyond them', async () => {
    const { engine } = await shelfEngine()
    const main = engine.as(keeper)
    const both = await main.shelf.put({ label: 'main box' })
    const north = engine.as({
      tenant: 'rose',
      branch: 'north',
      actor: { id: 'wu', roles: [{ role: 'keeper', branches: ['north'] }] },
    })
    expect(await north.shelf.read()).toEqual([])
    await expect(north.shelf.fill({ id: both.id, by: 1 })).rejects.toMatchObject({ code: 'BOX_UNKNOWN' })
    const own = await north.shelf.put({ label: 'north box' })
    expect((await north.shelf.read()).map((box) => box.id)).toEqual([own.id])
    expect(await main.shelf.read()).toHaveLength(2)
    const strayed = engine.as({
      tenant: 'rose',
      branch: 'main',
      actor: { id: 'wu', roles: [{ role: 'keeper', branches: ['north'] }] },
    })
    await expect(strayed.shelf.read()).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })

  it('a role for every branch widens only what it allows itself', async () => {
    const { engine, desk } = await shelfEngine()
    await desk.shelf.put({ label: 'main box' })
    const mixed = engine.as({
      tenant: 'rose',
      branch: 'north',
      actor: { id: 'wu', roles: [{ role: 'guest', branches: ['north'] }, 'auditor'] },
    })
    expect(await mixed.shelf.read()).toEqual([])
    expect((await mixed.audit.commands()).items).toHaveLength(1)
  })

  it('the first studio that writes owns a store whose host names none; any other is unknown', async () => {
    const storage = memory()
    const { engine, desk } = await shelfEngine({ storage })
    await desk.shelf.put({ label: 'red' })
    const other = engine.as({ ...keeper, tenant: 'rsoe' })
    await expect(other.shelf.put({ label: 'blue' })).rejects.toMatchObject({ code: 'TENANT_UNKNOWN' })
    await expect(other.shelf.read()).rejects.toMatchObject({ code: 'TENANT_UNKNOWN' })
  })

  it('of two studios that claim an empty store at once, one gets it', async () => {
    const { engine } = await shelfEngine()
    const outcomes = await Promise.allSettled(
      ['rose', 'lily'].map((tenant) => engine.as({ ...keeper, tenant }).shelf.put({ label: 'red' })),
    )
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('studios that the host names do not see each other, and a name it does not know is unknown', async () => {
    const { engine } = await shelfEngine({ tenants: ['rose', 'lily'] })
    const rose = engine.as(keeper)
    const lily = engine.as({ ...keeper, tenant: 'lily' })
    const box = await rose.shelf.put({ label: 'red' })
    await lily.shelf.put({ label: 'red' })
    await expect(lily.shelf.fill({ id: box.id, by: 1 })).rejects.toMatchObject({ code: 'BOX_UNKNOWN' })
    expect(await lily.audit.history({ table: 'shelf_boxes', recordId: box.id })).toEqual({ items: [], next: null })
    await expect(engine.as({ ...keeper, tenant: 'mint' }).shelf.read()).rejects.toMatchObject({
      code: 'TENANT_UNKNOWN',
    })
  })

  it('a branch that the studio does not have is unknown', async () => {
    const { engine } = await shelfEngine({ studio: { ...studio, branches: { main: {} } } })
    await expect(engine.as({ ...keeper, branch: 'mian' }).shelf.read()).rejects.toMatchObject({
      code: 'BRANCH_UNKNOWN',
      details: { known: ['main'] },
    })
  })

  it('a malformed session is refused at once', async () => {
    const { engine } = await shelfEngine()
    expect(() => engine.as({ ...keeper, tenant: '' })).toThrow(/tenant/)
    expect(() => engine.as({ ...keeper, actor: { id: 'x', roles: ['nobody'] } })).toThrow(/There is no role "nobody"/)
    expect(() => engine.as({ ...keeper, actor: undefined as never })).toThrow(/actor/)
  })
})

describe('a permission that nobody declares', () => {
  it('is a mistake, not a refusal', async () => {
    const asking = definePlugin({
      name: 'asking',
      version: '1.0.0',
      permissions: ['asking.more'],
      operations: {
        run: operation({
          name: 'asking.run',
          summary: 'Asks.',
          kind: 'query',
          input: z.strictObject({ permission: z.string() }),
          output: z.boolean(),
          run: async (context, { permission }) => context.may(permission),
        }),
      },
      roles: { keeper: ['asking.*'] },
    })
    const { desk } = await shelfEngine({ plugins: [asking] })
    expect(await desk.asking.run({ permission: 'asking.more' })).toBe(true)
    await expect(desk.asking.run({ permission: 'asking.mroe' })).rejects.toMatchObject({ code: 'PERMISSION_UNKNOWN' })
  })
})

describe('a query', () => {
  it('cannot run a command', async () => {
    const sly = definePlugin({
      name: 'sly',
      version: '1.0.0',
      operations: {
        run: operation({
          name: 'sly.run',
          summary: 'Tries.',
          kind: 'query',
          input: z.strictObject({}),
          output: z.unknown(),
          run: (context) => context.run(putBox as never, { label: 'red' } as never),
        }),
      },
    })
    const { desk } = await shelfEngine({ plugins: [sly] })
    await expect(desk.sly.run()).rejects.toMatchObject({ code: 'COMMAND_IN_QUERY' })
    expect(boxes.name).toBe('shelf_boxes')
  })
})

describe('two engines in one process', () => {
  it('never meet', async () => {
    const one = await shelfEngine()
    const two = await shelfEngine()
    const heard: string[] = []
    const { boxPut } = await import('./bench-plugin.ts')
    two.engine.on(boxPut, () => void heard.push('two'))
    one.engine.on(boxPut, (event) => void heard.push(`one ${event.data.count}`))
    await one.desk.shelf.put({ label: 'red', count: 4 })
    expect(await two.desk.shelf.read()).toEqual([])
    expect(heard).toEqual(['one 4'])
    await one.engine.close()
    await two.desk.shelf.put({ label: 'blue' })
    await expect(one.desk.shelf.read()).rejects.toMatchObject({ code: 'ENGINE_CLOSED' })
  })
})
