/** vitest's reporter of stores: writes which ones tests ran on, from what each suite says of itself, into `CALOTYPE_STORES_REPORT`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

interface Line {
  readonly store: string
  readonly version?: string
  readonly how?: string
  readonly absent?: string
  passed: number
  failed: number
}

export default class StoresReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env.CALOTYPE_STORES_REPORT
    if (file === undefined) return
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(storesOf(modules), undefined, 2))
  }
}

function storesOf(modules: readonly TestModule[]): readonly Line[] {
  const lines = new Map<string, Line>()
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { store } = test.meta()
      if (store === undefined) continue
      const key = JSON.stringify(store)
      const line = lines.get(key) ?? { ...store, passed: 0, failed: 0 }
      lines.set(key, line)
      const { state } = test.result()
      if (state === 'passed') line.passed++
      if (state === 'failed') line.failed++
    }
  }
  return [...lines.values()]
}
