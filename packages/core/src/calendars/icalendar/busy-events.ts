/** The busy times of the events of a file. */
import { millisPerDay } from '../../values/civil-day.ts'
import type { BusyLimits } from './busy-limits.ts'
import { calendarText, unescapeText } from './content-line.ts'
import { type FileDuration, type FileTime, readDuration, readFileTime } from './date-time.ts'
import type { FileZones } from './file-zones.ts'
import { furthestOffset, type LocalClock } from './local-clock.ts'
import { occurrencesOf } from './occurrences.ts'
import type { FileComponent, FileProperty } from './read-components.ts'
import { costOf, readRule } from './recurrence-rule.ts'
import type { Skipped, SkipReason } from './skipped.ts'
import { type Work, workOfBounds } from './work.ts'

interface Span {
  readonly from: number
  readonly to: number
  readonly uid: string | null
  readonly tentative: boolean
  readonly wholeDay: boolean
  readonly title: string | null
}

interface Desk {
  readonly from: number
  readonly to: number
  readonly zones: FileZones
  readonly limits: BusyLimits
  readonly skipped: Skipped
  readonly work: Work
}

/** A time with the clocks by which it is told. */
interface ClockedTime extends FileTime {
  readonly clock: LocalClock
}

/** How long an event is: nominal days by its clocks, then exact milliseconds. */
type Length = FileDuration

/** How long before the window an occurrence may begin whose change is known. */
const farBack = 2 * 366 * millisPerDay

export class BusyEvents {
  readonly #desk: Desk
  readonly #spans: Span[] = []

  constructor(desk: Desk) {
    this.#desk = desk
  }

  spans(): Span[] {
    return this.#spans
  }

  read(components: readonly FileComponent[]): void {
    const groups = new Map<string, FileComponent[]>()
    let unnamed = 0
    for (const component of components) {
      if (component.name === 'VFREEBUSY') this.#freeBusy(component)
      if (component.name !== 'VEVENT') continue
      const uid = uidOf(component) ?? `\u0000${unnamed++}`
      const group = groups.get(uid)
      if (group === undefined) groups.set(uid, [component])
      else group.push(component)
    }
    for (const group of groups.values()) this.#group(group)
  }

