/** An evening at a till: its papers, made from what the desk answers, and drawn by every renderer. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { clockToken, createEngine, memory, provide } from '@calotype/core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  makeDayReport,
  makePayOutVoucher,
  makeShiftReport,
  receiptTemplateSchema,
  renderEscPos,
  renderHtml,
  renderText,
  type TillDocument,
  type TillPaper,
  tillDocumentSchema,
} from '../src/index.ts'
import { renderPdf } from '../src/pdf/index.ts'
import { print } from './printer.ts'

const require = createRequire(import.meta.url)
const font = new Uint8Array(
  readFileSync(require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')),
)

const paperOf = (language: 'en' | 'zh', paper: '58mm' | '80mm' | 'A5' = '80mm'): TillPaper => ({
  template: receiptTemplateSchema.parse({
    studio: language === 'zh' ? '玫瑰摄影工作室' : 'Rose Photography',
    language,
    paper,
    branches: { main: { name: language === 'zh' ? '静安总店' : 'Jing’an' } },
  }),
  timeZone: 'Asia/Shanghai',
})

/** A day with cash and WeChat, a refund, a pay-out, a drop, a shift that is two yuan short, and its close. */
async function anEvening() {
  const clock = { now: '2026-11-22T02:00:00.000Z' }
  const ids = { count: 0 }
  const engine = await createEngine({
    storage: memory(),
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
  })
  const as = (id: string, role: string) => engine.as({ tenant: 'rose', branch: 'main', actor: { id, roles: [role] } })
  const manager = as('zhang-wei', 'manager')
  const cashier = as('li-na', 'cashier')
  await manager.tills.define({ code: 'front', name: 'Front desk' })
  await manager.catalog.addItem({ code: 'portrait', kind: 'service', name: '写真', price: '800.00' })
  const { id: customerId } = await manager.customers.register({ name: '王芳' })
  const shift = await cashier.tills.openShift({ float: { amount: '500.00' } })
  const sell = async (method: string) => {
    const order = await cashier.orders.place({ customerId, lines: [{ item: 'portrait' }] })
    ids.count += 1
    return cashier.ledger.takePayment({ orderId: order.id, legs: [{ method, amount: '800.00' }] })
  }
  const sale = await sell('cash')
  await sell('wechat')
  await manager.ledger.refund({ receiptId: sale.id, amount: '100.00', reason: 'late', till: 'front' })
  const paid = await cashier.tills.payOut({ amount: '20.00', account: 'Utilities', reason: '桶装水两桶' })
  await cashier.tills.drop({ amount: '500.00' })
  const open = await manager.tills.shiftReport({ shiftId: shift.id })
  clock.now = '2026-11-22T13:30:00.000Z'
  const closed = await cashier.tills.closeShift({
    cash: {
      denominations: [
        { value: '100', pieces: 6 },
        { value: '50', pieces: 1 },
        { value: '10', pieces: 2 },
        { value: '1', pieces: 8 },
      ],
    },
    others: [{ method: 'wechat', amount: '800.00' }],
    toSafe: '178.00',
    note: '少两元，已找过',
  })
  const day = await manager.tills.closeDay()
  const head = await as('zhang-wei', 'owner').ledger.sealHead({})
  await engine.close()
  return { open, closed, day, paid, head }
}

/** Ids differ from run to run, and with them the head of the books, which is printed over two lines of the widest roll. */
const settled = (text: string) =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/^\d+:[0-9a-f]+\n[0-9a-f]+$/m, 'HEAD')

/** The lines under the words for the head, put together again: all of the digits, and what else stands there. */
const headUnder = (text: string, words: string) => {
  const lines = text.split('\n').map((line) => line.trim())
  const at = lines.findIndex((line) => line.startsWith(words))
  const end = lines.findIndex((line, index) => index > at && line === '')
  return at < 0 ? undefined : lines.slice(at, end).join('').slice(words.length).trim()
}

