/** All that a search must know of the resources of a studio, kept in memory until something of it changes. */
import { claimName, readVersions, termsName, touchResources } from '../claims/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { settingsValues } from '../engine/records.ts'
import { settingsCacheToken } from '../engine/settings-cache.ts'
import { type Token, token } from '../engine/tokens.ts'
import { holidayCalendarToken, type StagesSettings, stagesSettings } from '../stages/index.ts'
import { addDays, addMonths, type CalendarDate, epochDayOf } from '../values/calendar-date.ts'
import { type DayRules, dayRules } from './day-rules.ts'
import type { Plan, Shift } from './planned-day.ts'
import type { ResourceKind, ResourceSkill } from './resource-kind.ts'
import { type ReadyRoster, readyRoster, type RosterRule, type WallSpan, wallMinutes } from './roster-rule.ts'
import { type ResourcesSettings, resourcesSettings } from './settings.ts'
import { type ResourceRow, resources, resourcesOpeningHours, resourcesRosters, resourcesShifts } from './tables.ts'

/** A resource as a search knows it. Nothing of it speaks of a person but the host's id. */
export interface BookResource {
  readonly id: string
  readonly code: string
  readonly kind: ResourceKind
  readonly branch: string
  /** The name under which it is claimed. */
  readonly claimName: string
  /** The item of the stock that it is, and the single unit of it; null where it is none. What is only counted has no unit. */
  readonly itemId: string | null
  readonly serialId: string | null
  readonly timeZone: string
  readonly skills: readonly ResourceSkill[]
  readonly capacity: number
  readonly personId: string | null
  /** The id of the place where it stands; null for the branch itself. */
  readonly placeId: string | null
  readonly prepareMinutes: number
  readonly cleanMinutes: number
  /** Most bookings in a local day, and in an ISO week; null without a limit. */
  readonly dailyLimit: number | null
  readonly weeklyLimit: number | null
  /** The first and the last day of use, both included; null without an end. */
  readonly validFrom: CalendarDate | null
  readonly validTo: CalendarDate | null
  readonly retiredFrom: CalendarDate | null
  readonly worksOnHolidays: boolean
  /** Whether it has a roster of its own at any time. */
  readonly hasRoster: boolean
  /** @internal What decides when it works. */
  readonly plan: Plan
}

/** The resources of one studio at one of its versions. It is shared: nobody changes it. */
export interface ResourceBook {
  readonly tenant: string
  /** The version named `resources` of the claims that it was read at. */
  readonly version: number
  /** In the order of their codes; those that are out of use included. */
  readonly resources: readonly BookResource[]
  readonly byId: ReadonlyMap<string, BookResource>
  /** Those that are a unit of the stock or counted stock, by the names under which they are claimed. */
  readonly ofStock: ReadonlyMap<string, BookResource>
  /** When a branch is open: what a thing follows that nobody entered. */
  openingPlanOf(branch: string): Plan
  /** Who has a skill, in the order of their codes. */
  readonly bySkill: ReadonlyMap<string, readonly BookResource[]>
  /** The day from which on it knows shifts. */
  readonly since: CalendarDate
  /** Holidays and make-up workdays of a branch. */
  rulesOf(branch: string): DayRules
  /** @internal The time zone of each branch that it was read with. */
  readonly zones: ReadonlyMap<string, string>
}

/** The name of the version that rises with every change of resources, rosters, shifts, opening hours and holidays. */
export const resourcesVersion = 'resources'

/** The books of an engine, by studio. */
export interface ResourceBooks {
  get(tenant: string): ResourceBook | undefined
  keep(book: ResourceBook): void
}

export const resourceBooksToken: Token<ResourceBooks> = token<ResourceBooks>('calotype.resources.books')

/** The studios whose books are kept at once: the one that was read longest ago goes first. */
const mostBooks = 500

export function newResourceBooks(): ResourceBooks {
  const byTenant = new Map<string, ResourceBook>()
  return {
    get: (tenant) => byTenant.get(tenant),
    keep(book) {
      byTenant.delete(book.tenant)
      if (byTenant.size >= mostBooks) byTenant.delete(byTenant.keys().next().value ?? '')
      byTenant.set(book.tenant, book)
    },
  }
}

