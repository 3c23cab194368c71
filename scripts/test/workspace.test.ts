import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface Manifest {
  readonly name: string
  readonly version: string
  readonly engines?: { readonly node: string }
  readonly exports?: unknown
  readonly publishConfig?: { readonly exports?: unknown }
}

const packages = globSync('packages/*/package.json', { cwd: root }).sort().map(manifest)

describe('the packages', () => {
  it('share one version', () => {
    expect(new Set(packages.map(({ version }) => version)).size).toBe(1)
  })

  it('name it in the engine, for plugins to ask', () => {
    const source = readFileSync(join(root, 'packages/core/src/engine/version.ts'), 'utf8')
    expect(/engineVersion = '([^']+)'/.exec(source)?.[1]).toBe(manifest('packages/core/package.json').version)
  })

  it('ask for the same Node', () => {
    expect(new Set(packages.map(({ engines }) => engines?.node))).toEqual(new Set(['>=22.18']))
  })

  it.each(packages.map((one) => [one.name, one] as const))(
    '%s publishes the doors that the workspace has',
    (_, one) => {
      expect(one.publishConfig?.exports).toEqual(withoutSources(one.exports))
    },
  )
})

describe('the workspace', () => {
  it('records no address to download from', () => {
    expect(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')).not.toMatch(/tarball:|https?:/)
  })
})

function manifest(file: string): Manifest {
  return JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest
}

function withoutSources(doors: unknown): unknown {
  return JSON.parse(JSON.stringify(doors, (key, value: unknown) => (key === 'calotype-source' ? undefined : value)))
}
