// Writes docs/errors.md from the code: `pnpm docs:errors`.
import { writeFileSync } from 'node:fs'
import { pageFile, readCatalogue } from './error-catalogue.ts'

const { page, codes, gaps } = await readCatalogue()
writeFileSync(pageFile, page)
console.log(`docs/errors.md: ${codes.length} errors`)
for (const gap of gaps) console.error(gap)
if (gaps.length > 0) process.exit(1)
