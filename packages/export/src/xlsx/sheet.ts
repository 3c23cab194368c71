/** A sheet of any rows: what its columns are called and what they take from a row. */
import type { CalendarDate, Instant, Money } from '@calotype/core'

interface Heading {
  readonly heading: string
  /** In characters; a Chinese one takes two. */
  readonly width?: number | undefined
}

/** What a column takes from a row; null leaves the cell empty. */
export type Column<T> = Heading &
  (
    | { readonly is: 'text'; readonly of: (row: T) => string | null }
    /** ISO 4217 codes; totals are told apart by them. */
    | { readonly is: 'currency'; readonly of: (row: T) => string | null }
    | { readonly is: 'date'; readonly of: (row: T) => CalendarDate | null }
    | { readonly is: 'time'; readonly of: (row: T) => Instant | null }
    | { readonly is: 'count'; readonly of: (row: T) => number | null }
    | {
        readonly is: 'amount'
        readonly of: (row: T) => Money | null
        /** Whether the amounts are added up under the last row, by currency. */
        readonly total?: boolean | undefined
      }
  )

export interface Sheet<T> {
  /** Its name; what a spreadsheet does not take in a name is left out. */
  readonly title: string
  readonly columns: readonly Column<T>[]
  readonly rows: Iterable<T> | AsyncIterable<T>
  /** Rows in bold letters, such as subtotals. */
  readonly strong?: ((row: T) => boolean) | undefined
  /** What stands before the currency in the row of totals. Unless told: "Total". */
  readonly totalLabel?: string | undefined
}

/** A sheet whose rows the workbook reads once, one after the other. */
export interface AnySheet {
  readonly title: string
  readonly columns: readonly Column<never>[]
  readonly totalLabel: string
  /** Every row as the values of its columns. */
  readonly rows: AsyncIterable<SheetRow>
}

/** Values in the order of the columns. */
export interface SheetRow {
  readonly cells: readonly (Money | string | number | null)[]
  readonly strong: boolean
}

/** A sheet for {@link writeWorkbook}: of the journal, of a report, of whatever rows a host has. */
export function sheet<T>({ title, columns, rows, strong, totalLabel = 'Total' }: Sheet<T>): AnySheet {
  async function* read(): AsyncGenerator<SheetRow> {
    for await (const row of rows)
      yield { cells: columns.map((column) => column.of(row)), strong: strong?.(row) ?? false }
  }
  return { title, columns, totalLabel, rows: read() }
}
