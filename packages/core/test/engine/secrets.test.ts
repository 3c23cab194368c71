import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { auditCommands } from '../../src/engine/records.ts'
import { id, int, text } from '../../src/storage/column.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { defineTable } from '../../src/storage/table.ts'
import { shelfEngine } from './bench-plugin.ts'
import { joinableMemory } from './host-connection.ts'
import { type Loss, losingStorage } from './losing-storage.ts'

const doors = defineTable({ name: 'vault_doors', columns: { id: id(), opens: int(), code: text(40) } })

/** Two tries of it answer alike but for the secret. */
function vault() {
  let made = 0
  const open = operation({
    name: 'vault.open',
    summary: 'Gives a door another code, which is shown this once.',
    kind: 'command',
    input: z.strictObject({ door: z.string() }),
    output: z.object({ door: z.string(), code: z.string() }),
    secrets: ['code'],
    async run(context, { door }) {
      const code = `secret-${++made}`
      const row = await context.store.get(doors, door)
      if (row === undefined) context.store.insert(doors, { id: door, opens: 1, code: code.slice(7) })
      else await context.store.update(doors, row, { opens: row.opens + 1, code: code.slice(7) })
      return { door, code }
    },
  })
  const read = operation({
    name: 'vault.read',
    summary: 'The doors.',
    kind: 'query',
    input: z.strictObject({}),
    output: z.array(z.object({ id: z.string(), opens: z.int(), code: z.string() })),
    run: ({ store }) => store.find(doors, { orderBy: ['id'], limit: 'all' }),
  })
  const records = operation({
    name: 'vault.records',
    summary: 'All records of commands as they are stored.',
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ text: z.string() }),
    run: async ({ store }) => ({ text: JSON.stringify(await store.find(auditCommands, { limit: 'all' })) }),
  })
  return definePlugin({
    name: 'vault',
    version: '1.0.0',
    tables: [doors],
    operations: { open, read, records },
    roles: { keeper: ['vault.*'] },
  })
}

const keeper = { tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['keeper', 'owner'] } } as const
const codeOf = (call: Promise<unknown>) => call.catch((error: { code?: string }) => error.code)

describe('a secret of an answer', () => {
  it('is shown once: the repeated key tells the rest, and that it is gone', async () => {
    const { engine } = await shelfEngine({ plugins: [vault()] as const })
    const desk = engine.as(keeper)
    const first = await desk.vault.open({ door: 'front', idempotencyKey: 'k' })
    expect(first).toEqual({ door: 'front', code: 'secret-1' })
    await expect(desk.vault.open({ door: 'front', idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'ANSWER_SHOWN_ONCE',
      status: 410,
      details: { key: 'k', operation: 'vault.open', secrets: ['code'], answer: { door: 'front' } },
    })
    expect(await codeOf(desk.vault.open({ door: 'back', idempotencyKey: 'k' }))).toBe('IDEMPOTENCY_MISMATCH')
    expect(await desk.vault.read()).toMatchObject([{ id: 'front', opens: 1 }])
    const { text: records } = await desk.vault.records()
    expect(records).toContain('{"value":{"door":"front"}')
    expect(records).not.toContain('secret-1')
    await engine.close()
  })

  it('is not told to the second of two requests that come at once', async () => {
    const { engine } = await shelfEngine({ plugins: [vault()] as const })
    const desk = engine.as(keeper)
    const both = await Promise.all([1, 2].map(() => codeOf(desk.vault.open({ door: 'front', idempotencyKey: 'k' }))))
    expect(both.filter((one) => one === 'ANSWER_SHOWN_ONCE')).toHaveLength(1)
    const [{ code } = { code: '' }] = await desk.vault.read()
    expect(both).toContainEqual({ door: 'front', code: `secret-${code}` })
    await engine.close()
  })

  it('is that of the try that stands, where a connection broke in the commit', async () => {
    const losses: Loss[] = ['not-committed', 'committed', 'committed-late', 'given-up-late', 'sent-late']
    for (const first of losses) {
      for (const second of [undefined, ...losses]) {
        for (const idempotencyKey of [undefined, 'k']) {
          const losing = losingStorage(memory())
          const { engine } = await shelfEngine({ storage: losing.storage, plugins: [vault()] as const })
          const desk = engine.as(keeper)
          losing.transactions.push(first, ...(second === undefined ? [] : (['none', second] as const)))
          const { code } = await desk.vault.open({ door: 'front', idempotencyKey })
          losing.transactions.length = 0
          await Promise.all(losing.late)
          expect((await desk.vault.read()).map((door) => [door.opens, `secret-${door.code}`])).toEqual([[1, code]])
          await engine.close()
        }
      }
    }
  })

  it('is shown once in a transaction of the host as well', async () => {
    const { storage, connect } = joinableMemory()
    const { engine } = await shelfEngine({ storage, plugins: [vault()] as const })
    const host = connect()
    await host.begin()
    const { desk } = engine.join(host, keeper)
    expect(await desk.vault.open({ door: 'front', idempotencyKey: 'k' })).toMatchObject({ code: 'secret-1' })
    expect(await codeOf(desk.vault.open({ door: 'front', idempotencyKey: 'k' }))).toBe('ANSWER_SHOWN_ONCE')
    await host.commit()
    await engine.close()
  })

  it('is a member of the answer of a command', () => {
    const declared = {
      name: 'vault.try',
      summary: 'Tries.',
      input: z.strictObject({}),
      run: async () => ({ code: 'x' }),
    }
    const output = z.object({ code: z.string() })
    const secrets = ['token'] as unknown as ['code']
    expect(() => operation({ ...declared, kind: 'command', output, secrets })).toThrow('"token" is none')
    expect(() => operation({ ...declared, kind: 'query', output, secrets: ['code'] })).toThrow('must not have secrets')
  })
})
