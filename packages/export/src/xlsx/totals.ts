/** The rows of totals under a sheet: exact sums, and the formulas by which a spreadsheet comes to them. */
import { currencyScale, Money } from '@calotype/core'
import { cell, columnName, formulaCell, isExactNumber, textCell } from './cell.ts'
import type { AnySheet, SheetRow } from './sheet.ts'
import type { Styles } from './styles.ts'

/** One part of a sheet: spreadsheets hold a million rows, so a long one goes on in the next. */
export interface Part {
  readonly name: string
  readonly firstRow: number
  readonly lastRow: number
}

interface Sum {
  minor: bigint
  /** An amount that is not a number in its cell is not in the sum of a formula either. */
  exact: boolean
}

export interface Totals {
  add(row: SheetRow): void
  /** A row for each currency, from `row` on in the last of the parts; empty where nothing is added up. */
  rows(parts: readonly Part[], row: number, styles: Styles): string[]
}

export function newTotals({ columns, totalLabel }: AnySheet): Totals {
  const summed = columns.flatMap((column, at) => (column.is === 'amount' && column.total === true ? [at] : []))
  const labelAt = columns.findIndex((_, at) => !summed.includes(at))
  const currencyAt = columns.findIndex(({ is }) => is === 'currency')
  const sums = new Map<string, Map<number, Sum>>()
  return {
    add({ cells }) {
      for (const at of summed) {
        const value = cells[at]
        if (!(value instanceof Money)) continue
        const ofCurrency = sums.get(value.currency) ?? new Map<number, Sum>()
        sums.set(value.currency, ofCurrency)
        const sum = ofCurrency.get(at) ?? { minor: 0n, exact: true }
        ofCurrency.set(at, { minor: sum.minor + value.minor, exact: sum.exact && isExactNumber(value) })
      }
    },
    rows(parts, row, styles) {
      const only = sums.size === 1
      return [...sums].sort(byName).map(([currency, ofCurrency], index) => {
        const cells = columns.map((_, at) => {
          const place = `${columnName(at)}${row + index}`
          if (at === labelAt) return textCell(place, styles.text(true), `${totalLabel} ${currency}`)
          const added = ofCurrency.get(at)
          if (added === undefined) return ''
          const total = Money.ofMinor(added.minor, currency)
          const tellable = only || currencyAt >= 0
          if (!added.exact || !isExactNumber(total) || !tellable) {
            return cell(total, { at: place, kind: 'amount', strong: true, timeZone: 'UTC' }, styles)
          }
          const sum = sumFormula(parts, columnName(at), only ? null : { column: columnName(currencyAt), currency })
          // A sum of doubles may be off in its last digits.
          const formula = `ROUND(${sum},${currencyScale(currency)})`
          return formulaCell(place, styles.amount(currency, true), formula, total.toString())
        })
        return `<row r="${row + index}">${cells.join('')}</row>`
      })
    },
  }
}

function sumFormula(
  parts: readonly Part[],
  column: string,
  among: { readonly column: string; readonly currency: string } | null,
): string {
  const ranges = parts.map((part, index) => {
    const sheet = index === parts.length - 1 ? '' : `'${part.name.replaceAll("'", "''")}'!`
    const range = (name: string) => `${sheet}${name}${part.firstRow}:${name}${part.lastRow}`
    return among === null
      ? `SUM(${range(column)})`
      : `SUMIF(${range(among.column)},"${among.currency}",${range(column)})`
  })
  return ranges.join('+')
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1)
