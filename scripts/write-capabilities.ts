// Writes what the stores can do into docs/choosing-a-store.md: `pnpm docs:capabilities`.
import { writeFileSync } from 'node:fs'
import { pageFile, pageOf, writtenPage } from './capabilities.ts'

writeFileSync(pageFile, await pageOf(writtenPage()))
console.log('docs/choosing-a-store.md: capabilities and versions are those of the code')
