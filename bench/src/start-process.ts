/** One start in a process of its own, for `start.ts`: prints how long the first operation took. */
import { createEngine } from '@calotype/core'
import { sqlite } from '@calotype/storage-sqlite'

const from = performance.now()
const engine = await createEngine({
  storage: sqlite({ file: process.argv[2] ?? '' }),
  studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
})
await engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'bench', roles: ['owner'] } }).catalog.list({})
const now = performance.now()
console.log(JSON.stringify({ engine: now - from, process: now }))
await engine.close()
