/** Imports a file in a process of its own that kills itself: `<file> <database> statements|commits|batches <n>`. */
import { createEngine } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import { checkFile } from '../src/check-file.ts'
import { importFile } from '../src/import-file.ts'
import { rulesOfToday, settings } from '../src/studio.ts'

const [file = '', database = '', what, count] = process.argv.slice(2)
let left = Number(count)
const countDown = (of: string): void => {
  if (of === what && --left === 0) process.kill(process.pid, 'SIGKILL')
}

function onStatement(sql: string): void {
  countDown('statements')
  if (/^commit/i.test(sql)) countDown('commits')
}

const engine = await createEngine({ storage: sqlite({ file: database, onStatement }), studio: settings })
await importFile(engine, await checkFile(file, rulesOfToday()), 20, () => countDown('batches'))
await engine.close()
