import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { makeMemoryFolder } from '../src/memory-folder.ts'

const starter = fileURLToPath(new URL('./folder-process.ts', import.meta.url))

/** A place of the test's own in the part of the memory's. */
function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'calotype-place-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

it('is made empty, lets users of servers through, and is removed with all that is in it', async () => {
  const parent = place()
  const folder = makeMemoryFolder(parent, 1)
  if (folder === undefined) throw new Error('no folder was made')
  expect(readdirSync(folder.path)).toEqual([])
  expect(statSync(folder.path).mode & 0o777).toBe(0o711)

  writeFileSync(join(folder.path, 'studio.db'), 'rows')
  folder.remove()
  await expect.poll(() => readdirSync(parent), { timeout: 20_000 }).toEqual([])
})

it('is not made where there is too little room, or no such place, and leaves nothing there', () => {
  const parent = place()
  expect(makeMemoryFolder(parent, 2 ** 60)).toBeUndefined()
  expect(makeMemoryFolder(join(parent, 'missing'), 1)).toBeUndefined()
  expect(readdirSync(parent)).toEqual([])
})

it('does not outlive a process that is killed, nor does a server in it', async () => {
  const parent = place()
  // The server runs as another user.
  chmodSync(parent, 0o755)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', starter, parent], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [path]: unknown[] = await once(child.stdout, 'data')
  expect(existsSync(String(path))).toBe(true)

  child.kill('SIGKILL')
  await expect.poll(() => readdirSync(parent), { timeout: 20_000 }).toEqual([])
})
