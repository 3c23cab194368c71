/** Sheets as one workbook (.xlsx: ECMA-376, transitional), written while its rows are read. */
import { requireTimeZone } from '@calotype/core'
import type { AnySheet, SheetRow } from './sheet.ts'
import { takeSheetName } from './sheet-name.ts'
import { newStyles } from './styles.ts'
import { newTotals, type Part } from './totals.ts'
import {
  contentTypes,
  mainRelations,
  properties,
  type WrittenSheet,
  workbookRelations,
  workbookXml,
} from './workbook-parts.ts'
import { rangeOf, rowXml, type SheetSetting, sheetFoot, sheetHead } from './worksheet.ts'
import { type ArchivedFile, zipped } from './zip.ts'

export interface WorkbookOptions {
  /** Stands in the properties of the file. */
  readonly title?: string | undefined
  /** Whose clocks show the times (IANA). Unless told: UTC. */
  readonly timeZone?: string | undefined
  /** Rows of data before a sheet goes on in another; a million unless told, which is what a spreadsheet takes. */
  readonly rowsOfASheet?: number | undefined
}

/** A sheet takes 1,048,576 rows; the heading and the totals need some. */
const mostRows = 1_048_500

type Sheets = Iterable<AnySheet> | AsyncIterable<AnySheet>

/**
 * The bytes of a workbook of these sheets, piece by piece: rows are read while they are written, and none is kept. Amounts are
 * numbers with the decimals of their currency, and text where they have more than the 15 digits that a number of a spreadsheet
 * gives back; text is never a formula. The heading stays in view, and every column has a filter. What came is a workbook only
 * with its last piece.
 *
 * @throws EXPORTED_TEXT_TOO_LONG, EXPORTED_FILE_TOO_LARGE, TIME_ZONE_UNKNOWN, and whatever the rows throw
 */
export function writeWorkbook(
  sheets: Sheets,
  options: WorkbookOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  return zipped(filesOf(sheets, options))
}

async function* filesOf(sheets: Sheets, options: WorkbookOptions): AsyncGenerator<ArchivedFile> {
  const { title = '', timeZone = 'UTC', rowsOfASheet = mostRows } = options
  requireTimeZone(timeZone)
  const styles = newStyles()
  const taken = new Set<string>()
  const written: WrittenSheet[] = []
  yield { name: '[Content_Types].xml', pieces: [contentTypes] }
  yield { name: '_rels/.rels', pieces: [mainRelations] }
  for await (const sheet of sheets) {
    const rows = await newRows(sheet.rows)
    const totals = newTotals(sheet)
    const parts: Part[] = []
    do {
      const setting = { columns: sheet.columns, styles, timeZone, first: written.length === 0 }
      const part = { name: takeSheetName(sheet.title, taken), firstRow: 2, lastRow: 1 }
      parts.push(part)
      const last = () => totals.rows(parts, part.lastRow + 2, styles)
      const pieces = partOf(rows, { setting, part, most: rowsOfASheet + 1, add: totals.add, last })
      yield { name: `xl/worksheets/sheet${written.length + 1}.xml`, pieces }
      written.push({ name: part.name, filtered: rangeOf(sheet, part.lastRow) })
    } while (rows.next !== undefined)
  }
  yield { name: 'xl/styles.xml', pieces: [styles.xml()] }
  yield { name: 'xl/workbook.xml', pieces: [workbookXml(written)] }
  yield { name: 'xl/_rels/workbook.xml.rels', pieces: [workbookRelations(written.length)] }
  yield { name: 'docProps/core.xml', pieces: [properties(title)] }
}

/** Rows one ahead, so that no sheet is begun for which there are none. */
interface Rows {
  next: SheetRow | undefined
  advance(): Promise<void>
}

async function newRows(from: AsyncIterable<SheetRow>): Promise<Rows> {
  const reading = from[Symbol.asyncIterator]()
  const rows: Rows = {
    next: undefined,
    async advance() {
      const read = await reading.next()
      rows.next = read.done === true ? undefined : read.value
    },
  }
  await rows.advance()
  return rows
}

interface PartWriting {
  readonly setting: SheetSetting
  readonly part: { lastRow: number }
  /** The last row that it may have. */
  readonly most: number
  readonly add: (row: SheetRow) => void
  /** What stands under the last row of all. */
  readonly last: () => readonly string[]
}

async function* partOf(rows: Rows, { setting, part, most, add, last }: PartWriting): AsyncGenerator<string> {
  yield sheetHead(setting)
  for (; rows.next !== undefined && part.lastRow < most; await rows.advance()) {
    part.lastRow += 1
    add(rows.next)
    yield rowXml(part.lastRow, rows.next, setting)
  }
  if (rows.next === undefined) yield* last()
  yield sheetFoot(rangeOf(setting, part.lastRow))
}
