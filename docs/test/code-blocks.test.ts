import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moduleFile, runFolder, typeErrors, writeModules } from './check-types.ts'
import { type Complaint, codeBlocks, type Module } from './code-blocks.ts'
import { readPages } from './pages.ts'

const pages = await readPages()
const found = pages.map(codeBlocks)
const modules = found.flatMap((page) => page.modules)
const complaints = found.flatMap((page) => page.complaints)

describe('the code on the pages', () => {
  const here = process.cwd()

  beforeAll(async () => {
    await writeModules([...modules, ...faulty()])
    process.chdir(runFolder)
  })

  afterAll(() => process.chdir(here))

  it('is marked as what it is', () => {
    expect(complaints.map(({ file, line, what }) => `${file}:${line} ${what}`)).toEqual([])
  })

  it('compiles, and what does not compile is told with its page and line', async () => {
    const told = await typeErrors([...modules, ...faulty()])
    expect(told.filter((error) => !error.startsWith('faulty.md'))).toEqual([])
    const places = told.map((error) => error.slice(0, error.indexOf(' ')))
    expect(places.filter((place) => place.startsWith('faulty.md'))).toEqual(['faulty.md:3:14', 'faulty.md:9:23'])
    // A compiler over the whole library, on whatever machine.
  }, 300_000)

  it.each(modules.filter((module) => module.run))('runs: $file line $line', async (module) => {
    await run(module)
  })

  it('fails when what runs fails', async () => {
    const [thrower] = faulty().filter((module) => module.run)
    await expect(thrower && run(thrower)).rejects.toThrow('as the page says')
  })
})

describe('the harness', () => {
  it('joins a block with those that continue it, each on its own line', () => {
    const { modules, complaints } = read(
      '# A',
      '```ts',
      'const a = 1',
      '```',
      'text',
      '```ts run continue',
      'a + 1',
      '```',
    )
    expect(complaints).toEqual([])
    expect(modules).toEqual([{ file: 'page.md', line: 2, run: true, source: '\n\nconst a = 1\n\n\n\na + 1\n' }])
  })

  it('passes over a block with a reason, and over other languages', () => {
    const page = read(
      '```ts no-check: needs a server of the host',
      'x',
      '```',
      '```sh',
      'npm test',
      '```',
      '~~~text',
      '```',
      '~~~',
    )
    expect(page).toEqual({ modules: [], complaints: [] })
  })

  it.each<[string, string]>([
    ['```', 'names no language'],
    ['```js', 'is in "js"'],
    ['```ts no-check:', 'without a reason'],
    ['```ts skip', 'has the mark "skip"'],
    ['```ts continue', 'there is none above it'],
  ])('complains of %s', (opening, complaint) => {
    expect(whats(read('', opening, 'x', '```').complaints)).toEqual([expect.stringContaining(complaint)])
  })

  it('complains of a block that is never closed', () => {
    expect(whats(read('```ts', 'const a = 1').complaints)).toEqual(['is never closed'])
  })
})

/** Blocks with one error each, to prove in every run that errors are found. */
function faulty(): Module[] {
  return codeBlocks({
    file: 'faulty.md',
    text: [
      '# Faulty',
      '```ts',
      'export const text: string = 1',
      '```',
      '',
      '',
      '```ts',
      "import { createEngine } from '@calotype/core'",
      'export const engine = createEngine()',
      '```',
      '```ts run',
      "throw new Error('as the page says')",
      '```',
    ].join('\n'),
  }).modules
}

async function run(module: Module): Promise<void> {
  await import(pathToFileURL(moduleFile(module)).href)
}

function read(...lines: string[]): { modules: Module[]; complaints: Complaint[] } {
  return codeBlocks({ file: 'page.md', text: lines.join('\n') })
}

function whats(complaints: readonly Complaint[]): string[] {
  return complaints.map(({ what }) => what)
}
