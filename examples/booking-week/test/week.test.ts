import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memory, type StorageAdapter } from '@calotype/core'
import { Printer } from '@calotype/example-story'
import { sqlite } from '@calotype/storage-sqlite'
import { describe, expect, it } from 'vitest'
import { openStudio } from '../src/studio.ts'
import { runWeek } from '../src/week.ts'

async function weekOn(storage: StorageAdapter) {
  const lines: string[] = []
  const folder = await mkdtemp(join(tmpdir(), 'booking-week-'))
  const studio = await openStudio(storage, new Printer((line) => lines.push(line)))
  try {
    const file = join(folder, 'week.ics')
    const checks = await runWeek(studio, file)
    return { checks, lines, feed: await readFile(file, 'utf8') }
  } finally {
    await studio.engine.close()
    await rm(folder, { recursive: true })
  }
}

describe.each([
  ['in memory', () => memory()],
  ['on SQLite', () => sqlite({ file: ':memory:' })],
])('a week of the diary, %s', (_, storage) => {
  it('holds what must be true of any week, comes to what was worked out by hand, and reads the same at every run', async () => {
    const { checks, lines, feed } = await weekOn(storage())
    expect(checks.broken).toEqual([])
    expect(checks.held).toBeGreaterThanOrEqual(47)
    const told = lines.join('\n')
    expect(told).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/)
    await expect(`${told}\n`).toMatchFileSnapshot('week.txt')
    expect(feed).toContain('BEGIN:VTIMEZONE')
  })
})
