/** The looks of cells. A workbook lists every look once; cells name them by their place in the list. */
import { currencyScale } from '@calotype/core'

/** Numbers of looks. */
export interface Styles {
  readonly heading: number
  text(strong: boolean): number
  /** Text that a spreadsheet must not take for a formula when somebody edits it. */
  quoted(strong: boolean): number
  date(strong: boolean): number
  time(strong: boolean): number
  count(strong: boolean): number
  amount(currency: string, strong: boolean): number
  /** An amount of more digits than a number of a spreadsheet holds: text, to the right. */
  longAmount(strong: boolean): number
  /** `xl/styles.xml`, to be written once every sheet is. */
  xml(): string
}

/** Codes of formats that every spreadsheet knows, and the first that is free for others. */
const general = 0
const wholeNumber = 1
const asText = 49
const firstFree = 164

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const space = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

export function newStyles(): Styles {
  const formats = new Map<string, number>()
  const looks = new Map<string, number>()
  const formatOf = (code: string): number => {
    const known = formats.get(code) ?? firstFree + formats.size
    formats.set(code, known)
    return known
  }
  const look = (format: number, strong: boolean, more: string): number => {
    const xf = `<xf numFmtId="${format}" fontId="${strong ? 1 : 0}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"${more}`
    const known = looks.get(xf) ?? looks.size
    looks.set(xf, known)
    return known
  }
  // The first look is that of cells which name none.
  look(general, false, '/>')
  const heading = look(
    asText,
    true,
    ' applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>',
  )
  // Looked up once: a cell asks for its look, and there are many cells.
  const both = (format: number, more = '/>') => {
    const looksOf = { plain: look(format, false, more), strong: look(format, true, more) }
    return (strong: boolean): number => (strong ? looksOf.strong : looksOf.plain)
  }
  const amounts = new Map<string, (strong: boolean) => number>()
  return {
    heading,
    text: both(asText),
    quoted: both(asText, ' quotePrefix="1"/>'),
    date: both(formatOf('yyyy-mm-dd')),
    time: both(formatOf('yyyy-mm-dd hh:mm:ss')),
    count: both(wholeNumber),
    amount(currency, strong) {
      const known = amounts.get(currency) ?? both(formatOf(amountFormat(currency)))
      amounts.set(currency, known)
      return known(strong)
    },
    longAmount: both(asText, ' applyAlignment="1"><alignment horizontal="right"/></xf>'),
    xml: () =>
      [
        `${xmlHead}<styleSheet xmlns="${space}">`,
        `<numFmts count="${formats.size}">`,
        ...[...formats].map(([code, id]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`),
        '</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>',
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>',
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
        `<cellXfs count="${looks.size}">${[...looks.keys()].join('')}</cellXfs>`,
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
      ].join(''),
  }
}

/** `#,##0.00`, with as many decimals as the currency has. */
function amountFormat(currency: string): string {
  const scale = currencyScale(currency)
  return scale === 0 ? '#,##0' : `#,##0.${'0'.repeat(scale)}`
}
