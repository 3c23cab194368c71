/** A studio in which a calendar of somebody else makes Anna busy, and that shows what is claimed. */
import { z } from 'zod'
import { calendarImported, calendarSourceChanged, type SaveSource } from '../../src/calendars/index.ts'
import { claims, claimsVersions } from '../../src/claims/index.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { resourceConflictsFound } from '../../src/resources/index.ts'
import { openBookedStudio, type BookedStudioOptions } from '../bookings/studio.ts'

const standing = operation({
  name: 'seeing.claims',
  summary: 'Claims by calendars of others, and the versions of resources.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.object({ times: z.array(z.string()), versions: z.string(), all: z.int() }),
  async run({ store }) {
    const rows = await store.find(claims, { where: { kind: 'import' }, orderBy: ['startsAt', 'id'], limit: 'all' })
    const versions = await store.find(claimsVersions, { orderBy: ['resource'], limit: 'all' })
    const all = await store.find(claims, { limit: 'all' })
    return {
      times: rows.map(({ startsAt, endsAt }) => `${startsAt.slice(0, 16)}/${endsAt.slice(0, 16)}`),
      versions: JSON.stringify(versions),
      all: all.length,
    }
  },
})

const seeing = (told: [string, unknown][]) =>
  definePlugin({
    name: 'seeing',
    version: '1.0.0',
    requires: { claims: '*', resources: '*', calendars: '*' },
    operations: { claims: standing },
    roles: { manager: ['seeing.*'] },
    subscribers: [
      subscribe({
        name: 'told',
        to: [resourceConflictsFound, calendarImported, calendarSourceChanged],
        async handle(_context, { name, data }) {
          told.push([name, data])
        },
      }),
    ],
  })

interface Seeing {
  readonly seeing: { claims(given: object): Promise<{ times: string[]; versions: string; all: number }> }
}

/** The file of a calendar of these events, each a list of lines. */
export const calendar = (...events: readonly (readonly string[])[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((lines, at) => [
      'BEGIN:VEVENT',
      ...(lines.some((line) => line.startsWith('UID')) ? [] : [`UID:event-${at}`]),
      ...lines,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

/** Of some hours of a day of November 2026 by UTC. */
export const hours = (date: number, from: number, to: number, ...more: string[]): string[] => {
  const at = (hour: number) => `202611${String(date).padStart(2, '0')}T${String(hour).padStart(2, '0')}0000Z`
  return [`DTSTART:${at(from)}`, `DTEND:${at(to)}`, ...more]
}

export async function openConnected(source: Partial<SaveSource> = {}, options: BookedStudioOptions = {}) {
  const told: [string, unknown][] = []
  const studio = await openBookedStudio({ ...options, plugins: [seeing(told), ...(options.plugins ?? [])] })
  const { manager } = studio
  const { sourceId } = await manager.calendars.saveSource({ resource: 'anna', name: 'Private', ...source })
  return {
    ...studio,
    told,
    sourceId,
    read: (text: string) => manager.calendars.import({ sourceId, text }),
    seen: () => (manager as unknown as Seeing).seeing.claims({}),
    source: async () => (await manager.calendars.sources({})).items[0],
  }
}
