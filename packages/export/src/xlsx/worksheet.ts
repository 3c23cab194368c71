/** The XML of one sheet: its head, its rows, its foot. */
import { cell, columnName, textCell } from './cell.ts'
import type { AnySheet, Column, SheetRow } from './sheet.ts'
import type { Styles } from './styles.ts'

export interface SheetSetting {
  readonly columns: readonly Column<never>[]
  readonly styles: Styles
  /** Whose clocks show the times. */
  readonly timeZone: string
  /** Whether the workbook opens with it. */
  readonly first: boolean
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const space = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

const usualWidths: Record<Column<never>['is'], number> = {
  text: 16,
  currency: 8,
  date: 12,
  time: 20,
  count: 7,
  amount: 16,
}

/** The heading stays where it is while the rows are scrolled; on paper a page is as wide as the sheet. */
export function sheetHead({ columns, styles, first }: SheetSetting): string {
  const widths = columns.map(({ is, width = usualWidths[is] }, at) => {
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`
  })
  const headings = columns.map(({ heading }, at) => textCell(`${columnName(at)}1`, styles.heading, heading))
  return [
    `${xmlHead}<worksheet xmlns="${space}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView workbookViewId="0"${first ? ' tabSelected="1"' : ''}>`,
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>',
    `<cols>${widths.join('')}</cols><sheetData><row r="1">${headings.join('')}</row>`,
  ].join('')
}

export function rowXml(row: number, { cells, strong }: SheetRow, { columns, styles, timeZone }: SheetSetting): string {
  const written = columns.map(({ is }, at) =>
    cell(cells[at] ?? null, { at: `${columnName(at)}${row}`, kind: is, strong, timeZone }, styles),
  )
  return `<row r="${row}">${written.join('')}</row>`
}

/** @param filtered the cells that the filters are of, such as `A1:F9` */
export const sheetFoot = (filtered: string): string =>
  `</sheetData><autoFilter ref="${filtered}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>` +
  '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'

/** The cells of the first rows of a sheet, its heading included. */
export const rangeOf = ({ columns }: Pick<AnySheet, 'columns'>, lastRow: number): string =>
  `A1:${columnName(columns.length - 1)}${lastRow}`
