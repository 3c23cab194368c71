import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { mariadbPrograms } from '../src/mariadb-programs.ts'
import { connectionsTo } from './machine.ts'

const starter = fileURLToPath(new URL('./starter-process.ts', import.meta.url))
const noMariadb = 'missing' in mariadbPrograms()

for (const store of ['postgres', 'mariadb']) {
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    it.skipIf(store === 'mariadb' && noMariadb)(
      `a ${store} does not outlive a starter that ends by ${signal}`,
      async () => {
        // A folder for its folders, so that what it leaves is seen.
        const folder = mkdtempSync(join(tmpdir(), 'calotype-starter-'))
        // Its servers run as another user.
        chmodSync(folder, 0o755)
        const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', starter, store], {
          env: { ...process.env, NODE_OPTIONS: '', TMPDIR: folder },
          stdio: ['ignore', 'pipe', 'inherit'],
        })
        try {
          const line: unknown = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
          const { port } = JSON.parse(String(line))
          expect(await connectionsTo(port)).toBe(true)
          expect(readdirSync(folder)).toHaveLength(1)

          child.kill(signal)
          await once(child, 'exit')

          await expect.poll(() => connectionsTo(port), { timeout: 20_000 }).toBe(false)
          await expect.poll(() => readdirSync(folder), { timeout: 20_000 }).toEqual([])
        } finally {
          child.kill('SIGKILL')
          rmSync(folder, { recursive: true, force: true })
        }
      },
    )
  }
}
