import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountText } from '../src/amount-text.ts'
import { displayWidth, graphemesOf } from '../src/display-width.ts'
import { renderText } from '../src/index.ts'
import { wrapText } from '../src/wrap-text.ts'
import { anyDocument, fullDocument } from './fixtures.ts'

describe('the width of a text', () => {
  it.each([
    ['abc', 3],
    ['王芳', 4],
    ['￥１', 4],
    ['ﾊﾝ', 2],
    ['한국', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['😀', 2],
    ['👩‍👩‍👧', 2],
    ['🇨🇳', 2],
    ['❤️', 2],
    ['𠮷', 2],
    ['a\u200bb', 2],
  ])('of %s is %i columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns)
  })
})

describe('the short way for Latin letters and Chinese', () => {
  it('is right: none of these characters joins another, whatever stands beside it', () => {
    const segments = new Intl.Segmenter('en', { granularity: 'grapheme' })
    const codes = fc.oneof(
      fc.integer({ min: 0x20, max: 0x2ff }),
      fc.integer({ min: 0x3000, max: 0x3029 }),
      fc.integer({ min: 0x4e00, max: 0x9fff }),
      fc.integer({ min: 0xff01, max: 0xff60 }),
    )
    fc.assert(
      fc.property(fc.array(codes, { maxLength: 30 }), (given) => {
        const text = String.fromCodePoint(...given).replace(/\p{Cc}|\u00ad/gu, '')
        expect(graphemesOf(text)).toEqual(Array.from(segments.segment(text), ({ segment }) => segment))
      }),
    )
  })
})

describe('breaking lines', () => {
  const lines = (text: string, width: number) => wrapText(text, width, displayWidth)

  it('keeps Latin words whole and breaks Chinese between characters', () => {
    expect(lines('the first dress', 9)).toEqual(['the first', 'dress'])
    expect(lines('经典婚纱套餐', 8)).toEqual(['经典婚纱', '套餐'])
  })

  it('begins no line with a full stop and ends none with an opening bracket', () => {
    expect(lines('经典婚纱。套餐', 8)).toEqual(['经典婚', '纱。套餐'])
    expect(lines('婚纱照（外景）', 8)).toEqual(['婚纱照', '（外景）'])
  })

  it('breaks a word only where it is longer than a line', () => {
    expect(lines('a wedding', 4)).toEqual(['a', 'wedd', 'ing'])
  })

  it('loses and adds nothing but blanks', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 })
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 30 }), (given, width) => {
        const broken = lines(given, width)
        const bare = (one: string) => one.replace(/\s/g, '')
        expect(bare(broken.join(''))).toBe(bare(given))
        expect(broken.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('an amount', () => {
  it('is grouped and otherwise as it was', () => {
    expect(['0.00', '999.99', '1000.00', '-1234567.5', '12345'].map(amountText)).toEqual([
      '0.00',
      '999.99',
      '1,000.00',
      '-1,234,567.5',
      '12,345',
    ])
  })
})

describe('a receipt as text', () => {
  it.each(['zh', 'en'] as const)('has everything on it (%s)', async (language) => {
    await expect(renderText(fullDocument(language))).toMatchFileSnapshot(`snapshots/${language}-80mm.txt`)
    await expect(renderText(fullDocument(language, { paper: '58mm', copy: 0 }))).toMatchFileSnapshot(
      `snapshots/${language}-58mm-original.txt`,
    )
  })

  it('has no line wider than the paper, and each amount whole at the end of its line', () => {
    fc.assert(
      fc.property(anyDocument, fc.integer({ min: 24, max: 90 }), (document, columns) => {
        const lines = renderText(document, { columns }).split('\n')
        expect(lines.pop()).toBe('')
        for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(columns)
        const printed = [
          document.amount,
          ...[document.totalPaid, document.balanceDue].filter((amount) => amount !== null),
          ...document.legs.map((leg) => leg.amount),
        ]
        for (const amount of printed) {
          const shown = amountText(amount)
          expect(
            lines.some((line) => line.endsWith(` ${shown}`) || line === shown),
            shown,
          ).toBe(true)
        }
      }),
    )
  })

  it('is refused where an amount is wider than the paper, and for papers that do not exist', () => {
    const huge = { ...fullDocument('en'), balanceDue: '123456789012345678901234.00' }
    expect(() => renderText(huge, { columns: 24 })).toThrow(
      expect.objectContaining({ code: 'RECEIPT_PAPER_TOO_NARROW' }),
    )
    for (const columns of [23, 201, 32.5, Number.NaN]) {
      expect(() => renderText(fullDocument('en'), { columns })).toThrow(
        expect.objectContaining({ code: 'RECEIPT_COLUMNS_INVALID' }),
      )
    }
  })

  it('holds no control characters and none that turn the direction of writing', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(renderText(document)).not.toMatch(/[^\P{Cc}\n]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
      }),
    )
  })
})
