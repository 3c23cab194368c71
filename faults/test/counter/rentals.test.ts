/** Two engines on one store promise the same gowns and chairs: on every store, none is promised twice. */
import { addMillis, type Rental } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import { noon } from '../../src/studio/two-branches.ts'
import type { Bank } from './bank.ts'
import { counterLab } from './lab.ts'
import { storeKinds } from './stores.ts'

const hour = (hours: number): string => addMillis(noon, hours * 3_600_000)

/** The moments at which more is promised than there is. */
function overbooked(rentals: readonly Rental[], capacity: number): string[] {
  const busy = rentals.filter(({ state }) => state !== 'cancelled')
  return busy
    .map(({ busyFrom }) => busyFrom)
    .filter((at) => {
      const then = busy.filter(({ busyFrom, busyTo }) => busyFrom <= at && at < busyTo)
      return then.reduce((sum, { quantity }) => sum + quantity, 0) > capacity
    })
}

for (const kind of storeKinds) {
  const { two } = counterLab(kind)

  /** Four gowns with numbers and ten chairs, at two desks. */
  async function opened() {
    const banks = await two()
    const desk = (turn: number): Bank['owner'] => (banks[turn % 2] ?? banks[0]).owner
    const rentable = { kind: 'rentable', unit: 'piece' } as const
    await desk(0).inventory.addItem({ code: 'gown', name: '主纱', tracking: 'serial', ...rentable })
    await desk(0).inventory.addItem({ code: 'chair', name: '竹节椅', ...rentable })
    const gowns = ['G-1', 'G-2', 'G-3', 'G-4'].map((serial) => ({ item: 'gown', quantity: 1, serial, value: '1000' }))
    await desk(0).inventory.receive({
      against: 'Capital',
      lines: [...gowns, { item: 'chair', quantity: 10, value: '500' }],
    })
    await desk(0).rentals.setTerms({ item: 'gown', prepareMinutes: 30, cleanMinutes: 90 })
    const all = async (): Promise<readonly Rental[]> => (await desk(1).rentals.list({ limit: 200 })).items
    return { desk, all }
  }

  const codesOf = (outcomes: readonly PromiseSettledResult<unknown>[]): string[] => [
    ...new Set(outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.code)] : []))),
  ]
  const done = (outcomes: readonly PromiseSettledResult<unknown>[]): number =>
    outcomes.filter(({ status }) => status === 'fulfilled').length

  describe.skipIf(kind.absent)(`rentals on ${kind.name}`, { meta: kind.meta }, () => {
    it('promise a unit once, and the last ten of fifty chairs wanted to ten', async () => {
      const { desk, all } = await opened()
      const named = await Promise.allSettled(
        Array.from({ length: 16 }, (_, turn) =>
          desk(turn).rentals.reserve({ from: hour(24), to: hour(30), lines: [{ item: 'gown', serial: 'G-1' }] }),
        ),
      )
      expect([done(named), codesOf(named)]).toEqual([1, ['RENTAL_UNIT_TAKEN']])
      const any = await Promise.allSettled(
        Array.from({ length: 16 }, (_, turn) =>
          desk(turn).rentals.reserve({ from: hour(25), to: hour(26), lines: [{ item: 'gown' }] }),
        ),
      )
      expect([done(any), codesOf(any)]).toEqual([3, ['RENTAL_UNIT_TAKEN']])
      const chairs = await Promise.allSettled(
        Array.from({ length: 50 }, (_, turn) =>
          desk(turn).rentals.reserve({ from: hour(24), to: hour(30), lines: [{ item: 'chair' }] }),
        ),
      )
      expect([done(chairs), codesOf(chairs)]).toEqual([10, ['RENTAL_UNIT_TAKEN']])
      expect(await all()).toHaveLength(14)
    })

    it('are promised whole or not at all, whatever is asked for in whichever order', async () => {
      const { desk, all } = await opened()
      const serials = ['G-1', 'G-2', 'G-3', 'G-4']
      const asked = Array.from({ length: 48 }, (_, turn) => {
        const from = hour(24 + ((turn * 7) % 40))
        const pair = [serials[turn % 4] ?? '', serials[(turn * 3 + 1) % 4] ?? ''].filter(
          (one, at, both) => both.indexOf(one) === at,
        )
        const gowns = turn % 5 === 0 ? [{ item: 'gown' }] : pair.map((serial) => ({ item: 'gown', serial }))
        const lines = turn % 3 === 0 ? [{ item: 'chair', quantity: 1 + (turn % 6) }, ...gowns] : gowns
        return {
          from,
          to: addMillis(from, (1 + (turn % 9)) * 3_600_000),
          lines: turn % 2 === 0 ? lines : lines.reverse(),
        }
      })
      const outcomes = await Promise.allSettled(asked.map((one, turn) => desk(turn).rentals.reserve(one)))
      expect(codesOf(outcomes)).toEqual(['RENTAL_UNIT_TAKEN'])
      const rentals = await all()
      for (const serial of serials)
        expect(
          overbooked(
            rentals.filter((one) => one.serial === serial),
            1,
          ),
        ).toEqual([])
      expect(
        overbooked(
          rentals.filter(({ item }) => item === 'chair'),
          10,
        ),
      ).toEqual([])
      const groups = new Map<string, number>()
      for (const { groupId } of rentals) groups.set(groupId, (groups.get(groupId) ?? 0) + 1)
      const wanted = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.items.length] : []))
      expect([...groups.values()].sort()).toEqual(wanted.sort())
      // And while some are moved and cancelled and others asked for.
      const ids = rentals.map(({ id }) => id)
      const mixed = await Promise.allSettled(
        ids.flatMap((rentalId, turn) => [
          turn % 3 === 0
            ? desk(turn).rentals.cancel({ rentals: [rentalId], reason: 'race' })
            : desk(turn).rentals.change({ rentalId, to: hour(40 + ((turn * 11) % 40)) }),
          desk(turn + 1).rentals.reserve({
            from: hour(24 + turn * 2),
            to: hour(28 + turn * 2),
            lines: [{ item: 'gown' }],
          }),
        ]),
      )
      for (const code of codesOf(mixed)) expect(['RENTAL_UNIT_TAKEN', 'RENTAL_PERIOD_INVALID']).toContain(code)
      const after = await all()
      for (const serial of serials)
        expect(
          overbooked(
            after.filter((one) => one.serial === serial),
            1,
          ),
        ).toEqual([])
      expect(
        overbooked(
          after.filter(({ item }) => item === 'chair'),
          10,
        ),
      ).toEqual([])
      expect((await desk(0).rentals.conflicts()).items).toEqual([])
    })

    it('go out once and come back once', async () => {
      const { desk } = await opened()
      const { items } = await desk(0).rentals.reserve({ from: hour(0), to: hour(5), lines: [{ item: 'gown' }] })
      const rentalId = items[0]?.id ?? ''
      const at = <T>(work: (own: Bank['owner']) => Promise<T>) =>
        Promise.allSettled(Array.from({ length: 6 }, (_, turn) => work(desk(turn))))
      const refused = ['RENTAL_STATE_REFUSED']
      const out = await at((own) => own.rentals.handOut({ rentals: [{ rentalId }] }))
      expect([done(out), codesOf(out)]).toEqual([1, refused])
      const back = await at((own) => own.rentals.takeBack({ rentals: [{ rentalId }] }))
      expect([done(back), codesOf(back)]).toEqual([1, refused])
      const lost = await at((own) => own.rentals.inspect({ rentals: [{ rentalId, outcome: 'lost' }] }))
      expect([done(lost), codesOf(lost)]).toEqual([1, refused])
      expect((await desk(0).ledger.accountBalance({ account: 'Wastage' })).balance).toBe('1000.00')
    })
  })
}
