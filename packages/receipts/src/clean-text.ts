/**
 * Text that may be printed. A name with an escape in it could command the printer, open the drawer even; one with
 * characters that turn the direction of writing could show another amount than the one that was paid.
 */
const breaks = /[\p{Cc}\u2028\u2029]+/gu
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** One line without control characters, marks that turn the direction of writing, or halves of characters. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(breaks, ' ').replace(turning, '').trim()
}

/** The same for what stands before a value: blanks before it, by which it is set in, stay. */
export function cleanLabel(text: string): string {
  const indent = /^ {0,8}/.exec(text)?.[0] ?? ''
  return indent + cleanText(text)
}
