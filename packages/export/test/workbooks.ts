/** Reads workbooks with programs that other people wrote: openpyxl and LibreOffice. Tells loudly where one is missing. */
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readCsv } from './read-csv.ts'

const run = promisify(execFile)

/** The interpreter of the system: packages of Debian are not seen by others. */
const python = '/usr/bin/python3'
const script = join(import.meta.dirname, 'read-workbook.py')

export type WorkbookReader = 'openpyxl' | 'LibreOffice'

const probes: Record<WorkbookReader, readonly [command: string, given: readonly string[], apt: string]> = {
  openpyxl: [python, ['-c', 'import openpyxl'], 'python3-openpyxl'],
  LibreOffice: ['soffice', ['--version'], 'libreoffice-calc-nogui'],
}

const absent = new Set<WorkbookReader>()
for (const reader of ['openpyxl', 'LibreOffice'] as const) {
  const [command, given, apt] = probes[reader]
  const there = await run(command, given).then(
    () => true,
    () => false,
  )
  if (there) continue
  absent.add(reader)
  process.stderr.write(`\n!!!! ${reader} not installed: its reading of workbooks is NOT TESTED. !!!!
!!!! Debian, Ubuntu: apt-get install ${apt}. CALOTYPE_REQUIRE_BOOKS=all makes it a failure. !!!!\n`)
}

/** Whether tests of this reader are left out. Where readers are required none is, and the test then fails by itself. */
export const unread = (reader: WorkbookReader): boolean =>
  process.env.CALOTYPE_REQUIRE_BOOKS !== 'all' && absent.has(reader)

export interface ReadCell {
  readonly at: string
  /** `n` number, `d` date, `s` or `inlineStr` text, `f` formula. */
  readonly kind: string
  /** The stored value; a number as the shortest text that gives its double back. */
  readonly text: string
  readonly format: string
  readonly bold: boolean
  readonly quoted: boolean
  readonly formula: string | null
}

export interface ReadSheet {
  readonly name: string
  readonly frozen: string
  readonly filtered: string
  readonly printed: string
  readonly widths: readonly number[]
  readonly cells: readonly ReadCell[]
}

export interface ReadWorkbook {
  readonly title: string
  readonly sheets: readonly ReadSheet[]
}

/** What openpyxl makes of a workbook. */
export function openpyxlReads(bytes: Uint8Array): Promise<ReadWorkbook> {
  return inFolder(bytes, async (file) => {
    const { stdout } = await run(python, [script, file], { maxBuffer: 2 ** 28 })
    const read: ReadWorkbook = JSON.parse(stdout)
    return read
  })
}

/**
 * The sheets as LibreOffice exports them to CSV, by name: texts, and numbers with all their digits.
 *
 * @param recomputed openpyxl first takes the stored values of formulas away, so that LibreOffice must compute them
 */
export function libreOfficeReads(bytes: Uint8Array, recomputed = false): Promise<Map<string, string[][]>> {
  return inFolder(bytes, async (file, folder) => {
    const source = recomputed ? join(folder, 'bare.xlsx') : file
    if (recomputed) await run(python, [script, file, source], { maxBuffer: 2 ** 28 })
    const out = join(folder, 'csv')
    // Comma, quotation mark, UTF-8, from row 1; values as stored, not as shown; every sheet.
    const csv = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'
    // A profile of its own: two of them cannot run on one.
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    await run('soffice', [profile, '--headless', '--convert-to', csv, '--outdir', out, source])
    const sheets = new Map<string, string[][]>()
    for (const name of await readdir(out)) {
      const text = await readFile(join(out, name), 'utf8')
      sheets.set(name.replace(/^[^-]*-|\.csv$/g, ''), readCsv(text.replace(/^\uFEFF/, '')))
    }
    return sheets
  })
}

async function inFolder<T>(bytes: Uint8Array, work: (file: string, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'calotype-workbook-'))
  try {
    const file = join(folder, 'book.xlsx')
    await writeFile(file, bytes)
    return await work(file, folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
