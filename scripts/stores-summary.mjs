// Says which stores the tests ran on, and loudly on which they did not: `node scripts/stores-summary.mjs` or `storesSummary()`.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './pnpm.mjs'

/** Written by scripts/stores-reporter.ts. */
export const storesReport = join(root, '.tmp/stores.json')

// Every whole run is to meet each of these, under one of its names.
const wanted = [
  { names: ['memory'], mend: 'Run the tests of packages/testkit.' },
  { names: ['SQLite'], mend: 'Run the tests of packages/storage-sqlite.' },
  {
    names: ['PostgreSQL'],
    mend: 'It comes with `pnpm install`; or name a server: CALOTYPE_TEST_POSTGRES_URL=postgres://user:password@host/database',
  },
  {
    names: ['MariaDB', 'MySQL'],
    mend: 'Install MariaDB (Debian, Ubuntu: apt-get install mariadb-server-core mariadb-client-core; macOS: brew install mariadb), or name a server: CALOTYPE_TEST_MYSQL_URL=mysql://user:password@host/',
  },
]

/** The lines to print, and the names of the stores on which no test passed. `lines` is what the reporter wrote. */
export function summarise(lines) {
  const ran = lines.filter(({ absent, passed, failed }) => absent === undefined && passed + failed > 0)
  const place = ({ store }) => wanted.findIndex(({ names }) => names.includes(store))
  const missing = wanted
    .filter(({ names }) => !ran.some(({ store, passed }) => names.includes(store) && passed > 0))
    .map(({ names, mend }) => ({ name: names.join(' or '), why: reason(lines, names), mend }))
  return {
    stores: `Stores: ${
      [...ran]
        .sort((a, b) => place(a) - place(b))
        .map(named)
        .join(', ') || 'none'
    }`,
    missing,
    warning: missing.length === 0 ? '' : framed(missing),
  }
}

/** Prints the summary; answers whether the run met every store. `partial`: only some tests were asked for, so nothing is amiss. */
export function storesSummary({ partial = false } = {}) {
  const lines = existsSync(storesReport) ? JSON.parse(readFileSync(storesReport, 'utf8')) : []
  const { stores, missing, warning } = summarise(lines)
  console.log(`\n${stores}`)
  if (missing.length === 0) return true
  if (partial) console.log(`Not among the tests that were asked for: ${missing.map(({ name }) => name).join(', ')}`)
  else console.log(`\n${warning}`)
  return false
}

function named({ store, version, how, failed }) {
  const name = [store, version].filter((part) => part !== undefined).join(' ')
  const more = [how, failed > 0 ? `${failed} FAILED` : undefined].filter((part) => part !== undefined)
  return more.length === 0 ? name : `${name} (${more.join(', ')})`
}

function reason(lines, names) {
  const absent = lines.find((line) => line.absent !== undefined && names.some((name) => line.store.includes(name)))
  if (absent !== undefined) return absent.absent
  return lines.some(({ store }) => names.includes(store)) ? 'none of its tests passed' : 'no test of it was run'
}

function framed(missing) {
  const width = 110
  const text = missing.flatMap(({ name, why, mend }) => ['', `NOT TESTED: ${name}`, `  why: ${why}`, `  mend: ${mend}`])
  const rows = [...text.flatMap((line) => wrapped(line, width)), '']
  const rule = '═'.repeat(width + 2)
  return [`╔${rule}╗`, ...rows.map((row) => `║ ${row.padEnd(width)} ║`), `╚${rule}╝`].join('\n')
}

/** A line, broken at its spaces; what goes on below is set in. */
function wrapped(line, width) {
  const rows = []
  for (const part of line.split('\n')) {
    let rest = part
    while (rest.length > width) {
      const space = rest.lastIndexOf(' ', width)
      const at = space > 4 ? space : width
      rows.push(rest.slice(0, at))
      rest = `    ${rest.slice(at).trimStart()}`
    }
    rows.push(rest)
  }
  return rows
}

if (import.meta.filename === process.argv[1]) {
  const complete = storesSummary()
  if (!complete && process.env.CALOTYPE_REQUIRE_STORES === 'all') process.exit(1)
}
