/** A folder for temporary files that lives in memory: who commits thousands of times there waits for no disk. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startWatchdog } from './watchdog.ts'

/** Where Linux keeps files in memory. */
const inMemory = '/dev/shm'
/** Several times what the tests of this workspace hold at once. */
const enough = 4 * 2 ** 30

export interface MemoryFolder {
  readonly path: string
  /** Has it deleted with all that is in it, in a moment; the end of this process, of whatever kind, does so too. */
  remove(): void
}

/**
 * Makes one in `parent`. Undefined where there is no such place, where less than `space` bytes are free in it or in the machine's
 * memory, and where no program may run from it, as containers often have it.
 *
 * What it cannot show is what a loss of power leaves behind; a killed process or server leaves the same as on a disk.
 */
export function makeMemoryFolder(parent = inMemory, space = enough): MemoryFolder | undefined {
  let path: string | undefined
  try {
    const { bavail, bsize } = statfsSync(parent)
    if (bavail * bsize < space || process.availableMemory() < 2 * space) return undefined
    path = mkdtempSync(join(parent, 'calotype-run-'))
    // Servers that run as users of their own have their folders in it.
    chmodSync(path, 0o711)
    const program = join(path, 'program')
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 })
    execFileSync(program, { stdio: 'ignore' })
    rmSync(program)
  } catch {
    if (path !== undefined) rmSync(path, { recursive: true, force: true })
    return undefined
  }
  const watchdog = startWatchdog(path)
  // Whatever is still written to it, the watchdog tries again until it is gone.
  return { path, remove: () => watchdog.dismiss() }
}
