// Runs a script of the workspace on a machine that has nothing but Node ≥ 20 and npm: installs with the exact pnpm that the
// workspace names, then hands over to it. Inside `pnpm run`, Node is the exact one of the workspace, whatever the machine has.
import { insidePnpm, pnpm } from './pnpm.mjs'

const [script, ...rest] = process.argv.slice(2)

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Calotype's workspace needs Node 20 or newer to begin with; this is Node ${process.versions.node}.`)
  process.exit(1)
}

// pnpm looks at what is installed before it runs a script; npm does not.
const installed = insidePnpm ? 0 : pnpm(['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn'])
process.exit(installed || pnpm(['run', script, ...rest]))
