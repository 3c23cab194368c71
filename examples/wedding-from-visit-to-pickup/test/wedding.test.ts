import { memory, type StorageAdapter } from '@calotype/core'
import { Printer } from '@calotype/example-story'
import { sqlite } from '@calotype/storage-sqlite'
import { describe, expect, it } from 'vitest'
import { openStudio } from '../src/studio.ts'
import { tellWedding } from '../src/wedding.ts'

async function weddingOn(storage: StorageAdapter) {
  const lines: string[] = []
  const studio = await openStudio(storage, new Printer((line) => lines.push(line)))
  try {
    return { checks: await tellWedding(studio), lines }
  } finally {
    await studio.engine.close()
  }
}

describe.each([
  ['in memory', () => memory()],
  ['on SQLite', () => sqlite({ file: ':memory:' })],
])('a wedding, %s', (_, storage) => {
  it('comes to what was worked out by hand at every step, and reads the same at every run', async () => {
    const { checks, lines } = await weddingOn(storage())
    expect(checks.broken).toEqual([])
    expect(checks.held).toBeGreaterThanOrEqual(37)
    const told = lines.join('\n')
    expect(told).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/)
    await expect(`${told}\n`).toMatchFileSnapshot('wedding.txt')
  })
})
