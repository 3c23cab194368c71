import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderHtml } from '../src/index.ts'
import { anyDocument, fullDocument } from './fixtures.ts'

describe('a receipt as HTML', () => {
  it.each(['zh', 'en'] as const)('has everything on it (%s)', async (language) => {
    await expect(renderHtml(fullDocument(language))).toMatchFileSnapshot(`snapshots/${language}-80mm.html`)
  })

  it('names the paper that it prints on', () => {
    expect(renderHtml(fullDocument('en', { paper: 'A5' }))).toContain('@page { size: A5; margin: 12mm }')
    expect(renderHtml(fullDocument('en', { paper: '58mm' }))).toContain('main { width: 48mm;')
  })

  it('loads nothing and runs nothing, whatever stands on it', () => {
    const known = /^(?:\/?(?:html|head|title|style|body|main|h1|h2|p|hr|dl|dt|dd|svg|path)|!doctype|meta)$/
    fc.assert(
      fc.property(anyDocument, (document) => {
        const page = renderHtml(document)
        for (const [, tag = ''] of page.matchAll(/<([^\s>]*)/g)) expect(tag).toMatch(known)
        expect(page).not.toMatch(/<[^>]*\s(?:src|href|on\w+)=/)
        expect(page.match(/<style>/g)).toHaveLength(1)
        // Every ampersand is ours.
        expect(page).not.toMatch(/&(?!(?:amp|lt|gt|quot|#39);)/)
      }),
    )
  })

  it('shows text as it was, once a browser has read it', () => {
    const document = { ...fullDocument('en'), note: `<b>"Tom" & 'Li'</b>` }
    expect(renderHtml(document)).toContain('<p>Note: &lt;b&gt;&quot;Tom&quot; &amp; &#39;Li&#39;&lt;/b&gt;</p>')
  })
})
