/** `pnpm example stockroom-week`. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isCalotypeError, memory, type StorageAdapter } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import { Printer } from './print.ts'
import { openStudio } from './studio.ts'
import { runWeek } from './week.ts'

function storageOf(args: readonly string[]): StorageAdapter {
  const { values } = parseArgs({ args: [...args], options: { database: { type: 'string' } } })
  if (values.database === undefined) return memory()
  const file = resolve(values.database)
  if (existsSync(file)) throw new Error(`--database must be a file that does not exist yet: ${file}`)
  return sqlite({ file })
}

async function run(args: readonly string[]): Promise<void> {
  const studio = await openStudio(storageOf(args), new Printer(console.log))
  try {
    const { held, broken } = await runWeek(studio)
    console.log()
    if (broken.length === 0) console.log(`All ${held} numbers are what they must be.`)
    else throw new Error(`${broken.length} of ${held + broken.length} numbers are off: ${broken.join(', ')}`)
  } finally {
    await studio.engine.close()
  }
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (isCalotypeError(error)) console.error(error.mend)
  process.exitCode = 1
}
