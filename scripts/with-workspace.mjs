// Runs a script of the workspace on a machine that has nothing but Node ≥ 20 and npm: installs with the exact pnpm that the
// workspace names, then hands over to it. Inside `pnpm run`, Node is the exact one of the workspace, whatever the machine has.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const [script, ...rest] = process.argv.slice(2)

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Calotype's workspace needs Node 20 or newer to begin with; this is Node ${process.versions.node}.`)
  process.exit(1)
}

function pnpm(...given) {
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx'
  const { status, signal, error } = spawnSync(npx, ['--yes', packageManager, ...given], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (error !== undefined) console.error(`${npx} did not start: ${error.message}`)
  if (status !== 0) process.exit(status ?? (signal === 'SIGINT' ? 130 : 1))
}

pnpm('install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn')
pnpm('run', script, ...rest)