  /** The events of one UID: one that recurs, and its changed occurrences. */
  #group(components: readonly FileComponent[]): void {
    const current = new Map<string, FileComponent>()
    for (const component of components) {
      const key = this.#recurrenceKey(component)
      const known = current.get(key)
      if (known !== undefined) this.#desk.skipped.add('superseded', uidOf(component))
      if (known === undefined || isNewer(component, known)) current.set(key, component)
    }
    const changed = new Set(current.keys())
    for (const [key, component] of current) this.#event(component, key === '' ? changed : none)
  }

  /** The moment of the occurrence that this one replaces; empty for an event itself. */
  #recurrenceKey(component: FileComponent): string {
    const property = component.properties.get('RECURRENCE-ID')?.[0]
    if (property === undefined) return ''
    if (property.parameters.has('RANGE')) this.#desk.skipped.add('range-ignored', uidOf(component))
    const time = this.#time(property)
    if (typeof time === 'string') return `unread ${property.value}`
    const { from, to } = this.#desk
    // Far from the window it replaces nothing there, and its zone is not asked for.
    return isNear(time, from - farBack, to) ? keyOf(time) : `far ${property.parameters.get('TZID')} ${property.value}`
  }

  #event(component: FileComponent, changed: ReadonlySet<string>): void {
    const { skipped } = this.#desk
    const uid = uidOf(component)
    const text = (name: string) => component.properties.get(name)?.[0]?.value.trim().toUpperCase()
    const status = text('STATUS')
    if (status === 'CANCELLED' || text('TRANSP') === 'TRANSPARENT') {
      skipped.add(status === 'CANCELLED' ? 'cancelled' : 'transparent', uid)
      return
    }
    const started = component.properties.get('DTSTART')?.[0]
    const start = started === undefined ? 'time-invalid' : this.#time(started)
    if (typeof start === 'string') {
      skipped.add(start, uid)
      return
    }
    if (this.#isElsewhere(component, start)) return
    const length = this.#length(component, start)
    if (typeof length === 'string') {
      skipped.add(length, uid)
      return
    }
    if (!this.#mayLast(start, length)) {
      skipped.add('work-limit', uid)
      return
    }
    const starts = this.#starts(component, uid, start, length, changed)
    const told = { uid, tentative: status === 'TENTATIVE', wholeDay: start.kind === 'date', title: titleOf(component) }
    this.#add(
      [...starts].map(([from, own]) => ({ ...extent(start, from, own), ...told })),
      uid,
    )
  }

  /** Whether clocks may be asked about a time: those near the window are asked about anyway. */
  #mayAsk({ kind, clock }: ClockedTime, millis: number): boolean {
    const { from, to, work } = this.#desk
    if (kind === 'utc' || (millis > from - farBack && millis < to + farBack)) return true
    return work.mayAsk(clock, millis)
  }

  /** Whether clocks may be asked about the start of an event, and about its ends where they come days later. */
  #mayLast(start: ClockedTime, { days }: Length): boolean {
    const { from, to } = this.#desk
    const length = days * millisPerDay
    // Whole days are found without clocks: these are asked about days in the window alone.
    const isOver = start.kind === 'date' && start.millis + length + furthestOffset < from
    if (!isOver && !this.#mayAsk(start, start.millis)) return false
    if (days === 0) return true
    return (isOver || this.#mayAsk(start, start.millis + length)) && this.#mayAsk(start, to + length)
  }

  /** Whether an event that does not recur is before or after the window, as its file's times show without any zone. */
  #isElsewhere({ properties }: FileComponent, start: ClockedTime): boolean {
    if (properties.has('RRULE') || properties.has('RDATE')) return false
    return this.#isBeside(start, readFileTime(properties.get('DTEND')?.[0]?.value.trim() ?? ''))
  }

  /** Whether a time is before or after the window, whatever its zone. */
  #isBeside(start: FileTime, end: FileTime | undefined): boolean {
    const { from, to } = this.#desk
    if (start.millis - furthestOffset > to) return true
    return end !== undefined && Math.max(end.millis, start.millis + millisPerDay) + furthestOffset < from
  }

  /** When occurrences begin, as {@link momentOf} tells it, each with its length: those that may overlap the window. */
  #starts(
    component: FileComponent,
    uid: string | null,
    start: ClockedTime,
    length: Length,
    changed: ReadonlySet<string>,
  ): Map<number, Length> {
    const { skipped } = this.#desk
    const starts = new Map<number, Length>()
    // Earlier by what an occurrence may last, clocks that change in it included.
    const from = this.#desk.from - length.days * millisPerDay - length.millis - furthestOffset
    const to = this.#desk.to + (start.kind === 'date' ? furthestOffset : 0)
    if (isNear(start, from, to)) starts.set(momentOf(start), length)
    for (const { value } of component.properties.get('RRULE') ?? []) {
      const found = this.#ruled(value, start, from, to)
      if (typeof found === 'string') skipped.add(found, uid)
      else for (const millis of found) starts.set(millis, length)
    }
    for (const _ of component.properties.get('EXRULE') ?? []) skipped.add('rule-unsupported', uid)
    for (const [time, own] of this.#dates(component, 'RDATE', uid, from, to)) {
      if ((time.kind === 'date') === (start.kind === 'date')) starts.set(momentOf(time), own ?? length)
      else skipped.add('date-invalid', uid)
    }
    const days = new Set<number>()
    for (const [time] of this.#dates(component, 'EXDATE', uid, from, to)) {
      if ((time.kind === 'date') === (start.kind === 'date')) starts.delete(momentOf(time))
      else if (time.kind === 'date') days.add(time.millis)
      else starts.delete(dayOf(momentOf(time), time))
    }
    if (days.size > 0) {
      for (const millis of starts.keys()) if (days.has(dayOf(millis, start))) starts.delete(millis)
    }
    if (changed.size > 1) {
      for (const millis of starts.keys()) if (isChanged(changed, millis, start)) starts.delete(millis)
    }
    return starts
  }

  #ruled(value: string, start: ClockedTime, from: number, to: number): number[] | SkipReason {
    const { limits, work } = this.#desk
    const rule = readRule(value)
    if (typeof rule === 'string') return rule
    if (rule.until !== undefined && rule.until.millis + millisPerDay + furthestOffset < from) return []
    if (start.millis - furthestOffset > to) return []
    const cost = costOf(rule, start.millis, from, to)
    if (cost.times > limits.occurrencesOfEvent) return 'rule-too-dense'
    if (this.#spans.length >= limits.occurrences) return 'occurrences-limit'
    if (!work.take(cost.work)) return 'work-limit'
    const found = occurrencesOf(rule, start, start.clock, from, to)
    work.charge(found?.length ?? workOfBounds)
    return found ?? 'rule-too-slow'
  }

  /** The times of RDATE or EXDATE that may matter; a period has its own length. */
  *#dates(
    component: FileComponent,
    name: 'RDATE' | 'EXDATE',
    uid: string | null,
    from: number,
    to: number,
  ): Generator<[ClockedTime, Length | undefined]> {
    for (const property of component.properties.get(name) ?? []) {
      for (const value of property.value.split(',')) {
        const [first = '', last] = value.trim().split('/')
        const time = this.#time({ ...property, value: first })
        if (typeof time === 'string') {
          this.#desk.skipped.add(time === 'zone-unknown' ? time : 'date-invalid', uid)
          continue
        }
        if (!isNear(time, from, to)) continue
        const own = last === undefined ? undefined : this.#periodLength(property, time, last)
        if (typeof own === 'string') this.#desk.skipped.add(own, uid)
        else if (this.#mayAsk(time, time.millis)) yield [time, own]
        else this.#desk.skipped.add('work-limit', uid)
      }
    }
  }

  #periodLength(property: FileProperty, start: ClockedTime, end: string): Length | 'date-invalid' | 'work-limit' {
    const duration = readDuration(end)
    if (duration !== undefined) {
      if (!isPositive(duration)) return 'date-invalid'
      return this.#mayLast(start, duration) ? duration : 'work-limit'
    }
    const time = this.#time({ ...property, value: end })
    if (typeof time === 'string') return 'date-invalid'
    if (!this.#mayAsk(start, start.millis) || !this.#mayAsk(time, time.millis)) return 'work-limit'
    const millis = start.kind === 'date' || time.kind === 'date' ? 0 : momentOf(time) - momentOf(start)
    return millis > 0 ? { days: 0, millis } : 'date-invalid'
  }

  #freeBusy(component: FileComponent): void {
    const uid = uidOf(component)
    const spans: Span[] = []
    for (const property of component.properties.get('FREEBUSY') ?? []) {
      const type = property.parameters.get('FBTYPE')?.toUpperCase()
      if (type === 'FREE') continue
      for (const value of property.value.split(',')) {
        const [first = '', last = ''] = value.trim().split('/')
        const time = this.#time({ ...property, value: first })
        if (typeof time !== 'string' && this.#isBeside(time, readFileTime(last))) continue
        const length = typeof time === 'string' ? 'date-invalid' : this.#periodLength(property, time, last)
        if (typeof time === 'string' || typeof length === 'string') {
          this.#desk.skipped.add(length === 'work-limit' ? length : 'date-invalid', uid)
          continue
        }
        spans.push({
          ...extent(time, momentOf(time), length),
          uid,
          tentative: type === 'BUSY-TENTATIVE',
          wholeDay: false,
          title: null,
        })
      }
    }
    this.#add(spans, uid)
  }

  #add(found: readonly Span[], uid: string | null): void {
    const { from, to, limits, skipped } = this.#desk
    const met = found.filter((span) => span.from < to && span.to > from && span.from < span.to)
    const room = Math.min(limits.occurrencesOfEvent, limits.occurrences - this.#spans.length)
    for (const span of met.sort((one, other) => one.from - other.from).slice(0, room)) this.#spans.push(span)
    for (let left = room; left < met.length; left++) skipped.add('occurrences-limit', uid)
  }

  #time(property: FileProperty): ClockedTime | 'time-invalid' | 'zone-unknown' {
    const time = readFileTime(property.value.trim())
    if (time === undefined) return 'time-invalid'
    const { zones } = this.#desk
    const clock = time.kind === 'local' ? zones.clock(property.parameters.get('TZID')) : zones.floating
    return clock === undefined ? 'zone-unknown' : { ...time, clock }
  }

  #length(component: FileComponent, start: ClockedTime): Length | SkipReason {
    const ended = component.properties.get('DTEND')?.[0]
    const lasts = component.properties.get('DURATION')?.[0]
    if (ended === undefined) {
      const duration = lasts === undefined ? undefined : readDuration(lasts.value.trim())
      if (lasts !== undefined && duration === undefined) return 'time-invalid'
      const length = duration ?? (start.kind === 'date' ? { days: 1, millis: 0 } : { days: 0, millis: 0 })
      return isPositive(length) ? length : 'no-time'
    }
    const end = this.#time(ended)
    if (typeof end === 'string') return end
    if ((start.kind === 'date') !== (end.kind === 'date')) return 'time-invalid'
    // A whole-day event that ends on the day it begins lasts that day: so some programs write it.
    if (start.kind === 'date') {
      const days = Math.max(1, (end.millis - start.millis) / millisPerDay)
      return end.millis < start.millis ? 'no-time' : { days, millis: 0 }
    }
    if (!this.#mayAsk(start, start.millis) || !this.#mayAsk(end, end.millis)) return 'work-limit'
    const millis = momentOf(end) - momentOf(start)
    return millis > 0 ? { days: 0, millis } : 'no-time'
  }
}

