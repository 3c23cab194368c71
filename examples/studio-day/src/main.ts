/** `pnpm example studio-day`. */
import { isCalotypeError } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import { runDay } from './day.ts'
import { type Options, readOptions, usage } from './options.ts'
import { Printer } from './print.ts'
import { openStudio } from './studio.ts'

async function run({ language, database }: Options): Promise<void> {
  const print = new Printer(language, console.log)
  const studio = await openStudio(sqlite({ file: database }), print)
  try {
    await runDay(studio)
  } finally {
    await studio.engine.close()
  }
  console.log()
  print.detail({ zh: '数据库', en: 'The database' })
  console.log(`       ${database}`)
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options === undefined) console.log(usage)
  else await run(options)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (isCalotypeError(error)) console.error(error.mend)
  process.exitCode = 1
}
