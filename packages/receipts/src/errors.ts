/** The errors of receipts. */
import { defineError } from '@calotype/core'

export const ReceiptPaperTooNarrow = defineError<{ amount: string; needs: string; width: string }>({
  code: 'RECEIPT_PAPER_TOO_NARROW',
  status: 422,
  summary: 'An amount does not fit on a line of the paper, and an amount is never cut.',
  message: ({ amount, needs, width }) => `The amount ${amount} needs ${needs}; the paper has ${width}.`,
  mend: 'Print on wider paper, or with more columns.',
})

export const ReceiptColumnsInvalid = defineError<{ columns: number; least: number; most: number }>({
  code: 'RECEIPT_COLUMNS_INVALID',
  status: 422,
  summary: 'The columns of the paper are not a whole number in the range that can be printed.',
  message: ({ columns, least, most }) => `columns must be a whole number from ${least} to ${most}, got ${columns}.`,
  mend: 'Give 32 for paper of 58 mm, 48 for 80 mm.',
})

export const ReceiptFontLacksCharacters = defineError<{ characters: string }>({
  code: 'RECEIPT_FONT_LACKS_CHARACTERS',
  status: 422,
  summary: 'The font of a PDF has no picture for characters of the receipt, which would be left blank.',
  message: ({ characters }) => `The font has no glyph for: ${characters}`,
  mend: 'Give a font that has them, such as Noto Sans SC for Chinese, or `substitute` to print another character instead.',
})

export const ReceiptFontUnreadable = defineError<{ rule: string }>({
  code: 'RECEIPT_FONT_UNREADABLE',
  status: 422,
  summary: 'The bytes given as the font of a PDF are not one font.',
  message: ({ rule }) => `font ${rule}.`,
  mend: 'Give the bytes of one TrueType or OpenType file (.ttf, .otf), not a collection (.ttc).',
})

export const DayReportWithoutTotals = defineError<{ date: string; branch: string }>({
  code: 'DAY_REPORT_WITHOUT_TOTALS',
  status: 422,
  summary: 'A reopening of a day was to be printed as its close.',
  message: ({ date, branch }) => `\`day\` must be a close, but is a reopening of ${date} in branch "${branch}".`,
  mend: 'Print a record of `tills.readDay` whose `kind` is "closed".',
})
