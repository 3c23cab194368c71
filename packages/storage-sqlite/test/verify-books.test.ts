/** The auditor's command: on a file alone, against a head on paper, and without touching the file. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { createEngine } from '@calotype/core'
import { expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { temporaryFile } from './temporary.ts'

const program = new URL('./verify-books.ts', import.meta.url).pathname

function verify(...given: readonly string[]) {
  const options = ['--conditions=calotype-source', '--disable-warning=ExperimentalWarning']
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, program, ...given], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

async function sealedFile() {
  const file = temporaryFile()
  const engine = await createEngine({
    storage: sqlite({ file }),
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
    background: false,
  })
  const desk = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['owner'] } })
  const lines = [
    { account: 'Rent', debit: '8000' },
    { account: 'Bank:icbc', credit: '8000' },
  ]
  await desk.ledger.post({ lines, memo: 'October' })
  await desk.ledger.post({ lines, memo: 'November' })
  await engine.settle()
  const { sequence, hash } = await desk.ledger.sealHead({})
  await engine.close()
  return { file, head: `${sequence}:${hash}` }
}

it('says that the books hold, meets the printed head, and leaves the file as it was', async () => {
  const { file, head } = await sealedFile()
  const before = createHash('sha256').update(readFileSync(file)).digest('hex')
  const { status, stdout, stderr } = verify(file, '--head', head)
  expect(stderr).toBe('')
  expect(stdout).toContain(`rose main: 2 links hold, 0 are not sealed, the end is ${head}`)
  expect(stdout).toContain(`the chain runs through ${head}`)
  expect(status).toBe(0)
  expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(before)
})

it('names what was tampered with, and ends in failure', async () => {
  const { file, head } = await sealedFile()
  const attacker = new DatabaseSync(file)
  for (const { name } of attacker.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()) {
    attacker.exec(`DROP TRIGGER "${String(name)}"`)
  }
  attacker.exec("UPDATE ledger_lines SET debit = 900000 WHERE account = 'Rent'")
  attacker.close()
  const { status, stdout } = verify(file, '--head', head)
  expect(stdout).toContain('"fault":"entryChanged","sequence":1')
  expect(stdout).toContain('"table":"ledger_lines"')
  expect(status).toBe(1)
})

it('does not meet a head that is not of these books, and refuses what is no head', async () => {
  const { file } = await sealedFile()
  const other = verify(file, '--head', `2:${'0'.repeat(64)}`)
  expect(other.stdout).toContain('"fault":"headUnmet"')
  expect(other.status).toBe(1)
  for (const given of [[file, '--head', '2'], [`${file}.none`], [], [file, '--branch', 'south']]) {
    const { status, stderr } = verify(...given)
    expect([status, stderr.startsWith('pnpm books verify')]).toEqual([2, true])
  }
})
