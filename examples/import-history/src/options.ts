/** What the command line asks for. */
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

export interface Options {
  readonly file: string
  readonly database: string
  /** Purchases in one transaction, 1 to 1,000. */
  readonly batch: number
  readonly json: boolean
}

export const usage = `Imports past purchases into a studio's database, and reads statistics from them.

  pnpm example import-history -- [file] [--database studio.db] [--batch 500] [--json]

file        one purchase a line: customer, day as YYYYMMDD, number of items, amount; a small sample unless told
--database  where to write; a file of the same name in the current folder unless told
--batch     purchases in one transaction, 1 to 1000; 500 unless told
--json      prints the totals as one JSON object, too, as the last line`

const sample = fileURLToPath(new URL('../sample/purchases.txt', import.meta.url))

/** Reads the arguments; undefined where help is asked for. Throws an error that a person understands. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      database: { type: 'string' },
      batch: { type: 'string', default: '500' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return undefined
  if (positionals.length > 1) throw new Error(`one file can be imported at a time, got ${positionals.join(', ')}`)
  const batch = Number(values.batch)
  if (!Number.isInteger(batch) || batch < 1 || batch > 1000) {
    throw new Error(`--batch must be a whole number from 1 to 1000, got "${values.batch}"`)
  }
  const file = resolve(positionals[0] ?? sample)
  const name = basename(file).replace(/\.[^.]*$/, '')
  return { file, database: resolve(values.database ?? `${name}.db`), batch, json: values.json }
}
