/** A studio with a photographer who acts herself, a make-up artist, a room and a dress, and a way to book them. */
import { z } from 'zod'
import { commitClaims, termsName } from '../../src/claims/index.ts'
import { createEngine } from '../../src/create-engine.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { clockToken, provide, type Provision } from '../../src/engine/tokens.ts'
import { resourceBook, resourcesRoom, resourcesVersion, workingTime } from '../../src/resources/index.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { defineError } from '../../src/values/calotype-error.ts'
import { millisOf } from '../../src/values/instant.ts'

const DeskBusy = defineError<{ resource: string }>({
  code: 'APPOINTMENT_TAKEN',
  status: 409,
  summary: 'The resource is taken.',
  message: ({ resource }) => `${resource} is taken.`,
  mend: 'Take another time.',
})

const DeskClosed = defineError<{ resource: string }>({
  code: 'APPOINTMENT_CLOSED',
  status: 409,
  summary: 'The resource does not work then.',
  message: ({ resource }) => `${resource} does not work then.`,
  mend: 'Take another time.',
})

const minuteOf = (instant: string): number => millisOf(instant) / 60_000

/** Books as a room above does: by the book, at the version that the commit read. */
export function booking(meanwhile: { work?: (() => Promise<unknown>) | undefined } = {}) {
  const book = operation({
    name: 'desk.book',
    summary: 'Books a resource for a time in which it works.',
    kind: 'command',
    input: z.strictObject({
      resourceId: z.string(),
      from: z.string(),
      to: z.string(),
      kind: z.enum(['booking', 'hold', 'rental']).default('booking'),
      expiresAt: z.string().nullable().default(null),
    }),
    output: z.string(),
    errors: [DeskBusy, DeskClosed],
    async run(context, { resourceId, from, to, kind, expiresAt }) {
      const reference = context.newId()
      const resource = termsName(resourceId)
      const refused = await commitClaims(context, {
        resources: [resource],
        reads: [resourcesVersion],
        window: { from, to },
        async decide({ taken, versionOf }) {
          const own = await resourceBook(context, { version: versionOf(resourcesVersion) })
          const known = own.byId.get(resourceId)
          const work = meanwhile.work
          meanwhile.work = undefined
          await work?.()
          if (taken.length > 0) return { claims: null, result: DeskBusy }
          const [start, end] = known === undefined ? [] : workingTime(own, known, minuteOf(from), minuteOf(to))
          if (start !== minuteOf(from) || end !== minuteOf(to)) return { claims: null, result: DeskClosed }
          return { claims: [{ resource, reference, kind, from, to, expiresAt }], result: undefined }
        },
      })
      if (refused !== undefined) throw refused.create({ resource: resourceId })
      return reference
    },
  })
  /** What a search reads: its statements are those of the book. */
  const search = operation({
    name: 'desk.search',
    summary: 'Says when a resource works.',
    kind: 'query',
    input: z.strictObject({ resourceId: z.string(), from: z.string(), to: z.string(), version: z.int().optional() }),
    output: z.array(z.int()),
    async run(context, { resourceId, from, to, version }) {
      const own = await resourceBook(context, { version })
      const known = own.byId.get(resourceId)
      return known === undefined ? [] : [...workingTime(own, known, minuteOf(from), minuteOf(to))]
    },
  })
  /** Sets a roster and fails. */
  const giveUp = operation({
    name: 'desk.giveUp',
    summary: 'Sets a roster and gives up.',
    kind: 'command',
    input: z.strictObject({ resourceId: z.string(), validFrom: z.string() }),
    output: z.string(),
    errors: [DeskBusy],
    async run(context, { resourceId, validFrom }) {
      await context.run(resourcesRoom.operations.setRoster, { resourceId, validFrom, rules: [] })
      throw DeskBusy.create({ resource: resourceId })
    },
  })
  return definePlugin({
    name: 'desk',
    version: '1.0.0',
    requires: { claims: '*', resources: '*' },
    operations: { book, search, giveUp },
    roles: { manager: ['desk.*'] },
    errors: [DeskBusy, DeskClosed],
  })
}

interface StudioOptions {
  readonly storage?: StorageAdapter
  readonly settings?: Readonly<Record<string, object>>
  readonly provide?: readonly Provision[]
  readonly meanwhile?: { work?: (() => Promise<unknown>) | undefined }
}

/** An engine at ten in the morning of Sunday, 22 November 2026, in Shanghai. Nobody has a roster yet. */
export async function openStudio(options: StudioOptions = {}) {
  const clock = { now: '2026-11-22T02:00:00.000Z' }
  const engine = await createEngine({
    storage: options.storage ?? memory(),
    plugins: [booking(options.meanwhile)] as const,
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      branches: { main: { name: 'Rose' }, york: { name: 'Rose New York', timeZone: 'America/New_York' } },
    },
    tenants: ['rose', 'lily'],
    background: false,
    settings: options.settings ?? {},
    provide: [provide(clockToken, { useValue: { now: () => clock.now } }), ...(options.provide ?? [])],
  })
  const as = (role: string, { id = `the-${role}`, tenant = 'rose', branch = 'main' } = {}) =>
    engine.as({ tenant, branch, actor: { id, roles: [role] } })
  return { engine, clock, as, manager: as('manager'), owner: as('owner') }
}

export const nineToSix = { kind: 'weekly' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' }
export const onWeekdays = { ...nineToSix, weekdays: [1, 2, 3, 4, 5] }

/** The same, open from nine to six every day. */
export async function furnished(options: StudioOptions = {}) {
  const studio = await openStudio(options)
  const { manager } = studio
  const add = async (code: string, kind: 'person' | 'room' | 'place' | 'dress' | 'equipment', more: object = {}) =>
    (await manager.resources.add({ code, kind, name: code, ...more })).id
  const li = await add('li-na', 'person', { personId: 'li-na', skills: [{ skill: 'photography', level: 8 }] })
  const mei = await add('mei', 'person', { personId: 'mei', skills: [{ skill: 'makeUp', level: 6 }] })
  const room = await add('room-1', 'room')
  const gown = await add('gown-1', 'dress')
  await manager.resources.setOpeningHours({ validFrom: '2026-01-01', rules: [nineToSix] })
  return { ...studio, add, li, mei, room, gown, liNa: studio.as('photographer', { id: 'li-na' }) }
}

export type Furnished = Awaited<ReturnType<typeof furnished>>

/** Shanghai: `at('2026-11-23', 10)` is ten in the morning of that day. */
export const at = (day: string, hour: number, minute = 0): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + ((hour - 8) * 60 + minute) * 60_000).toISOString()

export const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => {
      if (error.code === undefined) throw error
      return error.code
    },
  )
