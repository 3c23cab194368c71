import { describe, expect, it } from 'vitest'
import { readCatalogue, writtenPage } from '../../scripts/error-catalogue.ts'

describe('the catalogue of errors', () => {
  it('is whole: every error of the sources can be reached by a host, under a code of its own', async () => {
    expect((await readCatalogue()).gaps).toEqual([])
  })

  it('has one section for each code, and none for a code that is gone', async () => {
    const sections = [...(writtenPage() ?? '').matchAll(/^### (.+)$/gm)].map(([, code]) => code)
    expect(sections.sort()).toEqual((await readCatalogue()).codes)
  })

  it('says what the code says; `pnpm docs:errors` writes it anew', async () => {
    expect(writtenPage()).toBe((await readCatalogue()).page)
  })

  it('knows how to mend every case', async () => {
    expect((await readCatalogue()).page).not.toMatch(/undefined|NaN|\[object/)
  })
})
