import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CalotypeEngine } from '@calotype/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkFile, FileRefused } from '../src/check-file.ts'
import { importFile, type Progress } from '../src/import-file.ts'
import { openStudio, ownersDesk, rulesOfToday } from '../src/studio.ts'
import { readTotals } from '../src/totals.ts'

const sample = join(import.meta.dirname, '../sample/purchases.txt')
const source = ['--disable-warning=ExperimentalWarning', '--conditions=calotype-source']
const folder = mkdtempSync(join(tmpdir(), 'calotype-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const newFile = (end: string): string => join(folder, `${++files}${end}`)

function written(text: string | Buffer): string {
  const file = newFile('.txt')
  writeFileSync(file, text)
  return file
}

/** Imports a file, and answers what is in the database then. */
async function imported(file: string, database = newFile('.db'), batch = 50) {
  const checked = await checkFile(file, rulesOfToday())
  const engine = await openStudio(database)
  try {
    const progress = await importFile(engine, checked, batch)
    return { progress, totals: await readTotals(engine, checked), content: await contentOf(engine) }
  } finally {
    await engine.close()
  }
}

/** All that a database holds, ids left out. */
async function contentOf(engine: CalotypeEngine) {
  const desk = ownersDesk(engine)
  const orders: string[] = []
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await desk.orders.list({ limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    for (const { reference, number, bookedDate, customerName, total } of page.items) {
      orders.push([reference, number, bookedDate, customerName, total].join(' '))
    }
    cursor = page.next ?? undefined
    more = page.next !== null
  }
  const receipts: string[] = []
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await desk.ledger.receipts({ limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    for (const { number, businessDate, amount } of page.items) receipts.push([number, businessDate, amount].join(' '))
    cursor = page.next ?? undefined
    more = page.next !== null
  }
  const books = await desk.ledger.trialBalance()
  return { orders: orders.sort(), receipts: receipts.sort(), books }
}

let undisturbed: Awaited<ReturnType<typeof imported>>
beforeAll(async () => {
  undisturbed = await imported(sample)
})

it('brings in every line of the sample, gifts and equal lines too', () => {
  const lines = readFileSync(sample, 'utf8').trim().split('\n')
  const fields = lines.map((line) => line.split(/\s+/))
  const cents = fields.reduce((sum, [, , , amount = '']) => sum + BigInt(amount.replace('.', '')), 0n)
  const gifts = fields.filter(([, , , amount]) => amount === '0.00')
  expect(gifts.length).toBeGreaterThan(0)
  expect(new Set(lines).size).toBeLessThan(lines.length)
  expect(undisturbed.progress).toEqual({ done: lines.length, already: 0 })
  expect(undisturbed.totals).toMatchObject({
    purchases: lines.length,
    customers: new Set(fields.map(([customer]) => customer)).size,
    items: String(fields.reduce((sum, [, , quantity]) => sum + Number(quantity), 0)),
    amount: `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`,
    inBalance: true,
  })
  // Nothing is paid for a gift.
  expect(undisturbed.content.receipts).toHaveLength(lines.length - gifts.length)
})

it('doubles nothing when it is run again, whatever the size of the batches', async () => {
  const database = newFile('.db')
  await imported(sample, database, 50)
  for (const batch of [50, 7, 1000]) {
    const again = await imported(sample, database, batch)
    expect(again.progress).toEqual({ done: 400, already: 400 })
    expect(again.content).toEqual(undisturbed.content)
  }
})

describe('killed with kill -9 and run again', () => {
  it.each([
    ['while the tables are made', 'statements', 50],
    ['in the middle of the first batch', 'statements', 130],
    ['at a commit', 'commits', 3],
    ['after the first batch', 'batches', 1],
    ['in the middle of a later batch', 'statements', 300],
    ['at a later commit', 'commits', 15],
    ['when all is there', 'batches', 20],
  ] as const)('%s, it holds what an undisturbed import holds', async (_, what, count) => {
    const database = newFile('.db')
    const child = fileURLToPath(new URL('./killed-import.ts', import.meta.url))
    const { signal } = spawnSync(process.execPath, [...source, child, sample, database, what, String(count)])
    expect(signal).toBe('SIGKILL')
    const { progress, content } = await imported(sample, database, 20)
    expect(progress.done).toBe(400)
    if (what === 'batches') expect(progress.already).toBe(count * 20)
    else expect(progress.already % 20).toBe(0)
    expect(content).toEqual(undisturbed.content)
  })
})

describe('a file of another make', () => {
  it.each([
    ['with the ends of lines of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['with a byte order mark', (text: string) => `\uFEFF${text}`],
    ['with blank lines', (text: string) => `\n${text.replaceAll('\n', '\n \n')}\n\n`],
    ['without an end of the last line', (text: string) => text.trimEnd()],
  ])('%s brings the same', async (_, made) => {
    const { totals } = await imported(written(made(readFileSync(sample, 'utf8'))))
    const { topCustomers, ...own } = totals
    const { topCustomers: expected, ...rest } = undisturbed.totals
    expect(own).toEqual(rest)
    expect(topCustomers.map(({ name, amount }) => [name, amount])).toEqual(
      expected.map(({ name, amount }) => [name, amount]),
    )
  })

  it('adds to what is there', async () => {
    const database = newFile('.db')
    await imported(written('0001 20240105 1 10.00\n'), database)
    const { progress, totals } = await imported(written('0001 20240106 1 10.00\n0002 20240106 1 0.00\n'), database)
    expect(progress).toEqual<Progress>({ done: 2, already: 0 })
    expect(totals).toMatchObject({ purchases: 3, customers: 2, amount: '20.00' })
  })
})

describe('a file that cannot be imported', () => {
  const refusal = (text: string | Buffer): Promise<string> =>
    checkFile(written(text), rulesOfToday()).then(
      () => 'taken',
      (error: unknown) => (error instanceof FileRefused ? error.message.replaceAll(folder, '') : String(error)),
    )

  it('is refused with the numbers of its wrong lines', async () => {
    const text = await refusal('0001 20240105 1 10.00\r\n\r\n0001 20241305 1 10.00\r\n0001 20240105 1\r\n')
    expect(text.split('\n').slice(1)).toEqual([
      '  line 3: day must be a date YYYYMMDD, got "20241305"',
      '  line 4: must have 4 fields (customer, day, number of items, amount), but has 3',
    ])
    expect(text).toMatch(/was not imported, not even in part: 2 lines are wrong\.$/m)
  })

  it('names ten wrong lines and counts the others', async () => {
    const text = await refusal('x\n'.repeat(1234))
    expect(text.split('\n')).toHaveLength(12)
    expect(text).toMatch(/line 10: .*\n {2}and 1,224 more$/)
  })

  it('is refused where it holds nothing', async () => {
    expect(await refusal('\n\n')).toMatch(/ holds no purchases\.$/)
  })

  it('is refused where it is no text', async () => {
    expect(await refusal(Buffer.alloc(100_000, 1))).toMatch(/line 1 has no end: is this a text file\?/)
    expect(await refusal(Buffer.from('\uFEFF0001 20240105 1 10.00\n', 'utf16le'))).toMatch(/line 1: .*UTF-8/)
  })
})

describe('the command line', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [...source, join(import.meta.dirname, '../src/main.ts'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    })

  it('prints the totals as one JSON object in the last line', () => {
    const { status, stdout } = run(sample, '--json', '--batch', '100', '--database', newFile('.db'))
    expect(status).toBe(0)
    const {
      purchases,
      amount,
      imported: now,
      already,
      inBalance,
    } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')
    expect({ purchases, amount, now, already, inBalance }).toEqual({
      purchases: 400,
      amount: undisturbed.totals.amount,
      now: 400,
      already: 0,
      inBalance: true,
    })
  })

  it('writes nothing of a wrong file and fails', async () => {
    const database = newFile('.db')
    const { status, stderr } = run(written('0001 20240105 1 10.00\n0001 20240105 one 10.00\n'), '--database', database)
    expect(status).toBe(1)
    expect(stderr).toContain('line 2: number of items must be a whole number above zero, got "one"')
    expect(() => readFileSync(database)).toThrow()
  })

  it('says what is wrong with its arguments', () => {
    expect(run('--batch', '0').stderr).toContain('--batch must be a whole number from 1 to 1000, got "0"')
    expect(run('nowhere.txt').stderr).toContain('nowhere.txt')
  })
})
