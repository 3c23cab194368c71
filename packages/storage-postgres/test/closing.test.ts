import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freshPostgresDatabase, postgresForTests } from '@calotype/test-servers'
import { describe, expect, it } from 'vitest'

const server = await postgresForTests()
const program = fileURLToPath(new URL('./closing-process.ts', import.meta.url))

describe.skipIf(!('url' in server))('closing a store', { meta: { store: server.store } }, () => {
  // A process that waits for nothing that keeps it alive ends with 13.
  it('is waited for, also in a process that does nothing else', async () => {
    await using database = await freshPostgresDatabase('url' in server ? server.url : '')
    const flags = ['--conditions=calotype-source', '--disable-warning=ExperimentalWarning']
    const ended = await promisify(execFile)(process.execPath, [...flags, program, database.url])
    expect(ended.stderr).toBe('')
  })
})
