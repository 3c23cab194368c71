/** The page of all errors, made from the code: what the entries of the packages export and what their plugins declare. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What the catalogue needs of an `ErrorKind`, told by its shape: the packages are read as anyone's would be. */
interface Kind {
  readonly code: string
  readonly status: number
  readonly summary: string
  create(details: unknown): { readonly mend: string }
}

interface Entry {
  readonly kind: Kind
  readonly packageName: string
}

/** Where a code is written down in the sources. */
interface Definition {
  readonly code: string
  readonly packageName: string
  /** The folder of the source that it lies in, such as `orders`; empty for a file right in `src`. */
  readonly room: string
  readonly file: string
}

export interface Catalogue {
  readonly page: string
  readonly codes: readonly string[]
  /** What keeps the catalogue from being whole, one sentence each. */
  readonly gaps: readonly string[]
}

export async function readCatalogue(): Promise<Catalogue> {
  const packages = globSync('packages/*/package.json', { cwd: root }).sort()
  const entries = new Map<string, Entry>()
  const definitions = new Map<string, Definition>()
  const gaps: string[] = []
  for (const manifest of packages) {
    const folder = join(root, manifest, '..')
    const { name, exports: doors } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as {
      name: string
      exports: Record<string, string | { 'calotype-source'?: string }>
    }
    for (const door of Object.values(doors)) {
      const source = typeof door === 'string' ? undefined : door['calotype-source']
      if (source === undefined) continue
      const module: Record<string, unknown> = await import(pathToFileURL(join(folder, source)).href)
      for (const kind of kindsIn(module)) {
        const known = entries.get(kind.code)
        if (known === undefined) entries.set(kind.code, { kind, packageName: name })
        else if (known.kind !== kind)
          gaps.push(`${kind.code} is the code of two kinds of error, in ${known.packageName} and ${name}.`)
      }
    }
    for (const definition of definitionsIn(folder, name)) {
      const known = definitions.get(definition.code)
      if (known !== undefined)
        gaps.push(`${definition.code} is defined twice: in ${known.file} and in ${definition.file}.`)
      definitions.set(definition.code, definition)
    }
  }
  for (const { code, file } of definitions.values()) {
    if (!entries.has(code))
      gaps.push(`${code} (${file}) is neither exported by its package nor declared by a plugin of it.`)
  }
  for (const code of entries.keys()) {
    if (!definitions.has(code)) gaps.push(`${code} is exported, but no source defines it with \`code: '${code}'\`.`)
  }
  return { page: pageOf(entries, definitions), codes: [...entries.keys()].sort(), gaps: gaps.sort() }
}

/** The kinds that a module exports, alone, in lists and records, or declared by its plugins and operations. */
function kindsIn(value: unknown, seen = new Set<unknown>()): Kind[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  if (isKind(value)) return [value]
  const prototype: unknown = Object.getPrototypeOf(value)
  const plain = Array.isArray(value) || prototype === null || prototype === Object.prototype
  return plain ? Object.values(value).flatMap((member) => kindsIn(member, seen)) : []
}

function isKind(value: object): value is Kind {
  const { code, status, summary, create, is } = value as Record<string, unknown>
  return (
    typeof code === 'string' &&
    typeof status === 'number' &&
    typeof summary === 'string' &&
    typeof create === 'function' &&
    typeof is === 'function'
  )
}

function definitionsIn(folder: string, packageName: string): Definition[] {
  return globSync('src/**/*.ts', { cwd: folder }).flatMap((path) => {
    const parts = path.split(/[\\/]/)
    const file = `${packageName}: ${parts.join('/')}`
    const room = parts.length > 2 ? (parts[1] ?? '') : ''
    const text = readFileSync(join(folder, path), 'utf8')
    const codes = text.matchAll(/defineError(?:<.*?>)?\(\{\s*code: '([A-Z0-9_]+)'/gs)
    return [...codes].map(([, code = '']) => ({ code, packageName, room, file }))
  })
}

const lowestFirst = ['values', 'storage', 'engine', 'customers', 'catalog', 'staff', 'ledger', 'inventory', 'orders']

function pageOf(entries: ReadonlyMap<string, Entry>, definitions: ReadonlyMap<string, Definition>): string {
  const sections = new Map<string, { rank: string; kinds: Kind[] }>()
  for (const { kind, packageName } of entries.values()) {
    const room = definitions.get(kind.code)?.room ?? ''
    const inCore = packageName === '@calotype/core'
    const title = inCore && room !== '' ? capital(room) : packageName
    const place = lowestFirst.indexOf(room)
    const rank = `${inCore ? 0 : 1} ${String(place === -1 ? lowestFirst.length : place).padStart(2, '0')} ${title}`
    const section = sections.get(title) ?? { rank, kinds: [] }
    section.kinds.push(kind)
    sections.set(title, section)
  }
  const ordered = [...sections].sort(([, a], [, b]) => (a.rank < b.rank ? -1 : 1))
  return `${[intro, ...ordered.flatMap(([title, { kinds }]) => [`## ${title}`, ...kinds.sort(byCode).map(entryOf)])].join('\n\n')}\n`
}

const intro = `# Errors

Every error that Calotype raises on purpose, by its code. \`pnpm docs:errors\` writes this page from the code.

An error has a \`code\` that never changes its meaning, the HTTP \`status\` that a server should answer with, a \`message\` with the
values of the case, the same values as \`details\`, and \`mend\`: what to do so that it works next time. Tell errors apart by code,
never by message. In the texts below, ‹…› stands for a value of the case.

${'```'}ts
import { isCalotypeError } from '@calotype/core'

export function answer(error: unknown): { status: number; body: unknown } {
  if (isCalotypeError(error)) return { status: error.status, body: error }
  return { status: 500, body: { code: 'UNEXPECTED' } }
}
${'```'}`

function entryOf(kind: Kind): string {
  return `### ${kind.code}\n\nStatus ${kind.status}. ${plain(kind.summary)}\n\n*Mend:* ${plain(mendOf(kind))}`
}

function plain(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('*', '\\*').replaceAll('{{', '{&#123;')
}

/** What the kind says to do, with ‹names› for the values that a case would have. */
function mendOf(kind: Kind): string {
  const details = new Proxy({}, { get: (_, name) => (typeof name === 'symbol' ? undefined : placeholder(name)) })
  return kind.create(details).mend
}

/** Stands for a value of any type: as text it is its name, its members and answers are placeholders again. */
function placeholder(name: string): unknown {
  const self: unknown = new Proxy(() => {}, {
    apply: () => self,
    get: (_, member) => {
      if (member === Symbol.toPrimitive || member === 'toString' || member === 'join') return () => `‹${name}›`
      if (member === 'map') return (of: (one: unknown) => unknown) => [of(self)]
      if (member === 'slice' || member === 'filter') return () => self
      if (member === 'length') return 1
      if (member === Symbol.iterator) return () => [self][Symbol.iterator]()
      return typeof member === 'symbol' ? undefined : placeholder(`${name}.${member}`)
    },
  })
  return self
}

function byCode(one: Kind, other: Kind): number {
  return one.code < other.code ? -1 : 1
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export const pageFile: string = join(root, 'docs/errors.md')

/** The page as it stands, or nothing. */
export function writtenPage(): string | undefined {
  return existsSync(pageFile) ? readFileSync(pageFile, 'utf8') : undefined
}
