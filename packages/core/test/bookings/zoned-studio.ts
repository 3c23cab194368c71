/** A studio in any time zone, by any edition of the time zone data: two photographers and what they do. */
import { createEngine } from '../../src/create-engine.ts'
import { bookingEvents, type SaveService, zoneRulesToken } from '../../src/bookings/index.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { clockToken, provide } from '../../src/engine/tokens.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { ZoneOffsets } from '../../src/values/zone-offsets.ts'
import { runtimeZoneRules, type ZoneRules } from '../../src/values/zone-rules.ts'

export interface ZonedOptions {
  readonly timeZone: string
  readonly now: string
  readonly storage?: StorageAdapter
  readonly rules?: ZoneRules
  readonly service?: Partial<SaveService>
  readonly settings?: Readonly<Record<string, object>>
  /** When it is open, every day. */
  readonly hours?: readonly [from: string, to: string]
}

/** The rules of the runtime but for one zone, whose offset in minutes is told for each moment. */
export const otherEdition = (edition: string, zone: string, minutesAt: (iso: string) => number): ZoneRules => {
  const offsets = new ZoneOffsets((millis) => minutesAt(new Date(millis).toISOString()) * 60_000)
  return {
    edition,
    offsetsOf: (timeZone) => (timeZone === zone ? offsets : runtimeZoneRules.offsetsOf(timeZone)),
  }
}

/** An engine on a store that may hold a studio already. */
export async function openZoned({ timeZone, now, storage = memory(), rules, settings = {} }: ZonedOptions) {
  const clock = { now }
  const heard: { name: string; data: Record<string, unknown> }[] = []
  const listening = definePlugin({
    name: 'listening',
    version: '1.0.0',
    requires: { bookings: '*' },
    subscribers: [
      subscribe({
        name: 'bookings',
        to: bookingEvents,
        async handle(_context, { name, data }) {
          heard.push({ name, data: { ...data } })
        },
      }),
    ],
  })
  const engine = await createEngine({
    storage,
    plugins: [listening],
    studio: { currency: 'CNY', timeZone, branches: { main: { name: 'Rose' }, west: { name: 'Rose West' } } },
    tenants: ['rose'],
    background: false,
    settings,
    provide: [
      provide(clockToken, { useValue: { now: () => clock.now } }),
      ...(rules === undefined ? [] : [provide(zoneRulesToken, { useValue: rules })]),
    ],
  })
  const as = (role: string, branch = 'main') =>
    engine.as({ tenant: 'rose', branch, actor: { id: `the-${role}`, roles: [role] } })
  return { engine, clock, heard, storage, as, owner: as('owner'), manager: as('manager') }
}

/** The same with Anna and Ben, and a visit of an hour by one of them. */
export async function openZonedStudio(options: ZonedOptions) {
  const studio = await openZoned(options)
  const { manager } = studio
  const [from, to] = options.hours ?? ['08:00', '20:00']
  await manager.resources.setOpeningHours({
    validFrom: '1980-01-01',
    rules: [{ kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], from, to }],
  })
  const skills = [{ skill: 'photo', level: 5 }]
  const add = async (code: string) => (await manager.resources.add({ code, name: code, kind: 'person', skills })).id
  const ids = { anna: await add('anna'), ben: await add('ben') }
  await manager.bookings.saveService({
    code: 'visit',
    name: 'Visit',
    duration: 60,
    grid: 30,
    horizon: 700,
    requirements: [{ name: 'photographer', skill: { name: 'photo' } }],
    ...options.service,
  })
  return { ...studio, ids }
}