describe('the papers of a till', () => {
  let evening: Awaited<ReturnType<typeof anEvening>>
  beforeAll(async () => {
    evening = await anEvening()
  })
  const papers = (paper: TillPaper): TillDocument[] => [
    makeShiftReport(evening.open, paper),
    makeShiftReport(evening.closed, paper),
    makeDayReport(evening.day, paper),
    makePayOutVoucher(
      evening.paid,
      {
        branch: 'main',
        at: '2026-11-22T03:00:00.000Z',
        businessDate: '2026-11-22',
        cashier: 'li-na',
        reason: '桶装水两桶',
        accountName: '水电费',
      },
      paper,
    ),
  ]

  it.each(['zh', 'en'] as const)('say what the till says, by every renderer (%s)', async (language) => {
    for (const document of papers(paperOf(language))) {
      expect(tillDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document)
      const name = `snapshots/till-${document.kind}-${document.number === null ? 'x' : 'z'}.${language}`
      await expect(settled(renderText(document))).toMatchFileSnapshot(`${name}.txt`)
      const printed = print(renderEscPos(document))
      const amounts = document.sections.flatMap(({ rows }) =>
        rows.flatMap((row) => ('amount' in row ? [row.label] : [])),
      )
      expect(amounts.length).toBeGreaterThan(0)
      const lines = printed.lines.map(({ text }) => text).join('\n')
      for (const label of amounts) expect(lines).toContain(label.trim())
      expect(printed.drawer).toEqual([])
      expect(renderHtml(document)).toContain(`<h2>${document.title}</h2>`)
      const pdf = Buffer.from(await renderPdf(document, { font })).toString('latin1')
      expect(pdf.startsWith('%PDF')).toBe(true)
    }
  })

  it('have the figures of the shift: what was expected and counted, and what is missing', () => {
    const { sections, title, signatures } = makeShiftReport(evening.closed, paperOf('en'))
    expect(title).toBe('SHIFT REPORT Z')
    const [drawer, pieces] = sections
    const rows = (drawer?.rows ?? []).map((row) => ('amount' in row ? `${row.label} ${row.amount}` : row.label))
    expect(rows).toEqual([
      'Float 500.00',
      'Expected 680.00',
      'Counted 678.00',
      'Difference -2.00',
      'To the safe 178.00',
      'Left in the drawer 500.00',
    ])
    expect(pieces?.rows).toHaveLength(4)
    expect(signatures).toEqual(['Cashier', 'Manager'])
  })

  it('add up: the day has the money of its methods and the difference of its shifts', () => {
    const { sections } = makeDayReport(evening.day, paperOf('en'))
    const text = sections.flatMap(({ rows }) =>
      rows.map((row) => ('amount' in row ? `${row.label} ${row.amount}` : row.label)),
    )
    expect(text).toContain('All differences -2.00')
    expect(text).toContain('RECEIPT x 2 1600.00')
    expect(text).toContain('REFUND x 1 100.00')
    expect(text).toContain('WeChat Pay 800.00')
  })

  it.each([
    ['zh', '80mm', '账簿校验:'],
    ['en', '80mm', 'Ledger head:'],
    ['zh', '58mm', '账簿校验:'],
    ['en', 'A5', 'Ledger head:'],
  ] as const)(
    'print the head of the books as the close of the day has it, whole (%s, %s)',
    async (language, paper, words) => {
      const { headHash } = evening.day
      expect(headHash).toMatch(/^[0-9a-f]{64}$/)
      expect(headHash).toBe(evening.head.hash)
      const document = makeDayReport(evening.day, paperOf(language, paper))
      // With its place in the chain: both together are what ledger.verify is given.
      const head = `${evening.day.headSequence}:${headHash}`
      expect(document.headHash).toBe(head)
      expect(headUnder(renderText(document), words)).toBe(head)
      const printed = print(renderEscPos(document)).lines.map(({ text }) => text)
      expect(headUnder(printed.join('\n'), words)).toBe(head)
      expect(renderHtml(document).replace(/\s/g, '')).toContain(head)
      const other = { ...evening.day, headHash: 'f'.repeat(64) }
      expect(headUnder(renderText(makeDayReport(other, paperOf(language, paper))), words)).toBe(
        `${other.headSequence}:${other.headHash}`,
      )
      const shift = makeShiftReport(evening.closed, paperOf(language, paper))
      expect(headUnder(renderText(shift), words)).toBeUndefined()
    },
  )

  it('tell a report of an open shift from that of a closed one, and a copy from the original', () => {
    const x = makeShiftReport(evening.open, paperOf('zh'))
    expect([x.title, x.number, x.signatures]).toEqual(['班次报表 X', null, []])
    const copy = renderText(makeShiftReport(evening.closed, { ...paperOf('zh'), copy: 2 }))
    expect(copy.match(/副本\/COPY 2/g)).toHaveLength(2)
  })

  it('fit the narrowest roll, and an amount is never cut', () => {
    for (const document of papers(paperOf('zh', '58mm'))) {
      for (const line of renderText(document).split('\n')) expect(line.length).toBeLessThanOrEqual(32)
    }
    const wide = { ...makeShiftReport(evening.closed, paperOf('en')) }
    const sections = [{ title: null, rows: [{ label: 'Float', amount: `${'9'.repeat(24)}.99`, strong: false }] }]
    expect(() => renderText({ ...wide, sections }, { columns: 24 })).toThrow(/needs/)
  })

  it('refuse a reopening, which has nothing to print', () => {
    expect(() => makeDayReport({ ...evening.day, kind: 'reopened', totals: null }, paperOf('en'))).toThrow(
      expect.objectContaining({ code: 'DAY_REPORT_WITHOUT_TOTALS' }),
    )
  })

  it('command no printer, whatever a note says', () => {
    const note = 'x\u001bp\u0000\u0019\u00fa'
    const printed = print(renderEscPos(makeShiftReport({ ...evening.closed, note }, paperOf('en'))))
    expect(printed.drawer).toEqual([])
  })
})
