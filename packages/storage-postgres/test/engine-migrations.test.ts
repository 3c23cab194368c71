import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createEngine, type Plugin } from '@calotype/core'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { demanding, frames, today, tomorrow, yesterday } from './gallery-plugin.ts'
import { postgresLab, thrownBy, until } from './lab.ts'
import { type MigrationStore, migrationStores } from './migration-stores.ts'
import type { Start } from './starting-process.ts'

const lab = await postgresLab()

const owner = { tenant: 'rose', branch: 'main', actor: { id: 'o', roles: ['owner'] } }
const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai' }
const changesSchema = /^\s*(create|alter|drop|insert into [^ ]*calotype_notes)/i

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function otherProcess(): Promise<ChildProcess> {
  const child = fork(new URL('starting-process.ts', import.meta.url).pathname, {
    execArgv: ['--conditions=calotype-source', '--disable-warning=ExperimentalWarning'],
  })
  await once(child, 'message')
  return child
}

/** Started when they are first needed, and used again. */
let team: Promise<readonly ChildProcess[]> | undefined
const four = () => {
  team ??= Promise.all([1, 2, 3, 4].map(otherProcess))
  return team
}
afterAll(async () => {
  for (const child of (await team) ?? []) child.disconnect()
})

async function start<const P extends readonly Plugin[]>(
  store: MigrationStore,
  plugins: P,
  migrate: 'apply' | 'check' = 'apply',
) {
  const sent: string[] = []
  const storage = store.open((sql) => sent.push(sql))
  endings.push(() => storage.close())
  const engine = await createEngine({ storage, plugins, studio, migrate, background: false })
  return { engine, sent, steps: engine.migrations.steps.map(({ step }) => step.kind) }
}

async function schemaOf(store: MigrationStore) {
  const storage = store.open()
  const found = await storage.introspect()
  await storage.close()
  const named = <T extends { readonly name: string }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    notes: found.notes,
    tables: named(found.tables).map((table) => ({
      ...table,
      uniques: named(table.uniques),
      indexes: named(table.indexes),
    })),
  }
}

