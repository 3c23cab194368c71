/** A command that claims several times, against somebody who is always faster at what it wants next. */
import { addMillis, type StorageAdapter } from '@calotype/core'
import { afterEach, describe, expect, it } from 'vitest'
import { furnish } from '../../src/bookings/furnish.ts'
import { openBookedStudio } from '../../src/bookings/studio.ts'
import { noon } from '../../src/studio/two-branches.ts'
import { storeKinds } from '../counter/stores.ts'
import { twoEngines } from '../two-engines.ts'

type Transaction = Parameters<Parameters<StorageAdapter['transaction']>[0]>[0]
type FindForUpdate = Transaction['findForUpdate']

/** What is held by somebody else until it is let go of. */
interface Rival {
  hold(table: Parameters<FindForUpdate>[0], find: Parameters<FindForUpdate>[1]): Promise<void>
  letGo(): void
}

function rivalAt(storage: StorageAdapter): Rival {
  let letGo: (() => void) | undefined
  return {
    hold: (table, find) =>
      new Promise((held, failed) => {
        if (letGo !== undefined) return held()
        const work = async (tx: Transaction): Promise<void> => {
          await tx.findForUpdate(table, find, 'wait')
          await new Promise<void>((over) => {
            letGo = over
            held()
          })
        }
        storage.transaction(work).catch(failed)
      }),
    letGo: () => letGo?.(),
  }
}

/** A store in which a rival has whatever somebody would take without waiting, until it is waited for. */
function withRival(inner: StorageAdapter, rival: Rival): StorageAdapter {
  const around =
    (tx: Transaction): FindForUpdate =>
    async (table, find, wait) => {
      if (wait === 'skip-locked' && table.name === 'claims_versions') await rival.hold(table, find)
      const found = tx.findForUpdate(table, find, wait)
      if (wait === 'wait' && table.name === 'claims_versions') rival.letGo()
      return found
    }
  const transaction: StorageAdapter['transaction'] = (work, options) =>
    inner.transaction((tx) => work(withMember(tx, 'findForUpdate', around(tx))), options)
  return withMember(inner, 'transaction', transaction)
}

function withMember<T extends object, Name extends keyof T>(of: T, name: Name, member: T[Name]): T {
  return new Proxy(of, {
    get(target, asked) {
      if (asked === name) return member
      const found: unknown = Reflect.get(target, asked)
      return typeof found === 'function' ? found.bind(target) : found
    },
  })
}

for (const kind of storeKinds) {
  const rivals: Rival[] = []
  const { two } = twoEngines(kind, (storage, tenant) => {
    const rival = rivalAt(storage)
    rivals.push(rival)
    return openBookedStudio(withRival(storage, rival), { tenant })
  })
  // Who is never waited for would keep the store open.
  afterEach(() => {
    for (const rival of rivals.splice(0)) rival.letGo()
  })

  // Where writers take turns, nobody is faster in the middle of a transaction.
  describe.skipIf(kind.absent || kind.name === 'SQLite')(
    `bookings together that are outrun, on ${kind.name}`,
    { meta: kind.meta },
    () => {
      it('wait in their second try for what they lost in the first', async () => {
        const repeats: string[] = []
        const [{ owner, ...here }] = await two(repeats)
        await furnish({ owner, ...here })
        const photographer = { name: 'photographer', skill: { name: 'photo' } }
        await owner.bookings.saveService({ code: 'head', name: '头像', duration: 30, requirements: [photographer] })
        const head = (who: string, hours: number) => {
          const startsAt = addMillis(noon, (46 + hours) * 3_600_000)
          return { service: 'head', startsAt, resources: { photographer: [who] } }
        }
        for (const who of ['anna', 'ben']) await owner.bookings.book(head(who, 0))
        const { items } = await owner.bookings.bookTogether({ bookings: [head('anna', 1), head('ben', 1)] })
        expect(items).toHaveLength(2)
        expect(repeats.map((why) => why.split(':')[0])).toEqual(['STORAGE_VERSION_CONFLICT'])
      })
    },
  )
}
