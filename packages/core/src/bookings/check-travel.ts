/** Whether ways lead between branches and places that there are: a misspelt one would fall back to the usual minutes without a word. */
import { changeSettings } from '../engine/house/index.ts'
import { after, type Hook } from '../engine/hook.ts'
import { SettingsInvalid } from '../engine/settings.ts'
import { resourceBook } from '../resources/index.ts'
import { placeNamed } from './places.ts'
import { type BookingsSettings, bookingsSettings } from './settings.ts'

export interface PlacesKnown {
  /** The branches that the studio names; none where it names none. */
  readonly branches: readonly string[]
  hasBranch(name: string): boolean
  /** The codes of the places; undefined where they may be entered later. */
  readonly places: readonly string[] | undefined
}

const mostTold = 20

const told = (names: readonly string[]): string =>
  `${names.slice(0, mostTold).join(', ')}${names.length > mostTold ? ', …' : ''}`

/** What is wrong with the first way that leads nowhere; undefined where all lead somewhere. Pure. */
export function travelFault(
  travel: BookingsSettings['travel'],
  { branches, hasBranch, places }: PlacesKnown,
): { readonly setting: string; readonly rule: string } | undefined {
  const prefix = placeNamed('')
  const named = (places ?? []).map(placeNamed)
  const isPlace = (name: string): boolean => (places === undefined ? name.length > prefix.length : named.includes(name))
  for (const [at, way] of travel.entries()) {
    for (const end of ['from', 'to'] as const) {
      const name = way[end]
      if (name.startsWith(prefix) ? isPlace(name) : hasBranch(name)) continue
      const known = told([...branches, ...named])
      const rule = `must be the id of a branch, or "${prefix}" and the code of a place${known === '' ? '' : ` (there are ${known})`}, got "${name}"`
      return { setting: `travel.${at}.${end}`, rule }
    }
  }
  return undefined
}

/** Statements: one, where ways are changed. @throws SETTINGS_INVALID */
export const checkTravel: Hook = after(changeSettings, async (context, { input: { plugin, set } }) => {
  if (plugin !== bookingsSettings.name || !Object.hasOwn(set, 'travel')) return
  const { studio } = context
  const { travel } = await context.settings<BookingsSettings>(bookingsSettings)
  const { resources } = await resourceBook(context)
  const places = resources.filter(({ kind }) => kind === 'place').map(({ code }) => code)
  const { branches } = studio
  const fault = travelFault(travel, { branches, places, hasBranch: (name) => studio.hasBranch(name) })
  if (fault !== undefined) throw SettingsInvalid.create({ plugin, ...fault })
})

/**
 * The same of what a host says when it starts, as far as it names branches: places are entered later.
 *
 * @throws SETTINGS_INVALID
 */
export function requireTravelOfHost({
  studio,
  settings,
}: {
  readonly studio?: { readonly branches?: Readonly<Record<string, unknown>> | undefined } | undefined
  readonly settings?: Readonly<Record<string, unknown>> | undefined
}): void {
  const { name, settings: schema } = bookingsSettings
  const given = schema.safeParse(settings?.[name] ?? {})
  const known = studio?.branches
  if (!given.success || known === undefined) return
  const branches = Object.keys(known)
  const hasBranch = (branch: string): boolean => Object.hasOwn(known, branch)
  const fault = travelFault(given.data.travel, { branches, hasBranch, places: undefined })
  if (fault !== undefined) throw SettingsInvalid.create({ plugin: name, ...fault })
}
