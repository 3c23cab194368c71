/** What one line says. Pure: no I/O. */
import { isCalendarDate, isCalotypeError, Money } from '@calotype/core'

export interface Purchase {
  readonly customer: string
  /** YYYY-MM-DD. */
  readonly date: string
  /** A whole number above zero. */
  readonly quantity: string
  /** A decimal string; zero for what was given away. */
  readonly amount: string
}

export interface Rules {
  readonly currency: string
  /** YYYY-MM-DD: no purchase is later. */
  readonly today: string
}

/** The purchase of a line; undefined for a blank one; a text that says what is wrong with any other. */
export function readPurchase(line: string, { currency, today }: Rules): Purchase | string | undefined {
  const fields = line.trim().split(/\s+/)
  const [customer = '', day = '', quantity = '', amount = ''] = fields
  if (customer === '') return undefined
  if (/[\p{Cc}\uFFFD]/u.test(fields.join(' '))) return 'holds what is not text in UTF-8'
  if (fields.length !== 4)
    return `must have 4 fields (customer, day, number of items, amount), but has ${fields.length}`
  if (customer.length > 100) return `customer must be at most 100 characters, but is ${customer.length}`
  const date = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
  if (!isCalendarDate(date)) return `day must be a date YYYYMMDD, got ${shown(day)}`
  if (date > today) return `day must not be later than today, ${today}, got ${day}`
  if (!/^0*[1-9]\d{0,8}$/.test(quantity))
    return `number of items must be a whole number above zero, got ${shown(quantity)}`
  const wrong = wrongAmount(amount, currency)
  return wrong ?? { customer, date, quantity, amount }
}

/** The library's own reading of an amount knows best what is wrong with one. */
function wrongAmount(amount: string, currency: string): string | undefined {
  try {
    return Money.of(amount, currency).isNegative() ? `amount must be zero or more, got ${shown(amount)}` : undefined
  } catch (error) {
    if (isCalotypeError(error)) return error.message
    throw error
  }
}

const shown = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
