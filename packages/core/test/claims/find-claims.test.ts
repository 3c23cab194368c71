/** Claims that are found by when they begin, beside all of them looked at one by one. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ClaimSeen, findClaims, isLong } from '../../src/claims/find-claims.ts'
import { instantFromMillis } from '../../src/values/instant.ts'

const hours = (count: number) => instantFromMillis(Date.parse('2026-11-01T00:00:00Z') + count * 3_600_000)

interface Asked {
  readonly resource: { readonly in: readonly string[] }
  readonly isLong: boolean
  readonly startsAt: { readonly gt?: string; readonly lt: string }
  readonly endsAt: { readonly gt: string }
}

const claim = fc.record({
  resource: fc.constantFrom('anna', 'ben', 'gown'),
  from: fc.integer({ min: -600, max: 600 }),
  // Eight days are 192 hours: as many claims are just as long as are longer.
  hours: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom(191, 192, 193), fc.integer({ min: 194, max: 900 })),
})

it('are all that meet the window, the long ones too, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(claim, { maxLength: 30 }),
      fc.integer({ min: -300, max: 300 }),
      fc.integer({ min: 1, max: 400 }),
      fc.uniqueArray(fc.constantFrom('anna', 'ben', 'gown')),
      async (made, from, length, names) => {
        const window = { from: hours(from), to: hours(from + length) }
        const rows = made.map((one, at) => ({
          ...{ resource: one.resource, reference: `claim ${at}`, kind: 'booking', quantity: 1 },
          ...{ startsAt: hours(one.from), endsAt: hours(one.from + one.hours), place: null, expiresAt: null },
          isLong: isLong({ from: hours(one.from), to: hours(one.from + one.hours) }),
        }))
        const marks = new Map<string, { stamp: number; longs: number }>()
        for (const { resource, isLong: long } of rows) {
          const longs = (marks.get(resource)?.longs ?? 0) + (long ? 1 : 0)
          marks.set(resource, { stamp: 1, longs })
        }
        const inOrder = (one: ClaimSeen) => `${one.resource} ${one.startsAt} ${one.reference}`
        let statements = 0
        const found = await findClaims(
          async (where) => {
            statements++
            const asked = where as unknown as Asked
            return rows
              .filter((row) => asked.resource.in.includes(row.resource) && row.isLong === asked.isLong)
              .filter(({ startsAt }) => startsAt < asked.startsAt.lt && startsAt > (asked.startsAt.gt ?? ''))
              .filter(({ endsAt }) => endsAt > asked.endsAt.gt)
              .sort((a, b) => (inOrder(a) < inOrder(b) ? -1 : 1))
          },
          { names, marks, window },
        )
        const meeting = rows
          .filter(({ resource }) => names.includes(resource))
          .filter(({ startsAt, endsAt }) => startsAt < window.to && endsAt > window.from)
        expect(found.map(inOrder)).toEqual(meeting.map(inOrder).sort())
        const anyLong = names.some((name) => (marks.get(name)?.longs ?? 0) > 0)
        expect(statements).toBe(names.length === 0 ? 0 : anyLong ? 2 : 1)
      },
    ),
  )
})
