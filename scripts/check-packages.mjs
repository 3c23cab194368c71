// Checks the packages as they would be published: packs each, lints the tarballs, installs them into projects outside the
// workspace, compiles those with every declaration checked, and runs them. `pnpm check:packages`.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { pnpm, root, run } from './pnpm.mjs'

/** The promise of the README: few packages for a product that embeds the engine on SQLite, everything counted. */
const mostPackages = 14

const temporary = mkdtempSync(join(tmpdir(), 'calotype-packages-'))
const failures = []
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }))

buildIfStale()
const tarballs = packAll()
for (const [name, tarball] of tarballs) {
  step(`${name}: publint`, () => pnpm(['exec', 'publint', 'run', tarball, '--strict']))
  step(`${name}: are the types right`, () =>
    pnpm(['exec', 'attw', tarball, '--profile', 'esm-only', '--no-emoji', '--format', 'ascii', '--quiet']),
  )
}
consumer('vendor', ['@calotype/core', '@calotype/storage-sqlite'], mostPackages)
consumer('author', ['@calotype/core', '@calotype/testkit'])
// The types of both drivers speak of Node's own.
consumer(
  'servers',
  ['@calotype/core', '@calotype/storage-mysql', '@calotype/storage-postgres', '@calotype/storage-sql'],
  Number.POSITIVE_INFINITY,
  ['@types/node'],
)

if (failures.length > 0) {
  console.error(`\nPackages: ${failures.length} failed: ${failures.join('; ')}`)
  process.exit(1)
}
console.log(`\nPackages: ${[...tarballs.keys()].join(', ')} packed, linted, installed, compiled and run.`)

function packAll() {
  const packed = new Map()
  for (const folder of readdirSync(join(root, 'packages')).sort()) {
    const at = join(root, 'packages', folder)
    const { name, version, private: own } = manifestOf(at)
    if (own === true) continue
    const tarball = join(temporary, `${folder}-${version}.tgz`)
    step(`${name}: pack`, () => pnpm(['pack', '--silent', '--out', tarball], { cwd: at }))
    packed.set(name, tarball)
  }
  return packed
}

/** A project outside the workspace that has the tarballs, what they declare, and nothing else. */
function consumer(project, names, most = Number.POSITIVE_INFINITY, tools = []) {
  const at = join(temporary, project)
  mkdirSync(at)
  cpSync(join(root, 'scripts/consumers', project), at, { recursive: true })
  cpSync(join(root, 'scripts/consumers/tsconfig.json'), join(at, 'tsconfig.json'))
  const dependencies = Object.fromEntries(names.map((name) => [name, `file:${tarballs.get(name)}`]))
  // Zod is the one peer that a host brings itself.
  dependencies.zod = manifestOf(join(root, 'packages/core')).devDependencies.zod
  for (const tool of tools) dependencies[tool] = manifestOf(root).devDependencies[tool]
  writeFileSync(
    join(at, 'package.json'),
    JSON.stringify({ name: project, private: true, type: 'module', dependencies }, null, 2),
  )
  // What packages need of each other is not in a registry either.
  const overrides = [...tarballs].map(([name, tarball]) => `  '${name}': 'file:${tarball}'\n`).join('')
  // Not a part of the workspace, and strict: a package sees what it declares and no more.
  writeFileSync(
    join(at, 'pnpm-workspace.yaml'),
    `packages: []\nautoInstallPeers: false\nstrictPeerDependencies: true\nhoist: false\noverrides:\n${overrides}`,
  )
  step(`${project}: install`, () => pnpm(['install', '--prefer-offline', '--silent'], { cwd: at }))
  step(`${project}: compile with TypeScript 6, all declarations checked`, () =>
    run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--project', '.'], { cwd: at }),
  )
  step(`${project}: run`, () =>
    run(process.execPath, ['--disable-warning=ExperimentalWarning', 'out/main.js'], { cwd: at }),
  )
  const installed = readdirSync(join(at, 'node_modules/.pnpm')).filter((name) => name.includes('@'))
  step(`${project}: ${installed.length} packages installed (at most ${most})`, () => (installed.length <= most ? 0 : 1))
  if (installed.length > most) console.error(installed.join('\n'))
}

function step(what, check) {
  const started = performance.now()
  const status = check()
  if (status !== 0) failures.push(what)
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${what} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
