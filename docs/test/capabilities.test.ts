import { describe, expect, it } from 'vitest'
import { pageOf, writtenPage } from '../../scripts/capabilities.ts'

describe('the page on choosing a store', () => {
  it('says of the adapters what they say of themselves; `pnpm docs:capabilities` writes it anew', async () => {
    expect(writtenPage()).toBe(await pageOf(writtenPage()))
  })

  it('names the versions that the manifests name', () => {
    expect(writtenPage()).not.toContain('undefined')
    expect(writtenPage()).toMatch(/PostgreSQL \d+[.]\d+, or the server/)
  })

  it('notices a table that was changed by hand', async () => {
    const changed = writtenPage().replace(/(?<=\| `memory\(\)` +\| )–/, 'yes')
    expect(changed).not.toBe(writtenPage())
    expect(await pageOf(changed)).not.toBe(changed)
  })
})
