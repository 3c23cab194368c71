/** A small studio in SQLite after an hour of work, for checks to look at and tests to spoil. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { StorageAdapter } from '@calotype/core'
import { adapterOf } from '../src/stores/open.ts'
import type { Place } from '../src/stores/place.ts'
import { type Journal, openJournal, readJournals } from '../src/studio/journal.ts'
import { furnish, openStudio, type StudioEngine } from '../src/studio/open-studio.ts'
import { startRush } from '../src/studio/rush.ts'

export interface SmallStudio {
  readonly place: Place
  readonly failures: readonly string[]
  known(): ReturnType<typeof readJournals>
  /** The same again, to be spoilt. */
  copy(): SmallStudio
  /** Changes the store past the engine, and past the triggers that keep facts as they are. */
  spoil(sql: string): void
  [Symbol.dispose](): void
}

export interface SmallStudioOptions {
  readonly customers?: number
  readonly wrapped?: (storage: StorageAdapter) => StorageAdapter
  /** What else happens before the engine is closed. */
  readonly also?: (engine: StudioEngine, journal: Journal) => Promise<void>
}

export async function smallStudio(options: SmallStudioOptions = {}): Promise<SmallStudio> {
  const { customers = 3, wrapped = (storage) => storage, also } = options
  const folder = mkdtempSync(join(tmpdir(), 'calotype-faults-test-'))
  const place = { kind: 'sqlite', file: join(folder, 'studio.db') } as const
  const file = join(folder, 'journal')
  const journal = openJournal(file)
  const furnishing = await openStudio({ storage: await adapterOf(place), witness: { owner: 'furnisher' } })
  await furnish(furnishing)
  await furnishing.close()
  const engine = await openStudio({ storage: wrapped(await adapterOf(place)), witness: { owner: 'test' } })
  const failures = await startRush({ engine, journal, name: 'c', counters: 2, customers, seed: 3 }).ended
  await also?.(engine, journal)
  await engine.close()
  journal.close()
  return studioIn(folder, 'studio.db', failures)
}

function studioIn(folder: string, name: string, failures: readonly string[]): SmallStudio {
  const place = { kind: 'sqlite', file: join(folder, name) } as const
  return {
    place,
    failures,
    known: () => readJournals([join(folder, 'journal')]),
    copy() {
      const copy = mkdtempSync(join(tmpdir(), 'calotype-faults-test-'))
      for (const file of ['journal', name]) copyFileSync(join(folder, file), join(copy, file))
      return studioIn(copy, name, failures)
    },
    spoil(sql) {
      const database = new DatabaseSync(place.file)
      for (const { name } of database.prepare("select name from sqlite_master where type = 'trigger'").all()) {
        database.exec(`drop trigger "${String(name)}"`)
      }
      database.exec(sql)
      database.close()
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}