for (const kind of await migrationStores(lab)) {
  const describeHere = describe.skipIf(kind.absent)
  const newStore = async () => {
    const store = await kind.create()
    endings.push(() => store.remove())
    return store
  }
  /** A store that yesterday's code made and filled. */
  const used = async () => {
    const store = await newStore()
    const { engine } = await start(store, [yesterday])
    await engine.as(owner).gallery.add({ title: 'wedding' })
    await engine.close()
    return store
  }

  describeHere(`migrations on ${kind.name}`, { meta: kind.meta }, () => {
    it('an empty store gets every table, and the engine works', async () => {
      const store = await newStore()
      const { engine, steps } = await start(store, [today])
      expect(steps.filter((step) => step === 'create-table').length).toBeGreaterThan(10)
      await engine.as(owner).gallery.add({ title: 'wedding' })
      expect(await engine.as(owner).gallery.list({})).toMatchObject([{ title: 'wedding', pages: 40, note: null }])
    })

    it("yesterday's store with its rows becomes today's: rows get the value declared for them, and constraints hold", async () => {
      const store = await used()
      const { engine, steps } = await start(store, [today])
      expect(steps).toEqual(['create-table', 'add-column', 'add-column', 'create-index', 'create-index'])
      expect(engine.migrations.steps.filter(({ risk }) => risk === 'needs-backfill')).toHaveLength(1)
      expect(await engine.as(owner).gallery.list({})).toMatchObject([{ title: 'wedding', pages: 20, note: null }])
      await expect(engine.as(owner).gallery.add({ title: 'wedding' })).rejects.toMatchObject({
        code: 'STORAGE_UNIQUE_VIOLATION',
        details: { table: 'gallery_albums', constraint: 'title' },
      })
    })

    it('a second start finds nothing to do, and changes nothing', async () => {
      const store = await used()
      await start(store, [today])
      const before = await schemaOf(store)
      const { sent, steps } = await start(store, [today])
      expect(steps).toEqual([])
      expect(sent.filter((sql) => changesSchema.test(sql))).toEqual([])
      expect(await schemaOf(store)).toEqual(before)
    })

    it('a plugin that is added gets its table, and nothing else is touched', async () => {
      const store = await used()
      const { engine } = await start(store, [yesterday, frames])
      expect(engine.migrations.steps.map(({ owner }) => owner)).toEqual(['frames', 'frames'])
      expect(await engine.as(owner).gallery.list({})).toHaveLength(1)
    })

    it('of a plugin that is removed the rows are kept, and named', async () => {
      const store = await used()
      const without = await start(store, [frames])
      expect(without.engine.migrations.undeclared).toEqual(['gallery_albums'])
      await without.engine.close()
      const back = await start(store, [yesterday])
      expect(back.engine.migrations.undeclared).toEqual(['frames_frames'])
      expect(await back.engine.as(owner).gallery.list({})).toMatchObject([{ title: 'wedding' }])
    })

    it('a required column without a value is refused with how to mend it, and nothing is changed', async () => {
      const store = await used()
      const before = await schemaOf(store)
      expect(await thrownBy(start(store, [demanding, frames]))).toMatchObject({
        code: 'MIGRATION_REFUSED',
        message:
          'The store was left as it is: gallery_albums.owner (gallery) is required and has no value for the rows that stand.',
        mend: 'Make gallery_albums.owner nullable, or declare it with backfilled(column, value).',
      })
      expect(await schemaOf(store)).toEqual(before)
    })

    it('a required column without a value is added where no row stands', async () => {
      const store = await newStore()
      await (await start(store, [yesterday])).engine.close()
      const { steps } = await start(store, [demanding])
      expect(steps).toEqual(['add-column'])
    })

    it('constraints that the rows break are refused by name, and the whole migration is undone', async () => {
      const store = await newStore()
      const { engine } = await start(store, [yesterday])
      for (let twice = 0; twice < 2; twice++) await engine.as(owner).gallery.add({ title: 'wedding' })
      await engine.close()
      const before = await schemaOf(store)
      expect(await thrownBy(start(store, [today]))).toMatchObject({
        code: 'STORAGE_UNIQUE_VIOLATION',
        details: { table: 'gallery_albums', constraint: 'title' },
      })
      expect(await schemaOf(store)).toEqual(before)
      expect((await start(store, [yesterday])).steps).toEqual([])
    })

    it("yesterday's code goes on beside today's: its rows get the values declared for them", async () => {
      const store = await used()
      const now = await start(store, [today])
      await now.engine.as(owner).gallery.add({ title: 'birth' })
      const then = await start(store, [yesterday])
      expect(then.steps).toEqual([])
      expect([...then.engine.migrations.undeclared].sort()).toEqual([
        'gallery_albums.note',
        'gallery_albums.pages',
        'gallery_prints',
      ])
      await then.engine.as(owner).gallery.add({ title: 'passport' })
      const titles = (await then.engine.as(owner).gallery.list({})).map(({ title }) => title)
      expect(titles).toEqual(['birth', 'passport', 'wedding'])
      expect(await now.engine.as(owner).gallery.list({})).toMatchObject([
        { title: 'birth', pages: 40 },
        { title: 'passport', pages: 20, note: null },
        { title: 'wedding', pages: 20 },
      ])
    })

    it('where the generation was raised, older code refuses to start and says what to run', async () => {
      const store = await used()
      await (await start(store, [tomorrow])).engine.close()
      for (const older of [yesterday, today]) {
        expect(await thrownBy(start(store, [older]))).toMatchObject({
          code: 'SCHEMA_TOO_NEW',
          message: 'The tables of "gallery" are at schema generation 2; this code knows generation 1.',
          mend: 'Run the newer version of gallery, or restore a backup made before it ran.',
        })
      }
      expect((await start(store, [tomorrow])).steps).toEqual([])
    })

    it('an engine that may not migrate says what is missing, and starts where nothing is', async () => {
      const store = await used()
      const before = await schemaOf(store)
      expect(await thrownBy(start(store, [today], 'check'))).toMatchObject({
        code: 'SCHEMA_MISSING',
        message: expect.stringContaining('The store lacks: '),
        details: { steps: expect.arrayContaining(['table gallery_prints', 'column gallery_albums.pages']) },
      })
      expect(await schemaOf(store)).toEqual(before)
      expect((await start(store, [yesterday], 'check')).steps).toEqual([])
    })
  })

  describe.skipIf(kind.absent || !kind.processes)(
    `migrations by other processes on ${kind.name}`,
    { meta: kind.meta },
    () => {
      const startOf = ({ opening }: MigrationStore, title: string, diesAtAlter = false): Start => {
        if (opening === undefined) throw new Error('no other process can open this store')
        return { opening, version: 'today', title, diesAtAlter }
      }

      it.each(['an empty store', "yesterday's store"])(
        'four that start at once on %s: one migrates, and all work',
        async (which) => {
          const store = which === 'an empty store' ? await newStore() : await used()
          const titles = ['a', 'b', 'c', 'd']
          const processes = await four()
          const answers = processes.map((child) => once(child, 'message'))
          for (const [at, child] of processes.entries()) child.send(startOf(store, titles[at] ?? ''))
          const told = (await Promise.all(answers)).map(([answer]) => answer)
          expect(told).toEqual(titles.map(() => ({ steps: expect.any(Number) })))
          const counts = told.map((one) => Number((one as { steps: number }).steps)).sort((a, b) => a - b)
          expect(counts.slice(0, 3)).toEqual([0, 0, 0])
          expect(counts[3]).toBeGreaterThan(4)
          const { engine } = await start(store, [today])
          const listed = await engine.as(owner).gallery.list({})
          expect(listed.filter(({ pages }) => pages === 40).map(({ title }) => title)).toEqual(titles)
        },
      )

      it('one that is killed in the middle leaves no half of it behind, and the next start brings it up to date', async () => {
        const store = await used()
        const before = await schemaOf(store)
        const child = await otherProcess()
        const exit = once(child, 'exit')
        child.send(startOf(store, 'never', true))
        expect(await exit).toEqual([null, 'SIGKILL'])
        await store.settled()
        if (kind.whole) expect(await schemaOf(store)).toEqual(before)
        const { engine, steps } = await start(store, [today])
        expect(steps).toContain('add-column')
        expect(await engine.as(owner).gallery.list({})).toMatchObject([{ title: 'wedding', pages: 20 }])
      })

      it.runIf(kind.name === 'PostgreSQL')(
        'one that is killed while the server alters a table leaves it as it was',
        async () => {
          const store = await used()
          const { opening } = store
          if (opening?.kind !== 'postgres') throw new Error('not PostgreSQL')
          const before = await schemaOf(store)
          const blocking = await lab.client()
          await blocking.query(`begin; lock table ${opening.schema}.gallery_albums in access share mode`)
          const child = await otherProcess()
          const exit = once(child, 'exit')
          child.send(startOf(store, 'never'))
          await until('the server waits to alter the table', async () => {
            const waiting =
              "select pid from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock' and query like 'alter table%'"
            return (await lab.query(waiting, [opening.application])).length === 1
          })
          child.kill('SIGKILL')
          expect(await exit).toEqual([null, 'SIGKILL'])
          await blocking.query('rollback')
          await store.settled()
          expect(await schemaOf(store)).toEqual(before)
          expect((await start(store, [today])).steps).toContain('add-column')
        },
      )
    },
  )
}
