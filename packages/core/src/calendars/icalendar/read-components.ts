/** Reads the components of an iCalendar file, and of their properties those that say when somebody is busy. */
import { Buffer } from 'node:buffer'
import { CalendarFileRefused } from '../errors.ts'
import type { BusyLimits } from './busy-limits.ts'
import { unescapeParameter } from './content-line.ts'

export interface FileProperty {
  /** As it stands, still escaped. */
  readonly value: string
  /** By names in capitals; several values of a parameter are the first of them. */
  readonly parameters: ReadonlyMap<string, string>
}

export interface FileComponent {
  readonly name: string
  readonly properties: Map<string, FileProperty[]>
  readonly components: FileComponent[]
}

export interface FileReading {
  /** VEVENT, VFREEBUSY and VTIMEZONE of all calendars of the file. */
  readonly components: readonly FileComponent[]
  /** X-WR-TIMEZONE of the first calendar that has one. */
  readonly timeZone: string | undefined
  /** Lines that are none of iCalendar: no name, no colon. */
  readonly malformedLines: number
  /** Octets that are no UTF-8, and a file in UTF-16: texts may be wrong, times are not. */
  readonly otherCharset: boolean
}

const timeProperties = ['DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID']
const kept: Readonly<Record<string, ReadonlySet<string>>> = {
  VCALENDAR: new Set(['X-WR-TIMEZONE']),
  VEVENT: new Set([...timeProperties, 'UID', 'STATUS', 'TRANSP', 'SEQUENCE', 'LAST-MODIFIED', 'DTSTAMP', 'EXRULE']),
  VFREEBUSY: new Set(['UID', 'FREEBUSY']),
  VTIMEZONE: new Set(['TZID']),
  STANDARD: new Set([...timeProperties, 'TZOFFSETFROM', 'TZOFFSETTO']),
  DAYLIGHT: new Set([...timeProperties, 'TZOFFSETFROM', 'TZOFFSETTO']),
}

/** What is read of an event beside its times where its title is asked for. A long one is cut, not refused. */
const titleProperties: ReadonlySet<string> = new Set(['SUMMARY', 'CLASS'])
const longestTitle = 4000

/** @throws CALENDAR_FILE_REFUSED for what is no calendar, is not all there, or breaks a limit */
export function readComponents(
  bytes: Uint8Array,
  limits: BusyLimits,
  { titles }: { readonly titles: boolean },
): FileReading {
  if (bytes.byteLength > limits.bytes) {
    throw refused('size', `be at most ${limits.bytes} octets`, `${bytes.byteLength} octets`)
  }
  const { text, otherCharset } = textOf(bytes)
  const reading = new Reading(limits, titles)
  for (const line of unfolded(text, limits.lines)) reading.take(line)
  return { ...reading.end(), otherCharset }
}

class Reading {
  readonly #limits: BusyLimits
  readonly #titles: boolean
  readonly #open: { readonly component: FileComponent; lines: number }[] = []
  readonly #found: FileComponent[] = []
  #timeZone: string | undefined
  #calendars = 0
  #components = 0
  #malformed = 0

  constructor(limits: BusyLimits, titles: boolean) {
    this.#limits = limits
    this.#titles = titles
  }

  take(line: string): void {
    if (line === '') return
    const nameEnd = line.search(/[;:]/)
    const name = line.slice(0, Math.max(nameEnd, 0)).toUpperCase()
    const current = this.#open.at(-1)
    if (current === undefined && name !== 'BEGIN') {
      throw refused('the file', 'be an iCalendar file that begins with BEGIN:VCALENDAR', JSON.stringify(shown(line)))
    }
    if (name === 'BEGIN' || name === 'END') {
      const component = line
        .slice(nameEnd + 1)
        .trim()
        .toUpperCase()
      if (name === 'BEGIN') this.#begin(component)
      else this.#end(component)
      return
    }
    if (current === undefined) return
    current.lines++
    if (current.lines > this.#limits.properties) {
      throw refused(`a ${shown(current.component.name)}`, `have at most ${this.#limits.properties} lines`, 'longer')
    }
    if (!/^[\w-]+$/.test(name)) {
      this.#malformed++
      return
    }
    const { component } = current
    if (kept[component.name]?.has(name) === true) this.#keep(component, name, line, nameEnd)
    else if (this.#titles && component.name === 'VEVENT' && titleProperties.has(name)) {
      this.#keep(component, name, line.slice(0, longestTitle), nameEnd)
    }
  }

