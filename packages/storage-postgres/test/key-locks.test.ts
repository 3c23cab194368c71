import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { postgresLab, thrownBy } from './lab.ts'
import { create, counters } from './tables.ts'

const lab = await postgresLab()

/** Two names that a lock by 32 bits of their digests would take for one. */
function namesThatCollide(schema: string): readonly [string, string] {
  const seen = new Map<number, string>()
  for (let at = 0; at < 2_000_000; at++) {
    const name = `rose/slot-${at}`
    const short = createHash('sha256').update(`calotype\u001f${schema}\u001f${name}`).digest().readUInt32BE(0)
    const other = seen.get(short)
    if (other !== undefined) return [other, name]
    seen.set(short, name)
  }
  throw new Error('no two names collide')
}

describe.skipIf(lab.absent).each(['advisory', 'rows'] as const)(
  'names locked by %s',
  { meta: lab.meta },
  (keyLocks) => {
    async function twoStores() {
      const schema = await lab.newSchema()
      const options = { schema, keyLocks, lockTimeoutMs: 5000, notify: false }
      const stores = [await lab.open(options), await lab.open(options)] as const
      await stores[0].migrate((found) => (found.tables.length === 0 ? create(counters)() : []))
      return { schema, one: stores[0], other: stores[1] }
    }

    it('whose digests agree in 32 bits do not block each other', async () => {
      const { schema, one, other } = await twoStores()
      const [first, second] = namesThatCollide(schema)
      await one.transaction(async (tx) => {
        await tx.lockKeys([first], 'wait')
        expect(await other.transaction((two) => two.lockKeys([second], 'nowait'))).toEqual([second])
        expect(await other.transaction((two) => two.lockKeys([first, second], 'skip-locked'))).toEqual([second])
      })
    })

    it('of other stores in the same database do not block each other', async () => {
      const [mine, theirs] = [await twoStores(), await twoStores()]
      await mine.one.transaction(async (tx) => {
        await tx.lockKeys(['till'], 'wait')
        expect(await theirs.one.transaction((two) => two.lockKeys(['till'], 'nowait'))).toEqual(['till'])
      })
    })

    it('that are held are named to one who does not wait', async () => {
      const { one, other } = await twoStores()
      await one.transaction(async (tx) => {
        await tx.lockKeys(['b'], 'wait')
        expect(await thrownBy(other.transaction((two) => two.lockKeys(['a', 'b', 'c'], 'nowait')))).toMatchObject({
          code: 'STORAGE_LOCK_TIMEOUT',
          message: expect.stringContaining('The name "b" stayed locked'),
        })
      })
      expect(await other.transaction((two) => two.lockKeys(['a', 'b', 'c'], 'nowait'))).toEqual(['a', 'b', 'c'])
    })

    it('of any script and with any quotes are names', async () => {
      const { one, other } = await twoStores()
      const names = ['"', "'; --", '\\', '{a,b}', '王芳 😀', 'a b', '']
      await one.transaction(async (tx) => {
        expect(await tx.lockKeys(names, 'wait')).toEqual(names)
        for (const name of names) {
          expect(await other.transaction((two) => two.lockKeys([name], 'skip-locked'))).toEqual([])
        }
      })
    })

    it('leave nothing behind, and no changed setting', async () => {
      const { schema, one } = await twoStores()
      await one.transaction(async (tx) => {
        await tx.lockKeys(['a', 'b'], 'wait')
        await tx.lockKeys(['c'], 'nowait')
      })
      if (keyLocks === 'rows') expect(await lab.query(`select * from ${schema}.calotype_locks`)).toEqual([])
      expect(
        await lab.query(
          "select count(*)::int as locks from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
        ),
      ).toEqual([{ locks: 0 }])
    })
  },
)
