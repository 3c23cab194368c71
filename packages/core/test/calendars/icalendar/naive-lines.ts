/** Reads a calendar file without care, to say what was written: lines, components, and texts. */
import { CalotypeError } from '../../../src/values/calotype-error.ts'

export const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** Lines as they stand in the file. */
export const physicalLines = (bytes: Uint8Array): string[] => textOf(bytes).split('\r\n').slice(0, -1)

/** Lines with what was folded together again. */
export const logicalLines = (bytes: Uint8Array): string[] =>
  textOf(bytes).replaceAll('\r\n ', '').split('\r\n').slice(0, -1)

/** The properties of each VEVENT by name, alarms left out; a property with parameters is named by what stands before `;`. */
export function events(bytes: Uint8Array): Map<string, string>[] {
  const found: Map<string, string>[] = []
  const open: string[] = []
  for (const line of logicalLines(bytes)) {
    const [, name = '', rest = ''] = /^([A-Z-]+)(.*)$/s.exec(line) ?? []
    if (name === 'BEGIN') {
      open.push(rest.slice(1))
      if (rest === ':VEVENT') found.push(new Map())
    } else if (name === 'END') open.pop()
    else if (open.at(-1) === 'VEVENT') found.at(-1)?.set(name, rest)
  }
  return found
}

/** A TEXT without its escapes, character by character. */
export function plain(value = ''): string {
  let text = ''
  for (let at = 0; at < value.length; at++) {
    if (value[at] !== '\\') text += value[at]
    else text += value[++at] === 'n' ? '\n' : value[at]
  }
  return text
}

/** A file of these lines. */
export const file = (...lines: string[]): Uint8Array =>
  new TextEncoder().encode(['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n'))

/** The lines of an event. */
export const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']

/** The Calotype error that `act` throws. */
export function thrown(act: () => unknown): CalotypeError {
  try {
    act()
  } catch (error) {
    if (error instanceof CalotypeError) return error
    throw error
  }
  throw new Error('expected an error, none was thrown')
}
