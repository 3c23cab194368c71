/** Goods between branches, of which nothing is lost or doubled, whoever is quicker. */
import { describe, expect, it } from 'vitest'
import type { Stockroom } from '../../src/stock/studio.ts'
import { storeKinds } from '../counter/stores.ts'
import type { Outcome } from '../two-engines.ts'
import { manyAtOnce, stockLab, tally, whole } from './lab.ts'

async function quantities({ owner }: Stockroom, item: string): Promise<Readonly<Record<string, number>>> {
  const { branches } = await owner.inventory.item({ item })
  return Object.fromEntries(branches.map(({ branch, quantity }) => [branch, quantity]))
}

for (const kind of storeKinds) {
  const { two } = stockLab(kind)

  describe.skipIf(kind.absent)(`a transfer on ${kind.name}`, { meta: kind.meta }, () => {
    it('is received once, though many receive it', async () => {
      const rooms = await two()
      const [{ main }] = rooms
      await main.inventory.receive({ lines: [{ item: 'album', quantity: 10, value: '1000.01' }] })
      const lines = [{ item: 'album', quantity: 7 }]
      const { id: transferId } = await main.inventory.sendTransfer({ lines, toBranch: 'west' })
      const outcomes = await manyAtOnce(rooms, 12, (room) =>
        room.west.inventory.receiveTransfer.attempt({ transferId }),
      )
      expect(tally(outcomes)).toEqual({ done: 1, TRANSFER_NOT_ON_THE_WAY: 11 })
      expect(await quantities(rooms[1], 'album')).toEqual({ main: 3, west: 7 })
      await whole(rooms[0])
    })

    it('is received or taken back, and never both', async () => {
      const rooms = await two()
      const [{ main }] = rooms
      const serials = ['C-1', 'C-2', 'C-3', 'C-4', 'C-5', 'C-6']
      await main.inventory.receive({
        lines: [
          { item: 'album', quantity: 60, value: '1000.01' },
          ...serials.map((serial) => ({ item: 'camera', quantity: 1, serial, value: '900' })),
        ],
      })
      let received = 0
      for (const serial of serials) {
        const lines = [
          { item: 'camera', quantity: 1, serial },
          { item: 'album', quantity: 3 },
        ]
        const { id: transferId } = await main.inventory.sendTransfer({ lines, toBranch: 'west' })
        const outcomes = await manyAtOnce(
          rooms,
          6,
          async (room, turn): Promise<Outcome> =>
            turn % 3 === 0
              ? room.main.inventory.returnTransfer.attempt({ transferId })
              : room.west.inventory.receiveTransfer.attempt({ transferId }),
        )
        expect(tally(outcomes)).toEqual({ done: 1, TRANSFER_NOT_ON_THE_WAY: 5 })
        const [transfer] = (await main.inventory.transfers({ limit: 1 })).items
        received += transfer?.status === 'received' ? 1 : 0
      }
      expect(await quantities(rooms[1], 'camera')).toMatchObject(
        Object.fromEntries(
          [['main', 6 - received] as const, ['west', received] as const].filter(([, count]) => count > 0),
        ),
      )
      await whole(rooms[0])
    })

    it('meets others on the way that go where it comes from, in lines of the other order', async () => {
      const rooms = await two()
      const [{ main, west }] = rooms
      const items = ['album', 'frame', 'paper', 'ink']
      const lines = items.map((item) => ({ item, quantity: 100, value: '700.03' }))
      await Promise.all([main, west].map((desk) => desk.inventory.receive({ lines })))
      const outcomes = await manyAtOnce(rooms, 24, async (room, turn): Promise<Outcome> => {
        const [from, to, toBranch] =
          turn % 4 < 2 ? ([room.main, room.west, 'west'] as const) : ([room.west, room.main, 'main'] as const)
        const some = items.map((item, at) => ({ item, quantity: 1 + at }))
        const sent = await from.inventory.sendTransfer.attempt({
          lines: turn % 3 === 0 ? some : some.toReversed(),
          toBranch,
        })
        return sent.ok ? to.inventory.receiveTransfer.attempt({ transferId: sent.value.id }) : sent
      })
      expect(tally(outcomes)).toEqual({ done: 24 })
      for (const item of items) expect(await quantities(rooms[0], item)).toEqual({ main: 100, west: 100 })
      await whole(rooms[0])
    })
  })
}
