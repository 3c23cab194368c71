import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrange } from '../src/arrange.ts'
import { encodeGb18030, isTwoByteCharacter } from '../src/escpos/gb18030.ts'
import { printerWidth } from '../src/escpos/render-escpos.ts'
import { renderEscPos } from '../src/index.ts'
import { setLines } from '../src/set-lines.ts'
import { anyDocument, fullDocument } from './fixtures.ts'
import { print } from './printer.ts'

const decode = (bytes: Uint8Array) => new TextDecoder('gb18030', { fatal: true }).decode(bytes)

describe('GB18030', () => {
  it('knows the codes of the standard', () => {
    const hex = (text: string) => Buffer.from(encodeGb18030(text)).toString('hex')
    expect(hex('A王芳')).toBe('41cdf5b7bc')
    expect(hex('\u3000')).toBe('a1a1')
    expect(hex('€')).toBe('a2e3')
    expect(hex('¥')).toBe('81308436')
    expect(hex('㐀')).toBe('8139ee39')
    expect(hex('😀')).toBe('9439fc36')
  })

  it('gives every character of Unicode back, but for a few of the private ones', () => {
    const lost: number[] = []
    for (let code = 0; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const character = String.fromCodePoint(code)
      if (decode(encodeGb18030(character)) !== character) lost.push(code)
    }
    // GB18030-2022 moved the codes of 18 private characters to those that Unicode has given a place since.
    expect(lost.filter((code) => code < 0xe000 || code > 0xf8ff)).toEqual([])
    expect(lost).toContain(0xe5e5)
    expect(lost.length).toBeLessThan(20)
  })

  it('prints a question mark for what it cannot say', () => {
    expect(decode(encodeGb18030(`a${String.fromCharCode(0xd800)}b\ue5e5`))).toBe('a?b?')
  })

  it('tells the characters of GBK from those with four bytes', () => {
    expect(['a', '王', '，', '€', '¥', '㐀', '😀'].map(isTwoByteCharacter)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

describe('a receipt for a printer', () => {
  it.each(['zh', 'en'] as const)('has everything on it (%s)', async (language) => {
    const { listing } = print(renderEscPos(fullDocument(language), { openDrawer: 2 }))
    await expect(listing).toMatchFileSnapshot(`snapshots/${language}-80mm.escpos.txt`)
  })

  it('decodes to the lines that were set, none wider than the paper, whatever stands on it', () => {
    fc.assert(
      fc.property(anyDocument, fc.integer({ min: 24, max: 64 }), (document, columns) => {
        const printed = print(renderEscPos(document, { columns }))
        const set = setLines(arrange(document), { columns, measure: printerWidth, largeIsDouble: true })
        const texts = set.filter((line) => line.line === 'text')
        expect(printed.lines.map(({ text }) => text).filter((text) => text !== '')).toEqual(
          texts.map(({ text }) => text).filter((text) => text !== ''),
        )
        for (const { text, large } of printed.lines) {
          expect(printerWidth(text) * (large ? 2 : 1)).toBeLessThanOrEqual(columns)
        }
        expect(printed.qr).toHaveLength(document.qr === null ? 0 : 1)
        expect(printed.drawer).toEqual([])
      }),
    )
  })

  it('is no way to command the printer: a name with an escape opens no drawer', () => {
    const name = 'Wang\u001bp\u0000\u0019\u00fa\u001dV\u0041\u0000'
    const printed = print(renderEscPos({ ...fullDocument('en', { copy: 0 }), customer: name }))
    expect(printed.drawer).toEqual([])
    expect(printed.cuts).toEqual(['partial'])
  })

  it('opens the drawer for an original and never for a copy', () => {
    const drawerOf = (copy: number) => print(renderEscPos(fullDocument('zh', { copy }), { openDrawer: 5 })).drawer
    expect(drawerOf(0)).toEqual([1, 25, 250])
    expect(drawerOf(1)).toEqual([])
  })

  it('says at head and foot that it is a copy', () => {
    const marks = (copy: number) =>
      print(renderEscPos(fullDocument('zh', { copy }))).lines.filter(({ text }) => text.includes('副本'))
    expect(marks(0)).toEqual([])
    expect(marks(3)).toEqual(Array(2).fill({ text: '副本/COPY 3', align: 'centre', bold: false, large: true }))
  })

  it('cuts as it is told', () => {
    const cuts = (cut: 'full' | 'partial' | 'none') => print(renderEscPos(fullDocument('en'), { cut })).cuts
    expect([cuts('full'), cuts('partial'), cuts('none')]).toEqual([['full'], ['partial'], []])
  })

  it('replaces what an older printer lacks without moving a column', () => {
    const document = { ...fullDocument('zh'), customer: '王😀𠮷' }
    const customer = (twoByteOnly: boolean) =>
      print(renderEscPos(document, { twoByteOnly })).lines.find(({ text }) => text.startsWith('顾客'))?.text ?? ''
    expect(customer(true)).toMatch(/王\?\?\?\?$/)
    expect(printerWidth(customer(true))).toBe(printerWidth(customer(false)))
  })

  it('gives the QR code as UTF-8', () => {
    expect(print(renderEscPos({ ...fullDocument('zh'), qr: '收据 7' })).qr).toEqual(['收据 7'])
  })
})
