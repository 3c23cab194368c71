/** What a reader has already need not be sent again (RFC 9110, sections 8.8 and 13). */
import { hash } from 'node:crypto'
import type { Instant } from '../../values/instant.ts'
import { millisOf } from '../../values/instant.ts'

/** The strong entity tag of these octets: the same octets, the same tag. */
export const etagOf = (bytes: Uint8Array): string => `"${hash('sha256', bytes, 'base64url')}"`

/** An instant as an HTTP date, in whole seconds: `Sun, 08 Mar 2026 07:00:00 GMT`. */
export const httpDate = (instant: Instant): string => new Date(millisOf(instant)).toUTCString()

/** Headers of a request by name, in any case; several of one name as a list. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * 304 where the reader has what is current, else 200. `If-None-Match` decides alone where it is there: `*` and weak tags
 * count. Otherwise `If-Modified-Since`; a date that cannot be read is as good as none.
 */
export function conditional(
  headers: RequestHeaders,
  current: { readonly etag: string; readonly lastModified: Instant },
): 200 | 304 {
  const tags = headerOf(headers, 'if-none-match')
  if (tags !== undefined) return hasTag(tags, current.etag) ? 304 : 200
  const since = headerOf(headers, 'if-modified-since')
  if (since === undefined) return 200
  const modified = Math.floor(millisOf(current.lastModified) / 1000) * 1000
  return modified <= readHttpDate(since, modified) ? 304 : 200
}

function headerOf(headers: RequestHeaders, name: string): string | undefined {
  const values = Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? (value ?? []) : []))
  return values.length === 0 ? undefined : values.join(', ')
}

/** The weak comparison of section 8.8.3.2. */
function hasTag(tags: string, etag: string): boolean {
  if (tags.trim() === '*') return true
  return (tags.match(/(?:W\/)?"[^"]*"/g) ?? []).some((tag) => tag.replace(/^W\//, '') === etag.replace(/^W\//, ''))
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
// The form of today, that of RFC 850 and that of asctime, which section 5.6.7 asks to be read as well.
const today = /^\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/
const former = /^\w{6,9}, (\d\d)-(\w{3})-(\d\d) (\d\d):(\d\d):(\d\d) GMT$/
const asctime = /^\w{3} (\w{3}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})$/

/** Milliseconds, or NaN. A year of two digits is at most 50 years after `near`. */
function readHttpDate(text: string, near: number): number {
  const value = text.trim()
  const long = today.exec(value) ?? former.exec(value)
  const short = long === null ? asctime.exec(value) : null
  const parts =
    long?.slice(1) ??
    (short === null ? undefined : [short[2], short[1], short[6], short[3], short[4], short[5]].map(String))
  if (parts === undefined) return Number.NaN
  const [day, month = '', year = '', hour, minute, second] = parts
  const at = months.indexOf(month.toLowerCase())
  if (at < 0) return Number.NaN
  return Date.UTC(fullYear(year, near), at, Number(day), Number(hour), Number(minute), Number(second))
}

function fullYear(year: string, near: number): number {
  if (year.length === 4) return Number(year)
  const most = new Date(near).getUTCFullYear() + 50
  const inCentury = Math.floor(most / 100) * 100 + Number(year)
  return inCentury > most ? inCentury - 100 : inCentury
}