type Context = QueryContext | CommandContext

export interface BookOptions {
  /** The version named `resources`, where the caller has read it: `standing.versionOf(resourcesVersion)`. */
  readonly version?: number | undefined
  /** The first local day that will be asked about; two months ago unless told. */
  readonly from?: CalendarDate | undefined
}

/**
 * The book as it is now. Statements: one, for the version, where nothing changed since it was read; none where the caller passes the version; five more
 * where it is read anew.
 */
export async function resourceBook(
  context: Context,
  { version: known, from }: BookOptions = {},
): Promise<ResourceBook> {
  const version = known ?? (await readVersions(context, [resourcesVersion])).get(resourcesVersion) ?? 0
  const books = context.resolve(resourceBooksToken)
  const kept = books.get(context.tenant)
  // A day of the store's clock may be a day later in the zone of a resource, and spans go on into the next day.
  const wanted = from === undefined ? `${addMonths(context.now.slice(0, 10), -2).slice(0, 7)}-01` : addDays(from, -3)
  if (kept !== undefined && kept.version === version && kept.since <= wanted && zonesStand(context, kept)) return kept
  const book = await readBook(context, version, wanted)
  books.keep(book)
  return book
}

/** The book that was read last, which may be old by now: what to ask for is taken from it, and nothing decided by it. */
export const latestResourceBook = (context: Context): ResourceBook | undefined =>
  context.resolve(resourceBooksToken).get(context.tenant)

/**
 * Notes that resources changed, so that books are read anew, and whoever decides on these resources at this moment decides again. The first thing that a command of
 * this room does: changes of one studio come one after the other. One statement.
 */
export async function noteChange(context: CommandContext, ids: readonly string[]): Promise<void> {
  await touchResources(context, [...ids.map(termsName), resourcesVersion])
}

export const zoneOf = ({ studio }: Pick<Context, 'studio'>, branch: string): string =>
  studio.branch(branch).timeZone ?? studio.timeZone

function zonesStand(context: Context, { zones }: ResourceBook): boolean {
  for (const [branch, zone] of zones) if (zoneOf(context, branch) !== zone) return false
  return true
}

async function readBook(context: Context, version: number, since: CalendarDate): Promise<ResourceBook> {
  const { store, tenant } = context
  const rows = await store.find(resources, { orderBy: ['code'], limit: 'all' })
  const rosters = await store.find(resourcesRosters, { orderBy: ['resourceId', 'validFrom'], limit: 'all' })
  const hours = await store.find(resourcesOpeningHours, { orderBy: ['branch', 'validFrom'], limit: 'all' })
  const shifts = await store.find(resourcesShifts, {
    where: { day: { gte: since } },
    orderBy: ['day', 'resourceId'],
    limit: 'all',
  })
  const rulesOf = await readDayRules(context)
  const hoursOf = grouped(
    hours,
    ({ branch }) => branch,
    ({ rules, validFrom }) => readyOf(rules, validFrom),
  )
  const rostersOf = grouped(
    rosters,
    ({ resourceId }) => resourceId,
    ({ rules, validFrom }) => ({
      validFrom: epochDayOf(validFrom),
      roster: rules === null ? null : readyOf(rules, validFrom),
    }),
  )
  const shiftsOf = grouped(
    shifts,
    ({ resourceId }) => resourceId,
    ({ day, spans, reason }): [number, Shift] => [
      epochDayOf(day),
      { spans: wallMinutes(spans as unknown as WallSpan[]), reason },
    ],
  )
  const zones = new Map<string, string>()
  const all = rows.map((row): BookResource => {
    const branchZone = zoneOf(context, row.branch)
    zones.set(row.branch, branchZone)
    return bookResource(row, row.timeZone ?? branchZone, {
      ...daysOfUse(row),
      worksOnHolidays: row.worksOnHolidays,
      rosters: rostersOf.get(row.id) ?? [],
      openingHours: hoursOf.get(row.branch) ?? [],
      shifts: new Map(shiftsOf.get(row.id) ?? []),
    })
  })
  const bySkill = new Map<string, BookResource[]>()
  for (const one of all) {
    for (const { skill } of one.skills) {
      const list = bySkill.get(skill)
      if (list === undefined) bySkill.set(skill, [one])
      else list.push(one)
    }
  }
  return {
    tenant,
    version,
    resources: all,
    byId: new Map(all.map((one) => [one.id, one])),
    ofStock: new Map(all.flatMap((one) => (one.itemId === null ? [] : [[one.claimName, one] as const]))),
    openingPlanOf: (branch) => ({
      ...{ usedFrom: -Infinity, usedUntil: Infinity, worksOnHolidays: false },
      ...{ rosters: [], openingHours: hoursOf.get(branch) ?? [], shifts: new Map() },
    }),
    bySkill,
    since,
    rulesOf,
    zones,
  }
}

