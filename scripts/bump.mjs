// Gives the packages their next version from the changesets, and the engine the version of its package. `pnpm bump`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pnpm, root } from './pnpm.mjs'

const status = pnpm(['exec', 'changeset', 'version'])
if (status !== 0) process.exit(status)

const { version } = JSON.parse(readFileSync(join(root, 'packages/core/package.json'), 'utf8'))
const file = join(root, 'packages/core/src/engine/version.ts')
const source = readFileSync(file, 'utf8')
const bumped = source.replace(/engineVersion = '[^']+'/, `engineVersion = '${version}'`)
if (!bumped.includes(`engineVersion = '${version}'`)) throw new Error(`${file} has no engineVersion to set.`)
writeFileSync(file, bumped)
