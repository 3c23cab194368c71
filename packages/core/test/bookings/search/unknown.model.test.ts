/** Time of which nothing can be said yet: what lies before it is found as ever, and whoever comes to it is told. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  explain,
  lastSlotOfPlaces,
  type Slot,
  slotAt,
  slots,
  slotsOfPlaces,
} from '../../../src/bookings/search/index.ts'
import { anyStudio } from './any-studio.ts'
import { queryOf } from './naive-studio.ts'

/** Shares of the window, beyond it on both sides. */
const anyStretch = fc.tuple(fc.integer({ min: -20, max: 120 }), fc.integer({ min: 1, max: 60 }))

/** What is told before an error, and the error. */
function told(all: Iterable<Slot>): { readonly found: readonly Slot[]; readonly error?: unknown } {
  const found: Slot[] = []
  try {
    for (const slot of all) found.push(slot)
    return { found }
  } catch (error) {
    return { found, error }
  }
}

describe('any studio with unknown time', () => {
  it('is searched as far as it is known, from its beginning and from its end', () => {
    const met = { before: 0, stopped: 0, whole: 0, last: 0, lastStopped: 0 }
    fc.assert(
      fc.property(anyStudio, fc.array(anyStretch, { maxLength: 3 }), fc.boolean(), (studio, stretches, twoPlaces) => {
        const { from, to } = studio.window
        const unknown = stretches
          .map(([begins, share], at) => {
            const start = from + Math.floor(((to - from) * begins) / 100)
            return {
              from: start,
              to: start + Math.ceil(((to - from) * share) / 100),
              error: new Error(`stretch ${at}`),
            }
          })
          .sort((one, other) => one.from - other.from)
        const query = queryOf(studio)
        const all = [...slots(query)]
        const limited = { ...query, unknown }
        const within = unknown.filter((one) => one.from < to && one.to > from)
        const first = within[0]?.from ?? Number.POSITIVE_INFINITY
        const known = all.filter(({ start }) => start < first)
        const { found, error } = told(slots(limited))
        expect(found).toEqual(known)
        expect(error === undefined).toBe(within.length === 0)
        // A place where nobody serves hides nothing of the other.
        const nobody = {
          ...limited,
          place: 'empty',
          requirements: limited.requirements.map((one) => ({ ...one, pool: [] })),
        }
        const places = twoPlaces ? [nobody, limited] : [limited, nobody]
        if (studio.requirements.length > 0)
          expect(told(slotsOfPlaces(places))).toEqual({ found, ...(error === undefined ? {} : { error }) })
        const latest = within.toSorted((one, other) => one.to - other.to).at(-1)
        const after = all.findLast(({ start }) => start >= (latest?.to ?? from))
        const last = told(
          (function* () {
            const slot = lastSlotOfPlaces([limited])
            if (slot !== null) yield slot
          })(),
        )
        expect(last.found).toEqual(after === undefined ? [] : [after])
        if (after === undefined) expect(last.error === undefined).toBe(latest === undefined)
        for (let start = from; start < to; start += Math.max(1, Math.floor((to - from) / 12))) {
          const isUnknown = unknown.some((one) => one.from <= start && start < one.to)
          for (const ask of [slotAt, explain]) {
            if (isUnknown) expect(() => ask(limited, start)).toThrow('stretch')
            else expect(ask(limited, start)).toEqual(ask(query, start))
          }
        }
        if (known.length > 0 && error !== undefined) met.before++
        if (error !== undefined) met.stopped++
        else met.whole++
        if (after !== undefined && latest !== undefined) met.last++
        if (after === undefined && latest !== undefined) met.lastStopped++
      }),
      { numRuns: 300 },
    )
    for (const [kind, count] of Object.entries(met)) expect(count, kind).toBeGreaterThan(5)
  })
})
