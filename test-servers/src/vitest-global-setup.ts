/**
 * vitest's global setup: opens the broker of the run's servers and tells every test process of it by its environment; lets their
 * temporary files lie in memory where there is room, and the processes that they start share what Node has compiled.
 */
import { fileURLToPath } from 'node:url'
import { brokerVariable } from './for-tests.ts'
import { openBroker } from './broker.ts'
import { makeMemoryFolder } from './memory-folder.ts'

/** Opens it; what it answers closes it, with every server that the run started. */
export default async function setup(): Promise<() => Promise<void>> {
  // A place that somebody chose is kept.
  const folder = process.env.TMPDIR === undefined ? makeMemoryFolder() : undefined
  if (folder !== undefined) process.env.TMPDIR = folder.path
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../../.tmp/compiled', import.meta.url))
  const broker = await openBroker()
  process.env[brokerVariable] = broker.address
  return async () => {
    delete process.env[brokerVariable]
    await broker.close()
    if (folder === undefined) return
    delete process.env.TMPDIR
    folder.remove()
  }
}