function readyOf(rules: unknown, validFrom: CalendarDate): ReadyRoster {
  return readyRoster(rules as readonly RosterRule[], validFrom)
}

function grouped<Row, Value>(rows: readonly Row[], keyOf: (row: Row) => string, make: (row: Row) => Value) {
  const groups = new Map<string, Value[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [make(row)])
    else group.push(make(row))
  }
  return groups
}

/** The first day of use, and the first after it. */
function daysOfUse({ validFrom, validTo, retiredFrom }: ResourceRow): { usedFrom: number; usedUntil: number } {
  const ends = [validTo === null ? [] : epochDayOf(validTo) + 1, retiredFrom === null ? [] : epochDayOf(retiredFrom)]
  return {
    usedFrom: validFrom === null ? -Infinity : epochDayOf(validFrom),
    usedUntil: Math.min(Infinity, ...ends.flat()),
  }
}

function bookResource(row: ResourceRow, timeZone: string, plan: Plan): BookResource {
  return {
    id: row.id,
    code: row.code,
    kind: row.kind as ResourceKind,
    branch: row.branch,
    claimName: claimName(row),
    itemId: row.itemId,
    serialId: row.serialId,
    timeZone,
    skills: row.skills as unknown as readonly ResourceSkill[],
    capacity: row.capacity,
    personId: row.personId,
    placeId: row.placeId,
    prepareMinutes: row.prepareMinutes,
    cleanMinutes: row.cleanMinutes,
    dailyLimit: row.dailyLimit,
    weeklyLimit: row.weeklyLimit,
    validFrom: row.validFrom,
    validTo: row.validTo,
    retiredFrom: row.retiredFrom,
    worksOnHolidays: row.worksOnHolidays,
    hasRoster: plan.rosters.some(({ roster }) => roster !== null),
    plan,
  }
}

/** Read from the store, and not as settings in force: those of another process may be seconds old, and the book is kept for longer. */
async function readDayRules(context: Context): Promise<ResourceBook['rulesOf']> {
  const { store, tenant } = context
  const names = [stagesSettings.name, resourcesSettings.name]
  const rows = await store.find(settingsValues, { where: { plugin: { in: names } }, limit: 'all' })
  const cache = context.resolve(settingsCacheToken)
  const inForce = (name: string): unknown => cache.parse(name, rows.find(({ plugin }) => plugin === name)?.value ?? {})
  const { closedDays, openDays } = inForce(stagesSettings.name) as StagesSettings
  const { makeUpWeekday } = inForce(resourcesSettings.name) as ResourcesSettings
  const holidays = context.resolve(holidayCalendarToken)
  const byBranch = new Map<string, DayRules>()
  return (branch) => {
    const of = { tenant, branch }
    const rules =
      byBranch.get(branch) ??
      dayRules({
        closedDays,
        openDays,
        makeUpWeekday,
        isHoliday: (date) => holidays.isHoliday(date, of),
        isMakeUp: (date) => holidays.isMakeUpWorkday?.(date, of) === true,
      })
    byBranch.set(branch, rules)
    return rules
  }
}