const none: ReadonlySet<string> = new Set()

function uidOf(component: FileComponent): string | null {
  const uid = component.properties.get('UID')?.[0]?.value
  return uid === undefined || uid === '' ? null : unescapeText(uid)
}

/** Null where it was not read (see `readComponents`), or says of itself that it is not for everybody. */
function titleOf({ properties }: FileComponent): string | null {
  const visible = properties.get('CLASS')?.[0]?.value.trim().toUpperCase() ?? 'PUBLIC'
  const title = visible === 'PUBLIC' ? calendarText(unescapeText(properties.get('SUMMARY')?.[0]?.value ?? '')) : ''
  const line = title.replaceAll(/\s+/g, ' ').trim()
  return line === '' ? null : line
}

/** By SEQUENCE, then by DTSTAMP, then by its place in the file. */
function isNewer(one: FileComponent, other: FileComponent): boolean {
  const sequence = (component: FileComponent) => Number(component.properties.get('SEQUENCE')?.[0]?.value ?? 0) || 0
  const stamp = (component: FileComponent) => component.properties.get('DTSTAMP')?.[0]?.value ?? ''
  if (sequence(one) !== sequence(other)) return sequence(one) > sequence(other)
  return stamp(one) >= stamp(other)
}

/** When a time is, in milliseconds. A whole day is its midnight as if UTC until {@link extent} asks for its clocks. */
const momentOf = ({ kind, millis, clock }: ClockedTime): number =>
  kind === 'local' ? clock.momentOf(millis).millis : millis

