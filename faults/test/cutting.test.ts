import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ConnectionLost,
  createEngine,
  definePlugin,
  defineTable,
  id,
  operation,
  type StorageAdapter,
} from '@calotype/core'
import { freshMysqlDatabase, freshPostgresDatabase, mysqlForTests, postgresForTests } from '@calotype/test-servers'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Cut, CutKind, CutPlan } from '../src/network/cuts.ts'
import { SeededCuts } from '../src/network/cuts.ts'
import { cutting } from '../src/network/cutting.ts'
import { mysqlFraming, postgresFraming } from '../src/network/frames.ts'
import { TcpProxy, targetOf, throughPort } from '../src/network/proxy.ts'
import { randomOf } from '../src/run/random.ts'
import { adapterOf, readerOf } from '../src/stores/open.ts'
import type { ServerPlace } from '../src/stores/place.ts'
import { openJournal } from '../src/studio/journal.ts'
import { furnish, openStudio } from '../src/studio/open-studio.ts'
import { startRush } from '../src/studio/rush.ts'

/** Cuts one transaction, the first after it was armed. */
class OneCut implements CutPlan {
  readonly done: CutKind[] = []
  #armed: Cut | undefined

  arm(kind: CutKind): void {
    this.#armed = { kind, statement: 2, lateMs: 20 }
  }

  next(): Cut | undefined {
    const cut = this.#armed
    this.#armed = undefined
    return cut
  }

  made(kind: CutKind): void {
    this.done.push(kind)
  }
}

const notes = defineTable({ name: 'pad_notes', columns: { id: id() }, appendOnly: true })
const pad = definePlugin({
  name: 'pad',
  version: '1.0.0',
  tables: [notes],
  roles: { owner: ['pad.note'] },
  operations: {
    note: operation({
      name: 'pad.note',
      summary: 'Notes something.',
      kind: 'command',
      input: z.strictObject({ id: z.string() }),
      output: z.object({ id: z.string() }),
      async run({ store }, { id }) {
        // Something to be cut at, before the end.
        await store.lock([`pad ${id}`])
        await store.find(notes, { limit: 1 })
        return store.insert(notes, { id })
      },
    }),
  },
})

const open = (storage: StorageAdapter) =>
  createEngine({
    storage,
    plugins: [pad],
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
    background: false,
    connectionPatienceMs: 0,
  })

const stores = [
  {
    name: 'PostgreSQL',
    kind: 'postgres',
    server: await postgresForTests(),
    fresh: freshPostgresDatabase,
    framing: postgresFraming,
  },
  { name: 'MariaDB', kind: 'mysql', server: await mysqlForTests(), fresh: freshMysqlDatabase, framing: mysqlFraming },
] as const

for (const { name, ...store } of stores) {
  describe(`connections to ${name} that are cut`, { meta: { store: store.server.store } }, () => cutsOn(store))
}

function cutsOn({ kind, server, fresh, framing }: Omit<(typeof stores)[number], 'name'>): void {
  const url = 'url' in server ? server.url : undefined
  const cleaning: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const clean of cleaning.reverse()) await clean()
  })

  async function database(): Promise<ServerPlace> {
    const made = await fresh(url ?? '')
    cleaning.push(() => made.drop())
    return { kind, url: made.url }
  }

  async function behind(direct: ServerPlace, plan: CutPlan): Promise<ServerPlace> {
    const proxy = new TcpProxy(targetOf(direct.url), cutting(framing, plan))
    cleaning.push(() => proxy.close())
    return { kind, url: throughPort(direct.url, await proxy.listen()) }
  }

  it.skipIf(url === undefined).for([
    ['before-statement', 'rolled-back', 0],
    ['after-statement', 'rolled-back', 0],
    ['before-commit', 'unknown', 0],
    ['commit-sent', 'unknown', 1],
    ['commit-answered', 'unknown', 1],
    ['commit-late', 'unknown', 1],
  ] as const)(
    'an engine without patience is told of %s as %s, and what was asked stands %d times',
    async ([cut, outcome, times]) => {
      const plan = new OneCut()
      const direct = await database()
      const engine = await open(await adapterOf(await behind(direct, plan)))
      cleaning.push(() => engine.close())
      const desk = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['owner'] } })
      await desk.pad.note({ id: 'first' })
      // The first command of a studio plans its recurring jobs: the cut is not meant for them.
      await engine.settle()
      plan.arm(cut)
      const lost: unknown = await desk.pad.note({ id: 'cut' }).catch((error: unknown) => error)
      expect(ConnectionLost.is(lost) && lost.details.outcome).toBe(outcome)
      expect(plan.done).toEqual([cut])
      await engine.close()
      const reader = await readerOf(direct)
      cleaning.push(() => reader.close())
      const standing = async () => (await reader.rows("select id from pad_notes where id = 'cut'")).length
      await expect.poll(standing, { timeout: 60_000 }).toBe(times)
    },
  )

  it.skipIf(url === undefined)('clients of an engine without patience see errors, and that is told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'calotype-faults-test-'))
    cleaning.push(async () => rmSync(folder, { recursive: true, force: true }))
    const plan = new SeededCuts(randomOf(1), 0.5)
    const engine = await openStudio({
      storage: await adapterOf(await behind(await database(), plan)),
      witness: { owner: 'test' },
      connectionPatienceMs: 0,
    })
    cleaning.push(() => engine.close())
    await furnish(engine)
    plan.active = true
    const journal = openJournal(join(folder, 'journal'))
    const failures = await startRush({ engine, journal, name: 'c', counters: 2, customers: 4, seed: 1 }).ended
    plan.active = false
    await engine.close()
    journal.close()
    expect(failures.join('\n')).toContain('ended with STORAGE_CONNECTION_LOST')
  })
}
