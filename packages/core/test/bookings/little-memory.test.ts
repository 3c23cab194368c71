/** Engines that keep next to nothing in memory find the same times as one that keeps all. */
import { expect, it } from 'vitest'
import { busyTimesToken } from '../../src/bookings/busy-times.ts'
import { stockListsToken } from '../../src/bookings/stock-lists.ts'
import { KeptOfStudios } from '../../src/engine/kept-of-studios.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { provide } from '../../src/engine/tokens.ts'
import { day } from '../rentals/studio.ts'
import { openBookedStudio, portrait } from './studio.ts'

const least = { studios: 1, each: 1 }

const littleMemory = definePlugin({
  name: 'littleMemory',
  version: '1.0.0',
  requires: { bookings: '*' },
  provide: [
    provide(busyTimesToken, { useFactory: () => new KeptOfStudios(least) }),
    provide(stockListsToken, { useFactory: () => new KeptOfStudios(least) }),
  ],
})

async function timesWith(plugins: Parameters<typeof openBookedStudio>[0]) {
  const { manager, engine } = await openBookedStudio(plugins)
  const gowns = ['veil', 'train'] as const
  for (const code of gowns) {
    await manager.inventory.addItem({ code, name: code, kind: 'rentable', tracking: 'serial' })
    await manager.inventory.receive({
      against: 'Capital',
      lines: ['1', '2'].map((number) => ({ item: code, quantity: 1, serial: `${code}-${number}`, value: '100.00' })),
    })
  }
  const ofStock = gowns.map((item) => ({ name: item, stock: { item } }))
  const requirements = [...portrait.requirements, ...ofStock]
  await manager.bookings.saveService({ ...portrait, code: 'bridal', requirements })
  await manager.bookings.saveService({ code: 'fitting', name: '试纱', duration: 30, requirements: ofStock.slice(0, 1) })
  const told: string[][] = []
  const look = async () => {
    const searches = ['portrait', 'bridal', 'fitting', 'bridal'].map(async (service) => {
      const { items } = await manager.bookings.slots({ service, date: '2026-11-24', limit: 100 })
      return items.map(({ local }) => `${service} ${local.time}`)
    })
    told.push(...(await Promise.all(searches)))
  }
  await look()
  for (const [service, hour] of [
    ['bridal', 11],
    ['fitting', 11],
    ['portrait', 14],
  ] as const) {
    await manager.bookings.book({ service, startsAt: day(2, hour) })
    await look()
    await look()
  }
  await engine.close()
  return told
}

it('engines that keep next to nothing find the same times as one that keeps all', async () => {
  const all = await timesWith({})
  expect(all.every((times) => times.length > 0)).toBe(true)
  expect(await timesWith({ plugins: [littleMemory] })).toEqual(all)
})
