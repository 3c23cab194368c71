import * as core from '@calotype/core'
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

  it('sends nobody to an operation that there is not', async () => {
    const engine = await core.createEngine({
      storage: core.memory(),
      studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
      background: false,
    })
    const permissions = Object.values(core).flatMap((value): readonly string[] =>
      typeof value === 'object' && 'permissions' in value && Array.isArray(value.permissions) ? value.permissions : [],
    )
    const known = new Set([...engine.operations.keys(), ...permissions, ...otherNames])
    const rooms = new Set(engine.plugins)
    const named = (await readCatalogue()).page.matchAll(/\b([a-z][A-Za-z]*)\.[a-z][A-Za-z]*\b/g)
    const unknown = [...named].filter(([name, room = '']) => rooms.has(room) && !known.has(name)).map(([name]) => name)
    expect([...new Set(unknown)]).toEqual([])
    await engine.close()
  })
})

/** A hook point, and registries. */
const otherNames = ['ledger.approving', 'ledger.paymentMethods', 'payments.providers']
