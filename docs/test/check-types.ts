/** Type-checks the code of all pages as one program. */
import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Module } from './code-blocks.ts'
import { root } from './pages.ts'

/** Inside docs, so that a block imports what docs/package.json has. */
const folder = join(root, 'docs/.tmp')

/** Where a block runs, so that what it writes ("studio.db") lies nowhere else. */
export const runFolder = join(folder, 'run')

/** Where a module's file lies once {@link writeModules} has run. */
export function moduleFile({ file, line }: Module): string {
  return join(folder, `${file.replaceAll(/[\\/]/g, '__')}.line-${line}.ts`)
}

export async function writeModules(modules: readonly Module[]): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(runFolder, { recursive: true })
  const settings = {
    extends: '../../tsconfig.base.json',
    // A page may show a value without using it.
    compilerOptions: { moduleDetection: 'force', noUnusedLocals: false, noUnusedParameters: false },
    files: modules.map(moduleFile),
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  await Promise.all(modules.map((module) => writeFile(moduleFile(module), module.source)))
}

/** What the compiler says, as `page:line:column message`. */
export async function typeErrors(modules: readonly Module[]): Promise<string[]> {
  if (modules.length === 0) return []
  const pageOf = new Map(modules.map((module) => [moduleFile(module), module.file]))
  const output = await compile()
  return output
    .split(/\n(?! )/)
    .map((error) => error.trimEnd())
    .filter((error) => error !== '')
    .map((line) => {
      const {
        path = '',
        place = '',
        message = '',
      } = /^(?<path>.+?)\((?<place>\d+,\d+)\): (?<message>.*)$/s.exec(line)?.groups ?? {}
      const page = path === '' ? undefined : pageOf.get(join(root, path))
      return page === undefined ? line : `${page}:${place.replace(',', ':')} ${message}`
    })
}

function compile(): Promise<string> {
  const compiler = join(root, 'node_modules/ts7/bin/tsc')
  const args = [compiler, '--project', join(folder, 'tsconfig.json'), '--noEmit', '--pretty', 'false']
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error !== null && stdout.trim() === '')
        reject(new Error(`The compiler did not run: ${stderr || error.message}`))
      else resolve(stdout)
    })
  })
}
