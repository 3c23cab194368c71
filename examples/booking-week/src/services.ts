/** What can be booked, and on which terms; and what is sold with it. */
import type { Desk } from './resources.ts'

/** The way from the studio, in minutes. */
export const minutesTo = { garden: 25, lake: 40 } as const

/** What the studio charges, as its price list says it: the books are checked by these numbers. */
export const priceList = {
  portrait: { name: 'Portrait', minutes: 60, price: 600, deposit: 200 },
  wedding: { name: 'Wedding', minutes: 180, price: 4800, deposit: 1500 },
  outdoors: { name: 'Outdoors', minutes: 120, price: 1200, deposit: 400 },
  newborn: { name: 'Newborn', minutes: 120, price: 900, deposit: 300 },
  'id-photo': { name: 'ID photo', minutes: 15, price: 60, deposit: 0 },
  kids: { name: "Children's morning", minutes: 90, price: 150, deposit: 50 },
  headshots: { name: 'Headshots', minutes: 60, price: 400, deposit: 0 },
} as const

export type ServiceCode = keyof typeof priceList

const names: Readonly<Record<ServiceCode, string>> = {
  portrait: '写真',
  wedding: '婚纱照',
  outdoors: '外景',
  newborn: '新生儿',
  'id-photo': '证件照',
  kids: '儿童场',
  headshots: '形象照',
}

const days = (count: number): number => count * 24 * 60

const photographer = { name: 'photographer', skill: { name: 'photo' } }

/** In the hour before the start, at one of the tables. */
const beforehand = {
  from: { anchor: 'start' as const, minutes: -60 },
  to: { anchor: 'start' as const, minutes: 0 },
}
const makeUp = { name: 'make-up', skill: { name: 'make-up' }, assign: 'lowestSkill' as const, ...beforehand }
const table = { name: 'table', resources: ['mirrors'], ...beforehand }

const moving = { rules: [{ within: days(2), percent: 10 }], most: 2 }

export async function addServices(manager: Desk): Promise<void> {
  const common = (code: ServiceCode) => {
    const { name, minutes, price, deposit } = priceList[code]
    return {
      ...{ code, name: names[code], nameEn: name, duration: minutes, price: `${price}`, deposit: `${deposit}` },
      ...{ holdMinutes: 120, rescheduling: moving },
    }
  }
  await manager.bookings.saveService({
    ...common('portrait'),
    requirements: [photographer, makeUp, table, { name: 'room', resources: ['white', 'daylight'] }],
    // Half of what was paid in advance, and all of it.
    cancellation: [{ within: days(2), depositPercent: 50 }],
    noShow: { depositPercent: 100 },
  })
  await manager.bookings.saveService({
    ...common('wedding'),
    requirements: [
      { ...photographer, skill: { name: 'photo', level: 6 } },
      { name: 'assistant', skill: { name: 'assist' } },
      { ...makeUp, skill: { name: 'make-up', level: 5 } },
      table,
      { name: 'room', resources: ['palace', 'daylight'] },
      // From the first fitting to the last picture; then it is cleaned.
      { name: 'gown', kind: 'dress', skill: { name: 'gown' }, from: { anchor: 'start', minutes: -60 } },
    ],
    cancellation: [
      { within: days(7), percent: 10 },
      { within: days(2), percent: 30 },
    ],
    noShow: { percent: 50 },
    weeklyLimit: 12,
  })
  await manager.bookings.saveService({
    ...common('outdoors'),
    requirements: [
      photographer,
      { name: 'assistant', skill: { name: 'assist' } },
      { name: 'place', resources: ['garden', 'lake'], isPlace: true },
    ],
    cancellation: [{ within: days(2), percent: 25 }],
    noShow: { percent: 25 },
  })
  await manager.bookings.saveService({
    ...common('newborn'),
    requirements: [
      { name: 'photographer', skill: { name: 'newborn' } },
      { name: 'room', resources: ['nursery'] },
    ],
    dailyLimit: 3,
    cancellation: [{ within: days(2), percent: 20 }],
    noShow: { amount: '300' },
  })
  await manager.bookings.saveService({
    ...common('id-photo'),
    grid: 15,
    requirements: [photographer, { name: 'room', resources: ['white'] }],
  })
  await manager.bookings.saveService({
    ...common('kids'),
    seats: 8,
    requirements: [
      photographer,
      { name: 'assistant', skill: { name: 'assist' } },
      { name: 'room', resources: ['palace'] },
    ],
    noShow: { percent: 100 },
  })
  await manager.bookings.saveService({
    ...common('headshots'),
    requirements: [photographer, { name: 'room', resources: ['white', 'daylight'] }],
  })
  for (const [code, { name, price }] of Object.entries(priceList)) {
    await manager.catalog.addItem({ code, kind: 'package', name, price: `${price}`, entitlements: { shoots: 1 } })
  }
}