const keyOf = (time: ClockedTime): string => (time.kind === 'date' ? `day ${time.millis}` : `at ${momentOf(time)}`)

/** Whether a time can lie in [from, to): known without asking for its zone. */
const isNear = ({ millis }: FileTime, from: number, to: number): boolean =>
  millis > from - furthestOffset && millis < to + furthestOffset

const isPositive = ({ days, millis }: Length): boolean =>
  days >= 0 && days * millisPerDay + millis > 0 && days * millisPerDay + millis < 366 * 100 * millisPerDay

/** An occurrence of the day is changed where the file names its moment, or its day. */
function isChanged(changed: ReadonlySet<string>, millis: number, start: ClockedTime): boolean {
  return changed.has(`at ${millis}`) || changed.has(`day ${dayOf(millis, start)}`)
}

/** The midnight of the local day of a moment, as if UTC. */
function dayOf(millis: number, { kind, clock }: ClockedTime): number {
  const local = kind === 'local' ? clock.localAt(millis) : millis
  return Math.floor(local / millisPerDay) * millisPerDay
}

/**
 * From when to when an occurrence is that begins at `at`. Nominal days by the clocks come first, then the exact rest
 * (section 3.3.6); a whole day begins when its clocks show it or later.
 */
function extent({ kind, clock }: ClockedTime, at: number, { days, millis }: Length): { from: number; to: number } {
  if (kind === 'date') {
    return { from: clock.momentOf(at).reached, to: clock.momentOf(at + days * millisPerDay).reached + millis }
  }
  if (kind === 'utc') return { from: at, to: at + days * millisPerDay + millis }
  const end = days === 0 ? at : clock.momentOf(clock.localAt(at) + days * millisPerDay).millis
  return { from: at, to: end + millis }
}
