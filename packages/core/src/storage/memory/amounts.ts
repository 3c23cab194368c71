/** Exact adding of int, money and decimal values. */
import { powerOfTen, printDecimal, readDecimal } from '../../values/decimal-text.ts'
import type { Column, Value } from '../column.ts'
import { canonical } from './compare.ts'
import { refused } from './failure.ts'

/** Decimals have at most 9 digits after the point; all are added at that scale. */
const addingScale = 9
const largestMoney = 2n ** 63n - 1n

/** `value` as a whole number of the column's smallest unit. */
export function unitsOf(column: Column, value: Value): bigint {
  if (column.kind === 'money' && typeof value === 'bigint') return value
  if (column.kind === 'int' && typeof value === 'number') return BigInt(value)
  if (column.kind === 'decimal' && typeof value === 'string') {
    const read = readDecimal(value)
    if (read !== undefined && read.scale <= addingScale) {
      return read.coefficient * powerOfTen(addingScale - read.scale)
    }
  }
  throw refused(`${String(value)} of kind ${column.kind} cannot be added`)
}

/** The value of the column's kind that has so many units. */
export function valueOfUnits(column: Column, units: bigint): Value {
  if (column.kind === 'money') return units
  if (column.kind === 'decimal') return canonical(printDecimal(units, addingScale))
  const value = Number(units)
  if (!Number.isSafeInteger(value)) throw refused(`${units} is out of the range of a whole number`)
  return value
}

/** What a column holds after adding; null stays null, as in SQL. Refuses what the column cannot hold. */
export function added(column: Column, value: Value, more: Value): Value {
  if (value === null || more === null) return null
  const units = unitsOf(column, value) + unitsOf(column, more)
  const magnitude = units < 0n ? -units : units
  if (column.kind === 'money' && magnitude > largestMoney) throw refused(`${units} is out of the range of money`)
  if (column.kind === 'decimal' && magnitude >= powerOfTen(18 - (column.scale ?? 0) + addingScale)) {
    throw refused(`${printDecimal(units, addingScale)} has too many digits for a decimal of scale ${column.scale ?? 0}`)
  }
  return valueOfUnits(column, units)
}