  #begin(name: string): void {
    if ((this.#open.length === 0) !== (name === 'VCALENDAR')) {
      throw refused('a component', 'stand in one VCALENDAR, which stands alone', shown(name))
    }
    if (this.#open.length >= this.#limits.nesting) {
      throw refused('components', `stand at most ${this.#limits.nesting} deep`, 'deeper')
    }
    this.#components++
    if (this.#components > this.#limits.components) {
      throw refused('the file', `have at most ${this.#limits.components} components`, 'longer')
    }
    const component = { name, properties: new Map<string, FileProperty[]>(), components: [] }
    this.#open.push({ component, lines: 0 })
    if (name === 'VCALENDAR') this.#calendars++
  }

  #end(name: string): void {
    const ended = this.#open.pop()?.component
    if (ended?.name !== name) {
      throw refused('END', `be that of the open ${shown(ended?.name ?? 'VCALENDAR')}`, shown(name))
    }
    const around = this.#open.at(-1)?.component
    if (around === undefined) {
      this.#timeZone ??= ended.properties.get('X-WR-TIMEZONE')?.[0]?.value
    } else if (around.name === 'VCALENDAR' && ['VEVENT', 'VFREEBUSY', 'VTIMEZONE'].includes(name)) {
      this.#found.push(ended)
    } else if (around.name === 'VTIMEZONE' && ['STANDARD', 'DAYLIGHT'].includes(name)) around.components.push(ended)
  }

  #keep(component: FileComponent, name: string, line: string, nameEnd: number): void {
    if (line.length > this.#limits.lineLength) {
      throw refused(name, `be at most ${this.#limits.lineLength} octets long`, `${line.length} octets`)
    }
    const property = propertyOf(line, nameEnd)
    if (property === undefined) {
      this.#malformed++
      return
    }
    const known = component.properties.get(name)
    if (known === undefined) component.properties.set(name, [property])
    else known.push(property)
  }

  end(): Omit<FileReading, 'otherCharset'> {
    const open = this.#open.at(-1)?.component.name
    if (open !== undefined) throw refused('the file', `be complete, with END:${shown(open)}`, 'cut off')
    if (this.#calendars === 0) throw refused('the file', 'hold a VCALENDAR', 'without one')
    return { components: this.#found, timeZone: this.#timeZone, malformedLines: this.#malformed }
  }
}

/** Reads `;NAME=value,…:value` from where the name ends; undefined where a quote or the colon is missing. */
function propertyOf(line: string, nameEnd: number): FileProperty | undefined {
  const parameters = new Map<string, string>()
  const part = /;([\w-]+)=((?:"[^"]*"|[^",;:]*)(?:,(?:"[^"]*"|[^",;:]*))*)/y
  let at = nameEnd
  while (line[at] === ';') {
    part.lastIndex = at
    const match = part.exec(line)
    if (match === null) return undefined
    const [whole, name = '', values = ''] = match
    const first = values.startsWith('"') ? values.slice(1, values.indexOf('"', 1)) : (values.split(',')[0] ?? '')
    const upper = name.toUpperCase()
    if (!parameters.has(upper)) parameters.set(upper, unescapeParameter(utf8(first)))
    at += whole.length
  }
  return line[at] === ':' ? { value: utf8(line.slice(at + 1)), parameters } : undefined
}

/** Octets as characters of Latin 1, so that lines folded inside a character come together again before they are decoded. */
function textOf(bytes: Uint8Array): { text: string; otherCharset: boolean } {
  const [first, second] = bytes
  const wide =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined
  const octets = wide === undefined ? Buffer.from(bytes) : Buffer.from(new TextDecoder(wide).decode(bytes))
  if (octets.includes(0)) throw refused('the file', 'hold text without NUL octets', 'binary')
  const text = octets.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
  return { text, otherCharset: wide !== undefined || !isUtf8(text) }
}

function isUtf8(text: string): boolean {
  // A line may be folded inside a character.
  const octets = Buffer.from(text.replace(/(?:\r\n|[\r\n])[ \t]/g, ''), 'latin1')
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(octets)
    return true
  } catch {
    return false
  }
}

const utf8 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8')

/** Lines, those that go on after a space or tab together. CRLF, LF and CR all end one. */
function* unfolded(text: string, most: number): Generator<string> {
  const next = /\r\n|\n|\r/g
  let parts: string[] = []
  let count = 0
  for (let from = 0; from < text.length; ) {
    const found = next.exec(text)
    const to = found?.index ?? text.length
    count++
    if (count > most) throw refused('the file', `have at most ${most} lines`, 'longer')
    const goesOn = count > 1 && (text[from] === ' ' || text[from] === '\t')
    if (!goesOn && parts.length > 0) {
      yield parts.join('')
      parts = []
    }
    parts.push(text.slice(goesOn ? from + 1 : from, to))
    from = found === null ? text.length : next.lastIndex
  }
  if (parts.length > 0) yield parts.join('')
}

const shown = (text: string): string => utf8(text.slice(0, 60))

const refused = (field: string, rule: string, value: string) => CalendarFileRefused.create({ field, rule, value })
