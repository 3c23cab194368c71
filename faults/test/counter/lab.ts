/** What tests of one kind of store share: a store for all of them, a studio for each, and processes beside it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect } from 'vitest'
import { counterViolations } from '../../src/counter/checks.ts'
import type { Place } from '../../src/stores/place.ts'
import { noon } from '../../src/studio/two-branches.ts'
import { type Bank, openBank } from './bank.ts'
import { OtherDesk } from './other-desk.ts'
import type { FreshStore, StoreKind } from './stores.ts'

/** A store that other processes reach, with an engine of this one. */
export interface Reachable {
  readonly here: Bank
  readonly place: Place
  /** The books of the payment provider of the other processes. */
  readonly books: string
  start(diesAtCall?: number): Promise<OtherDesk>
}

/** Called for each kind of store, where its tests are described. What is opened here is closed after the test. */
export function counterLab(kind: StoreKind) {
  let shared: FreshStore | undefined
  let studios = 0
  const ending: (() => unknown)[] = []
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end()
  })
  afterAll(() => shared?.remove())

  /** To set a store up takes a server longer than what is done on it. */
  async function store(): Promise<FreshStore> {
    shared ??= await kind.fresh()
    return shared
  }
  const newTenant = (): string => `studio-${++studios}`
  const afterwards = (end: () => unknown): void => void ending.push(end)

  async function opened(own: FreshStore, tenant: string): Promise<Bank> {
    const bank = await openBank(await own.open(), tenant)
    afterwards(() => bank.engine.close())
    return bank
  }

  /** Two engines of a studio of this test. */
  async function two(): Promise<readonly [Bank, Bank]> {
    const own = await store()
    const tenant = newTenant()
    return [await opened(own, tenant), await opened(own, tenant)]
  }

  /** A store of this test alone. */
  async function reachable(): Promise<Reachable> {
    const own = await kind.fresh()
    afterwards(() => own.remove())
    const folder = mkdtempSync(join(tmpdir(), 'calotype-counter-books-'))
    afterwards(() => rmSync(folder, { recursive: true, force: true }))
    const here = await opened(own, 'rose')
    const { place } = own
    if (place === undefined) throw new Error(`no process reaches ${kind.name}`)
    const books = join(folder, 'books')
    return {
      here,
      place,
      books,
      async start(diesAtCall) {
        const desk = await OtherDesk.start({ place, books, now: noon, diesAtCall: diesAtCall ?? null })
        afterwards(() => desk.end())
        return desk
      },
    }
  }

  return { store, newTenant, afterwards, opened, two, reachable }
}

/** The books are even, add up to the rows of the rooms, and are sealed. */
export async function whole(bank: Bank): Promise<void> {
  expect(await counterViolations(bank.owner)).toEqual([])
}
