/** The main function of a story. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isCalotypeError, memory, type StorageAdapter } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import type { Checks } from './checks.ts'
import { Printer } from './printer.ts'

/** A studio in which a story is told. */
interface Told {
  readonly engine: { close(): Promise<void> }
}

/** Tells a story on the command line; a number that is off ends it with an error. `--database file` keeps its books. */
export async function tellStory<Studio extends Told>(
  open: (storage: StorageAdapter, print: Printer) => Promise<Studio>,
  tell: (studio: Studio) => Promise<Checks>,
): Promise<void> {
  try {
    const studio = await open(storageOf(process.argv.slice(2)), new Printer(console.log))
    try {
      const { held, broken } = await tell(studio)
      console.log()
      if (broken.length === 0) console.log(`All ${held} numbers are what they must be.`)
      else throw new Error(`${broken.length} of ${held + broken.length} numbers are off: ${broken.join(', ')}`)
    } finally {
      await studio.engine.close()
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    if (isCalotypeError(error)) console.error(error.mend)
    process.exitCode = 1
  }
}

function storageOf(args: readonly string[]): StorageAdapter {
  const { values } = parseArgs({ args: [...args], options: { database: { type: 'string' } } })
  if (values.database === undefined) return memory()
  const file = resolve(values.database)
  if (existsSync(file)) throw new Error(`--database must be a file that does not exist yet: ${file}`)
  return sqlite({ file })
}
