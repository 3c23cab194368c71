/** What tests of one kind of store share: a store for all of them, a studio for each with two engines, and processes beside it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StorageAdapter } from '@calotype/core'
import { afterAll, afterEach } from 'vitest'
import type { Place } from '../src/stores/place.ts'
import { telling } from '../src/stores/telling.ts'
import type { FreshStore, StoreKind } from './counter/stores.ts'

interface Open {
  readonly engine: { close(): Promise<void> }
}

/** Called for each kind of store, where its tests are described. What is opened here is closed after the test. */
export function twoEngines<Studio extends Open>(
  kind: StoreKind,
  open: (storage: StorageAdapter, tenant: string) => Promise<Studio>,
) {
  let shared: FreshStore | undefined
  let studios = 0
  const ending: (() => unknown)[] = []
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end()
  })
  afterAll(() => shared?.remove())

  async function opened(own: FreshStore, tenant: string, repeats: string[] = []): Promise<Studio> {
    const studio = await open(telling(await own.open(), repeats), tenant)
    ending.push(() => studio.engine.close())
    return studio
  }

  async function alone(): Promise<FreshStore> {
    const own = await kind.fresh()
    ending.push(() => own.remove())
    return own
  }

  return {
    /** Two engines at one studio of this test. `repeats` is told of what a store wanted to be run again. */
    async two(repeats: string[] = []): Promise<readonly [Studio, Studio]> {
      // To set a store up takes a server longer than what is done on it.
      shared ??= await kind.fresh()
      const tenant = `studio-${++studios}`
      return [await opened(shared, tenant, repeats), await opened(shared, tenant, repeats)]
    },
    /** Two engines at a studio in a store of this test alone: what subscribers do there is of no other studio. */
    async twoAlone(): Promise<readonly [Studio, Studio]> {
      const own = await alone()
      return [await opened(own, 'rose'), await opened(own, 'rose')]
    },
    /** In a store of this test alone, which other processes reach. */
    async reachable(): Promise<{ readonly here: Studio; readonly place: Place; readonly folder: string }> {
      const own = await alone()
      const folder = mkdtempSync(join(tmpdir(), 'calotype-processes-'))
      ending.push(() => rmSync(folder, { recursive: true, force: true }))
      const here = await opened(own, 'rose')
      if (own.place === undefined) throw new Error(`no process reaches ${kind.name}`)
      return { here, place: own.place, folder }
    },
  }
}

export interface Outcome {
  readonly ok: boolean
  readonly error?: { readonly code: string }
}

/** Of each, `done` or the code of its error. */
export const told = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.map(({ error }) => error?.code ?? 'done').sort()
