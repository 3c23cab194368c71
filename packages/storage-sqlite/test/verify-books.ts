/**
 * Verifies the hash chains in a SQLite file, as an auditor does: with the core's rooms alone, on a copy, and against the heads
 * that stand on paper. See `docs/accounting-policy.md`.
 *
 *     pnpm books verify <file> [--tenant rose] [--branch main] [--head <sequence>:<hash>]
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { createEngine } from '@calotype/core'
import { sqlite } from '../src/index.ts'

interface Wanted {
  readonly tenant?: string | undefined
  readonly branch?: string | undefined
  readonly head?: string | undefined
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const complain = (line: string): void => void process.stderr.write(`${line}\n`)

/** What is wrong with the call, in one line. */
class Misused extends Error {}

function wanted(): readonly [file: string, wanted: Wanted] {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    options: { tenant: text, branch: text, head: text },
    allowPositionals: true,
  })
  const [file, ...rest] = positionals
  if (file === undefined || rest.length > 0) throw new Misused('name one file')
  if (!existsSync(file)) throw new Misused(`there is no file ${file}`)
  return [file, values]
}

function placeOf(head: string): { readonly sequence: number; readonly hash: string } {
  const [, sequence = '', hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(head) ?? []
  if (hash === '') throw new Misused(`--head must be <sequence>:<64 hexadecimal digits>, but is ${head}`)
  return { sequence: Number(sequence), hash }
}

/** A copy, so that nothing of the file under audit is touched: opening an engine may bring its schema up to date. */
function copied(file: string, into: string): readonly { readonly tenant: string; readonly branch: string }[] {
  const original = new DatabaseSync(file, { readOnly: true })
  original.prepare('vacuum into ?').run(into)
  original.close()
  const copy = new DatabaseSync(into)
  const chains = copy.prepare('select tenant, branch from ledger_seal_heads order by tenant, branch').all()
  copy.close()
  return chains.map(({ tenant, branch }) => ({ tenant: String(tenant), branch: String(branch) }))
}

/** Whether everything holds. */
async function verifyFile(file: string, { tenant, branch, head }: Wanted, folder: string): Promise<boolean> {
  const copy = join(folder, 'books.db')
  const chains = copied(file, copy).filter(
    (chain) => (tenant ?? chain.tenant) === chain.tenant && (branch ?? chain.branch) === chain.branch,
  )
  if (chains.length === 0) throw new Misused('no such chain is in the file')
  if (head !== undefined && chains.length > 1) throw new Misused('name the --tenant and --branch of the --head')
  const expected = head === undefined ? undefined : placeOf(head)
  const engine = await createEngine({
    storage: sqlite({ file: copy }),
    // No amount is made and no day is asked for.
    studio: { currency: 'CNY', timeZone: 'UTC' },
    tenants: [...new Set(chains.map((chain) => chain.tenant))],
    background: false,
  })
  let sound = true
  for (const chain of chains) {
    const desk = engine.as({ ...chain, actor: { id: 'auditor', roles: ['owner'] } })
    const { verified, fault, head: end, unsealed } = await desk.ledger.verify({ expected })
    const name = `${chain.tenant} ${chain.branch}`
    say(
      `${name}: ${verified} links hold, ${unsealed?.count ?? 0} are not sealed, the end is ${end.sequence}:${end.hash}`,
    )
    if (expected !== undefined && fault === null) say(`${name}: the chain runs through ${head}`)
    for (const id of unsealed?.entryIds ?? []) say(`${name}: entry ${id} is not sealed`)
    for (const { table, key } of unsealed?.facts ?? []) say(`${name}: ${table} ${key} is not sealed`)
    if (fault !== null) say(`${name}: ${JSON.stringify(fault)}`)
    if (fault !== null || unsealed?.count !== 0) sound = false
  }
  await engine.close()
  return sound
}

const folder = mkdtempSync(join(tmpdir(), 'calotype-books-'))
try {
  const [file, given] = wanted()
  process.exitCode = (await verifyFile(file, given, folder)) ? 0 : 1
} catch (error) {
  if (!(error instanceof Misused)) throw error
  complain(`pnpm books verify <file> [--tenant …] [--branch …] [--head <sequence>:<hash>]: ${error.message}`)
  process.exitCode = 2
} finally {
  rmSync(folder, { recursive: true, force: true })
}
