/** The pages whose code blocks are checked: the guides and every README. */
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from './code-blocks.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const wanted = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/**/*.md',
  '{packages,examples}/*/README.md',
  'packages/*/src/**/README.md',
]
const elsewhere = /(^|[/\\])(node_modules|dist|[.]tmp|[.]vitepress)([/\\]|$)/

export async function readPages(): Promise<Page[]> {
  const files: string[] = []
  for await (const file of glob(wanted, { cwd: root, exclude: (path) => elsewhere.test(path) })) files.push(file)
  return Promise.all(files.sort().map(async (file) => ({ file, text: await readFile(join(root, file), 'utf8') })))
}
