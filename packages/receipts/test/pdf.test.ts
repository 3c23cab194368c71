import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { renderPdf } from '../src/pdf/index.ts'
import { fullDocument } from './fixtures.ts'

const require = createRequire(import.meta.url)
const font = new Uint8Array(
  readFileSync(require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')),
)

/** What the streams of a PDF hold, and how many pages there are. */
function read(bytes: Uint8Array): { readonly streams: string; readonly pages: number; readonly boxes: string[] } {
  const text = Buffer.from(bytes).toString('latin1')
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, stream = '']) => {
    try {
      return inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
    } catch {
      return stream
    }
  })
  const boxes = [...text.matchAll(/\/MediaBox \[([^\]]*)\]/g)].map(([, box = '']) => box)
  return { streams: streams.join('\n'), pages: boxes.length, boxes }
}

/** As the map from glyphs to text writes a character, by which a reader copies and searches. */
const mapped = (character: string) => `<${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}>`

describe('a receipt as PDF', () => {
  it('embeds the part of the font that it needs, and its Chinese can be searched and copied', async () => {
    const bytes = await renderPdf(fullDocument('zh'), { font })
    const { streams } = read(bytes)
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/FontFile2/)
    expect(bytes.length).toBeLessThan(60_000)
    for (const character of '玫瑰摄影静安收款副本王芳') expect(streams).toContain(mapped(character))
    expect(streams).not.toContain(mapped('龘'))
  })

  it('is one long page on a roll, and sheets on A5', async () => {
    const roll = read(await renderPdf(fullDocument('zh', { paper: '58mm' }), { font }))
    expect(roll.pages).toBe(1)
    expect(roll.boxes[0]).toMatch(/^0 0 164\.4\d* \d+/)
    const document = fullDocument('zh', { paper: 'A5' })
    const many = { ...document, lines: Array.from({ length: 60 }, () => document.lines).flat() }
    expect(read(await renderPdf(many, { font })).pages).toBeGreaterThan(5)
  })

  it('is cut into pages where a roll is longer than a page of PDF may be', async () => {
    const document = fullDocument('zh', { paper: '58mm' })
    const many = { ...document, lines: Array.from({ length: 300 }, () => document.lines).flat() }
    const { pages, boxes } = read(await renderPdf(many, { font }))
    expect(pages).toBeGreaterThan(1)
    for (const box of boxes) expect(Number(box.split(' ')[3])).toBeLessThanOrEqual(14_400)
  })

  it('draws what is strong with an outline, unless a bold font is given', async () => {
    const outlined = (streams: string) => (streams.match(/^2 Tr$/gm) ?? []).length
    expect(outlined(read(await renderPdf(fullDocument('zh'), { font })).streams)).toBeGreaterThan(3)
    expect(outlined(read(await renderPdf(fullDocument('zh'), { font, boldFont: font })).streams)).toBe(0)
  })

  it('is the same, byte by byte, for the same document', async () => {
    const once = await renderPdf(fullDocument('en'), { font })
    expect(Buffer.compare(once, await renderPdf(fullDocument('en'), { font }))).toBe(0)
  })

  it('names what the font lacks and leaves no blank, or prints what it is told to instead', async () => {
    const document = { ...fullDocument('en'), customer: 'Wang 😀 Fang 😀' }
    await expect(renderPdf(document, { font })).rejects.toMatchObject({
      code: 'RECEIPT_FONT_LACKS_CHARACTERS',
      details: { characters: '😀' },
    })
    await expect(renderPdf(document, { font, substitute: '😀' })).rejects.toMatchObject({
      code: 'RECEIPT_FONT_LACKS_CHARACTERS',
    })
    expect((await renderPdf(document, { font, substitute: '□' })).length).toBeGreaterThan(1000)
  })

  it('refuses bytes that are no font', async () => {
    await expect(renderPdf(fullDocument('en'), { font: new Uint8Array(100) })).rejects.toMatchObject({
      code: 'RECEIPT_FONT_UNREADABLE',
    })
  })

  it('refuses an amount that is wider than the paper', async () => {
    const document = { ...fullDocument('en', { paper: '58mm' }), balanceDue: `${'9'.repeat(24)}.999999` }
    await expect(renderPdf(document, { font })).rejects.toMatchObject({ code: 'RECEIPT_PAPER_TOO_NARROW' })
  })
})
