// Builds the packages unless every dist is newer than all that it is made of. `node scripts/build-if-stale.mjs` or `buildIfStale()`.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pnpm, root } from './pnpm.mjs'

export function buildIfStale() {
  const stale = stalePackages()
  if (stale.length === 0) return
  console.log(`Building the packages (not up to date: ${stale.join(', ')})`)
  const status = pnpm(['build'])
  if (status !== 0) process.exit(status)
}

function stalePackages() {
  const folder = join(root, 'packages')
  const shared = newest(
    join(root, 'tsconfig.base.json'),
    join(root, 'tsconfig.declarations.json'),
    join(root, 'pnpm-lock.yaml'),
  )
  return readdirSync(folder).filter((name) => {
    const at = join(folder, name)
    if (!existsSync(join(at, 'package.json'))) return false
    const { types, default: code } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')).exports['.']
    const made = [types, code].map((file) => join(at, file))
    if (!made.every((file) => existsSync(file))) return true
    const since = Math.min(...made.map((file) => statSync(file).mtimeMs))
    return since < Math.max(shared, newest(join(at, 'src'), join(at, 'package.json'), join(at, 'tsup.config.ts')))
  })
}

/** When the newest of these files and folders was written; a folder's own time tells of deleted files. */
function newest(...paths) {
  return Math.max(
    ...paths.map((path) => {
      const found = statSync(path)
      const inside = found.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : []
      return Math.max(found.mtimeMs, ...inside)
    }),
  )
}

if (import.meta.filename === process.argv[1]) buildIfStale()
