/** What the command line asks for, and where the day is written. */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Language } from './print.ts'

export interface Options {
  readonly language: Language
  readonly database: string
}

export const usage = `A day in a photo studio, told in Chinese and English.

  pnpm example studio-day -- [--lang both] [--keep] [--database day.db]

--lang      zh, en or both; both unless told
--keep      keeps the database of the last run, and writes a new one beside it
--database  where to write; a file that does not exist yet`

const languages: readonly string[] = ['zh', 'en', 'both'] satisfies Language[]

/** Reads the arguments; undefined where help is asked for. Throws an error that a person understands. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      lang: { type: 'string', default: 'both' },
      keep: { type: 'boolean', default: false },
      database: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return undefined
  if (!languages.includes(values.lang)) throw new Error(`--lang must be zh, en or both, got "${values.lang}"`)
  const database = values.database === undefined ? ownDatabase(values.keep) : newDatabase(resolve(values.database))
  return { language: values.lang as Language, database }
}

/** In the example's own folder, where files of earlier runs may be deleted. */
function ownDatabase(keep: boolean): string {
  const folder = join(import.meta.dirname, '../.tmp')
  mkdirSync(folder, { recursive: true })
  const file = (run: number) => join(folder, run === 1 ? 'studio-day.db' : `studio-day-${run}.db`)
  let run = 1
  while (keep && existsSync(file(run))) run++
  for (const end of ['', '-wal', '-shm']) rmSync(`${file(run)}${end}`, { force: true })
  return file(run)
}

/** A file that somebody names is never overwritten. */
function newDatabase(file: string): string {
  if (existsSync(file)) throw new Error(`--database must be a file that does not exist yet: ${file}`)
  return file
}
