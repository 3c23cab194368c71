/** A studio with a waitlist: Anna alone takes lessons and long lessons, on whole hours from nine to one, and three customers would come. */
import { definePlugin, type Plugin } from '../../src/engine/plugin.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { type JoinWaitlist, waitlistEventKinds } from '../../src/waitlist/index.ts'
import { openStockroom } from '../inventory/studio.ts'

interface WaitingStudioOptions {
  readonly storage?: StorageAdapter
  readonly settings?: object
  readonly others?: Readonly<Record<string, object>>
  readonly plugins?: readonly Plugin[]
}

type Told = readonly [name: string, data: Record<string, unknown>]

const listening = (heard: Told[]) =>
  definePlugin({
    name: 'listeningToTheWaitlist',
    version: '1.0.0',
    requires: { waitlist: '*' },
    subscribers: [
      subscribe({
        name: 'waitlist',
        to: waitlistEventKinds,
        async handle(_context, { name, data }) {
          heard.push([name, { ...data }])
        },
      }),
    ],
  })

/** `at(24, 10)`: ten o'clock on 24 November 2026 in Shanghai. */
export const at = (date: number, hour: number, minute = 0): string =>
  new Date(Date.UTC(2026, 10, date, hour - 8, minute)).toISOString()

export const dateOf = (date: number): string => `2026-11-${String(date).padStart(2, '0')}`

/** The manager's clock stands at noon of 22 November 2026. */
export async function openWaitingStudio({
  settings = {},
  others = {},
  plugins = [],
  ...rest
}: WaitingStudioOptions = {}) {
  const heard: Told[] = []
  const studio = await openStockroom({
    ...rest,
    settings: { ...others, waitlist: settings },
    plugins: [listening(heard), ...plugins],
  })
  const { manager, engine, clock } = studio
  await manager.resources.setOpeningHours({
    validFrom: '2026-01-01',
    rules: [{ kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '13:00' }],
  })
  const anna = await manager.resources.add({
    code: 'anna',
    name: 'Anna',
    kind: 'person',
    skills: [{ skill: 'photo', level: 5 }],
  })
  const requirements = [{ name: 'photographer', skill: { name: 'photo' } }]
  await manager.bookings.saveService({ code: 'lesson', name: '摄影课', duration: 60, grid: 60, requirements })
  await manager.bookings.saveService({ code: 'long', name: '长课', duration: 120, grid: 60, requirements })
  const register = async (name: string) => (await manager.customers.register({ name })).id
  const [wang, li, zhao] = [await register('王芳'), await register('李娜'), await register('赵敏')]
  // From here on the list is looked through by itself.
  await engine.settle()
  heard.length = 0
  /** The whole of some days, and all of the studio's time. */
  const fill = async (...days: readonly number[]) => {
    const booked = new Map<string, string>()
    for (const date of days) {
      for (const hour of [9, 10, 11, 12]) {
        const { id } = await manager.bookings.book({ service: 'lesson', startsAt: at(date, hour) })
        booked.set(at(date, hour), id)
      }
    }
    await engine.settle()
    return {
      async cancel(date: number, hour: number) {
        await manager.bookings.cancel({ bookingId: booked.get(at(date, hour)) ?? '' })
        await engine.settle()
      },
    }
  }
  const join = async (customerId: string, wish: Partial<JoinWaitlist> = {}) => {
    const windows = [{ from: dateOf(24), to: dateOf(25) }]
    const entry = await manager.waitlist.join({ customerId, service: 'lesson', windows, ...wish })
    await engine.settle()
    return entry.id
  }
  const pass = async (minutes: number) => {
    clock.now = new Date(Date.parse(clock.now) + minutes * 60_000).toISOString()
    await engine.settle()
  }
  const read = (entryId: string) => manager.waitlist.read({ entryId })
  /** What is offered to whom now: the start, or null. */
  const offered = async (...entryIds: readonly string[]) => {
    const entries = []
    for (const entryId of entryIds) entries.push((await read(entryId)).offer?.startsAt ?? null)
    return entries
  }
  return { ...studio, heard, anna: anna.id, wang, li, zhao, fill, join, pass, read, offered, register }
}

export type WaitingStudio = Awaited<ReturnType<typeof openWaitingStudio>>

/** The offer that stands for an entry. */
export async function offerOf({ read }: WaitingStudio, entryId: string): Promise<string> {
  const { offer } = await read(entryId)
  if (offer === null) throw new Error('nothing is offered')
  return offer.id
}
