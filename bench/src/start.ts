/**
 * How long until the first operation is answered, on a store that is up to date: in a process that has the modules loaded,
 * and from the start of a new process.
 *
 *     pnpm bench start [--starts 20]
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEngine } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'
import { openCounter, session } from './counter.ts'
import { argument, percentile, report, rounded, temporaryFolder } from './measure.ts'

const starts = argument('starts', 20)
const file = join(temporaryFolder(), 'studio.db')
await (await openCounter(sqlite({ file }))).engine.close()

async function firstOperation(): Promise<number> {
  const from = performance.now()
  const engine = await createEngine({
    storage: sqlite({ file }),
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
  })
  await engine.as(session).catalog.list({})
  const took = performance.now() - from
  await engine.close()
  return took
}

const warm: number[] = []
for (let start = 0; start < starts; start++) warm.push(await firstOperation())

const child = fileURLToPath(new URL('./start-process.ts', import.meta.url))
const cold = Array.from({ length: Math.min(starts, 10) }, () => {
  const { stdout, status, stderr } = spawnSync(process.execPath, [...process.execArgv, child, file], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as { readonly engine: number; readonly process: number }
})
const fresh = cold.map((one) => one.engine)
const whole = cold.map((one) => one.process)
console.log(`first operation of a further engine   ${percentile(warm, 0.5).toFixed(1)} ms`)
console.log(
  `first operation in a new process      ${percentile(fresh, 0.5).toFixed(1)} ms after the modules are loaded`,
)
console.log(`                                      ${percentile(whole, 0.5).toFixed(1)} ms after the process began`)
report({
  bench: 'start',
  starts,
  p50ms: rounded(percentile(fresh, 0.5), 1),
  p99ms: rounded(percentile(fresh, 0.99), 1),
  furtherEngineP50ms: rounded(percentile(warm, 0.5), 1),
  processP50ms: rounded(percentile(whole, 0.5), 1),
})
