import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCalotypeError } from '../../src/values/calotype-error.ts'
import { Money } from '../../src/values/money.ts'
import { trialBalanceIsZero } from '../orders/studio.ts'
import { countOf, holds, type Kind, type NaivePicks, nothingPicked, sum, type Taken, take } from './naive-selection.ts'
import { readyStudio, shot, signed } from './studio.ts'

const number = fc.nat(1000)
const step = fc.record({
  kind: fc.constantFrom(
    ...(['pick', 'pick', 'pick', 'unpick', 'originals', 'compose', 'compose', 'drop', 'undo', 'undo'] as const),
    ...(['open', 'confirm', 'confirm', 'reopen', 'use', 'reverseUse', 'pickUpExtra', 'cancel'] as const),
  ),
  a: number,
  b: number,
  c: number,
})

/** What a step may be refused with; anything else is a defect. */
const expected = /^(SELECTION_|NOTHING_TO_UNDO|COMPOSITION_UNKNOWN|ORDER_CLOSED|ORDER_PARTLY_DELIVERED|LINE_|USE_)/
const noLooks = { imagesRetouched: 0, originals: 0, spreads: 0, looks: 0, products: 0 }

describe('whatever customers pick, confirm and use', () => {
  it('is counted and costs what it comes to by hand', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (given) => {
        const steps = [{ kind: 'open' as const, a: 0, b: 0, c: 0 }, ...given]
        const studio = await readyStudio()
        const { desk } = studio
        const { orderId, lineId, imageIds, customer } = await shot(desk, 12)
        const room = desk.selection
        const standing = new Map<string, Taken>()
        const uses: string[] = []
        let open: { id: string; picks: NaivePicks; before: NaivePicks[]; albums: Map<number, string> } | undefined
        const closed: NonNullable<typeof open>[] = []
        let cancelled = false
        let nextAlbum = 0

        for (const { kind, a, b, c } of steps) {
          const images = Array.from({ length: 1 + (b % 8) }, (_, at) => imageIds[(a + at * (1 + (c % 3))) % 12] ?? '')
          const selectionId = open?.id ?? closed[a % Math.max(1, closed.length)]?.id ?? 'none'
          const become = (picks: NaivePicks) => {
            if (open === undefined) throw new Error('nothing is open, but something was changed')
            if (same(picks, open.picks)) return
            open.before.push(open.picks)
            open.picks = picks
          }
          const picks = open?.picks ?? nothingPicked
          const at = [...picks.albums.keys()][c % Math.max(1, picks.albums.size)]
          const acts = {
            open: async () => {
              open = {
                id: (await room.open({ orderId, lineId })).id,
                picks: nothingPicked,
                before: [],
                albums: new Map(),
              }
            },
            pick: async () => {
              await room.pick({ selectionId, imageIds: images })
              become({ ...picks, retouch: new Set([...picks.retouch, ...images]) })
            },
            unpick: async () => {
              await room.unpick({ selectionId, imageIds: images })
              become({ ...picks, retouch: new Set([...picks.retouch].filter((id) => !images.includes(id))) })
            },
            originals: async () => {
              await room.pick({ selectionId, imageIds: images, target: 'originals' })
              become({ ...picks, originals: new Set([...picks.originals, ...images]) })
            },
            compose: async () => {
              const copies = 1 + (c % 2)
              const spreads = 1 + (b % 3)
              const known = a % 2 === 0 || at === undefined ? undefined : open?.albums.get(at)
              const composed = await room.compose({
                selectionId,
                ...(known === undefined ? {} : { productId: known }),
                item: 'album-12',
                quantity: copies,
                spreads,
                places: images.map((imageId, place) => ({ imageId, spread: 1 + (place % spreads) })),
              })
              const key = known === undefined || at === undefined ? nextAlbum++ : at
              if (known === undefined) open?.albums.set(key, composed.products.at(-1)?.id ?? '')
              become({ ...picks, albums: new Map([...picks.albums, [key, { copies, spreads, images }]]) })
            },
            drop: async () => {
              await room.drop({
                selectionId,
                productId: (at === undefined ? undefined : open?.albums.get(at)) ?? 'none',
              })
              become({ ...picks, albums: new Map([...picks.albums].filter(([key]) => key !== at)) })
            },
            undo: async () => {
              await room.undo({ selectionId })
              const last = open?.before.pop()
              if (open === undefined || last === undefined) throw new Error('something was undone that was not done')
              open.picks = last
            },
            confirm: async () => {
              const { extraAmount } = await room.confirm({ orderId, selectionId, ...signed })
              if (open === undefined) throw new Error('nothing is open, but something was confirmed')
              const taken = take([...standing.values()], countOf(open.picks))
              expect(extraAmount).toBe(shown(taken.cents))
              standing.set(open.id, taken)
              closed.push({ ...open, before: [] })
              open = undefined
            },
            reopen: async () => {
              await room.reopen({ orderId, selectionId, reason: 'again' })
              const found = closed.findIndex(({ id }) => id === selectionId)
              open = closed.splice(found, 1)[0]
              standing.delete(selectionId)
            },
            use: async () => {
              const quantity = 1 + (c % 2)
              const used = await room.use({ orderId, lineId, entitlement: b % 2 === 0 ? 'looks' : 'spreads', quantity })
              const wanted = b % 2 === 0 ? { ...noLooks, looks: quantity } : { ...noLooks, spreads: quantity }
              const taken = take([...standing.values()], wanted)
              expect(used.extraAmount).toBe(shown(taken.cents))
              standing.set(used.id, taken)
              uses.push(used.id)
            },
            reverseUse: async () => {
              const useId = uses[a % Math.max(1, uses.length)] ?? 'none'
              await room.reverseUse({ useId, reason: 'not done' })
              standing.delete(useId)
            },
            pickUpExtra: async () => {
              const { lines } = await desk.orders.get({ orderId })
              const extra = lines.find((line) => line.origin === 'secondSale' && line.handsOver)
              if (extra === undefined || c % 3 !== 0) return
              await desk.orders.pickUp({ orderId, lines: [extra.id], arrearsAllowed: true })
            },
            cancel: async () => {
              if (c % 5 !== 0) return
              await desk.orders.cancel({ orderId, reason: 'over' })
              cancelled = true
            },
          }
          await acts[kind]().catch((error: unknown) => {
            if (!isCalotypeError(error) || !expected.test(error.code)) throw error
          })
        }

        const order = await desk.orders.get({ orderId })
        const extra = [...standing.values()].reduce((total, taken) => total + taken.cents, 0)
        expect(order.total).toBe(cancelled ? '0.00' : shown(499_900 + extra))
        expect((await desk.ledger.balanceDue({ orderId })).balanceDue).toBe(order.total)
        const consumption = await room.consumption({ customerId: customer.id })
        expect(consumption.amount).toBe(order.total)
        const { lines } = await room.entitlements({ orderId })
        if (cancelled) expect(lines).toEqual([])
        for (const { entitlement, included, used, picked, left, extra: sold, extraPicked } of lines[0]?.entitlements ??
          []) {
          if (!(entitlement in holds)) continue
          const name = entitlement as Kind
          const all = [...standing.values()]
          const now = open === undefined ? take(all, noLooks) : take(all, countOf(open.picks))
          expect([name, included, used, picked, left, sold, extraPicked]).toEqual([
            ...[name, holds[name], sum(all, 'within', name), now.within[name]],
            ...[holds[name] - sum(all, 'within', name) - now.within[name], sum(all, 'beyond', name), now.beyond[name]],
          ])
          expect(left).toBeGreaterThanOrEqual(0)
        }
        for (const { id } of closed) {
          const { items } = await room.confirmations({ selectionId: id })
          expect(items.every(({ intact }) => intact)).toBe(true)
          expect(items.filter(({ reopened }) => reopened === null)).toHaveLength(1)
        }
        await trialBalanceIsZero(studio)
        await studio.engine.close()
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})

const shown = (cents: number): string => Money.ofMinor(BigInt(cents), 'CNY').toString()

const same = (one: NaivePicks, other: NaivePicks): boolean => textOf(one) === textOf(other)
const textOf = ({ retouch, originals, albums }: NaivePicks): string =>
  JSON.stringify([[...retouch].sort(), [...originals].sort(), [...albums].sort(([a], [b]) => a - b)])
