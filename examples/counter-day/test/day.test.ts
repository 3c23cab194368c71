import { memory, type StorageAdapter } from '@calotype/core'
import { Printer } from '@calotype/example-story'
import { sqlite } from '@calotype/storage-sqlite'
import { describe, expect, it } from 'vitest'
import { runDay } from '../src/day.ts'
import { openStudio } from '../src/studio.ts'

async function dayOn(storage: StorageAdapter) {
  const lines: string[] = []
  const studio = await openStudio(storage, new Printer((line) => lines.push(line)))
  try {
    return { checks: await runDay(studio), lines }
  } finally {
    await studio.engine.close()
  }
}

describe.each([
  ['in memory', () => memory()],
  ['on SQLite', () => sqlite({ file: ':memory:' })],
])('a day at the counter, %s', (_, storage) => {
  it('comes to what was worked out by hand, whatever went wrong', async () => {
    const { checks } = await dayOn(storage())
    expect(checks.broken).toEqual([])
    expect(checks.held).toBeGreaterThanOrEqual(66)
  })

  it('reads the same at every run, but for the hashes and ids', async () => {
    const { lines } = await dayOn(storage())
    const told = lines.map((line) => line.replace(/[0-9a-f]{64}/g, '(hash)')).join('\n')
    expect(told).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/)
    await expect(`${told}\n`).toMatchFileSnapshot('day.txt')
  })
})
