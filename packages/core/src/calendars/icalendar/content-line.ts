// Content lines of RFC 5545, section 3.1: text, quoting and folding.

const encoder = new TextEncoder()

/** Octets of a line, without its line break (RFC 5545, section 3.1). */
const lineOctets = 75

/** Whether iCalendar has no place for a character: CONTROL of section 3.1, which the tab is not of. */
const isControl = (character: string): boolean => (character < ' ' && character !== '\t') || character === '\u007f'

// Next line (U+0085), vertical tab, form feed, line and paragraph separator: programs take them for the end of a line.
const lineBreaks = /\r\n|[\n\r\v\f\x85\u2028\u2029]/g

/**
 * A text as a calendar can hold it: every kind of line break is `\n`, other control characters but the tab are dropped,
 * halves of surrogate pairs become U+FFFD. What is written of a text is this.
 */
export function calendarText(text: string): string {
  return text
    .toWellFormed()
    .replace(lineBreaks, '\n')
    .replace(/\p{Cc}/gu, (character) => (character !== '\n' && isControl(character) ? '' : character))
}

/** A value of type TEXT (section 3.3.11). */
export function escapeText(text: string): string {
  return calendarText(text)
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')
}

/** The reverse of {@link escapeText}. An escape that the standard does not know keeps its character. */
export function unescapeText(value: string): string {
  return value.replace(/\\([\s\S])/g, (_, character: string) => (/[nN]/.test(character) ? '\n' : character))
}

/** A parameter as `;NAME="value"`, its quotes and line breaks written as RFC 6868 says. Quoted where it must be. */
export function parameter(name: string, value: string): string {
  const text = calendarText(value).replaceAll('^', '^^').replaceAll('"', "^'").replaceAll('\n', '^n')
  return /^[\w@.+/^-]*$/.test(text) ? `;${name}=${text}` : `;${name}="${text}"`
}

/** The reverse of what {@link parameter} does to a value. */
export function unescapeParameter(value: string): string {
  return value.replace(/\^([n^'])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign === "'" ? '"' : '^'))
}

/** Lines as a calendar file has them: folded at 75 octets, never inside a character, each ended by CRLF. */
export function foldLines(lines: readonly string[]): string {
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

function fold(line: string): string {
  // A UTF-16 unit is never more than three octets.
  if (line.length * 3 <= lineOctets) return line
  let folded = ''
  let octets = 0
  for (const character of line) {
    const width = octetsOf(character)
    if (octets + width > lineOctets) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += width
  }
  return folded
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}

/** The octets of a calendar file: UTF-8, the charset that RFC 5545 names. */
export function calendarBytes(lines: readonly string[]): Uint8Array {
  return encoder.encode(foldLines(lines))
}
