import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const cruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
const core = 'packages/core/src'

/** A tree laid out like ours in which every import is allowed. */
const allowed: Record<string, string> = {
  'package.json': '{ "name": "tree", "devDependencies": { "tester": "1.0.0" } }',
  'packages/core/package.json': `{
    "name": "@calotype/core",
    "exports": { ".": { "calotype-source": "./src/index.ts", "default": "./dist/index.js" } },
    "dependencies": { "declared": "1.0.0" }
  }`,
  'packages/store/package.json': `{
    "name": "@calotype/store",
    "exports": { ".": { "calotype-source": "./src/index.ts", "default": "./dist/index.js" } },
    "peerDependencies": { "@calotype/core": "*" },
    "devDependencies": { "@calotype/test-servers": "*" }
  }`,
  'examples/day/package.json': '{ "name": "day", "dependencies": { "@calotype/core": "*" } }',
  'bench/package.json': '{ "name": "bench", "dependencies": { "@calotype/core": "*" } }',
  'faults/package.json':
    '{ "name": "faults", "dependencies": { "@calotype/core": "*", "@calotype/test-servers": "*" } }',
  'test-servers/package.json': `{ "name": "@calotype/test-servers", "exports": { ".": "./src/index.ts" } }`,
  [`${core}/values/money.ts`]: "import 'declared'",
  [`${core}/storage/table.ts`]: "import '../values/money.ts'",
  [`${core}/engine/context.ts`]:
    "import type { Callable } from './callable.ts'\nexport interface Context { run(callable: Callable): void }",
  [`${core}/engine/callable.ts`]: 'export interface Callable { readonly name: string }',
  [`${core}/engine/operation.ts`]:
    "import '../storage/table.ts'\nimport type { Context } from './context.ts'\nexport interface Operation { run(context: Context): void }",
  [`${core}/claims/plugin.ts`]: "import '../engine/context.ts'",
  [`${core}/notifications/plugin.ts`]: "import '../engine/context.ts'",
  [`${core}/resources/plugin.ts`]: "import '../claims/plugin.ts'",
  [`${core}/agenda/plugin.ts`]: "import '../bookings/plugin.ts'",
  [`${core}/reminders/plugin.ts`]: "import '../bookings/plugin.ts'",
  [`${core}/calendars/plugin.ts`]: "import '../bookings/plugin.ts'",
  [`${core}/waitlist/plugin.ts`]: "import '../reminders/plugin.ts'",
  [`${core}/customers/plugin.ts`]: "import '../engine/context.ts'",
  [`${core}/catalog/plugin.ts`]: "import '../engine/context.ts'",
  [`${core}/staff/plugin.ts`]: "import '../engine/context.ts'",
  [`${core}/currency/plugin.ts`]: "import '../engine/context.ts'",
  [`${core}/pricing/plugin.ts`]: "import '../catalog/plugin.ts'",
  [`${core}/stages/plugin.ts`]: "import '../engine/context.ts'",
  [`${core}/ledger/plugin.ts`]: "import '../customers/plugin.ts'",
  [`${core}/tills/plugin.ts`]: "import '../ledger/plugin.ts'",
  [`${core}/payments/plugin.ts`]: "import '../ledger/plugin.ts'",
  [`${core}/receivables/plugin.ts`]: "import '../ledger/plugin.ts'",
  [`${core}/statements/plugin.ts`]: "import '../ledger/plugin.ts'",
  [`${core}/payables/plugin.ts`]: "import '../tills/plugin.ts'",
  [`${core}/expenses/plugin.ts`]: "import '../payables/plugin.ts'",
  [`${core}/budgets/plugin.ts`]: "import '../expenses/plugin.ts'",
  [`${core}/inventory/plugin.ts`]: "import '../payables/plugin.ts'",
  [`${core}/stocktakes/plugin.ts`]: "import '../inventory/plugin.ts'",
  [`${core}/rentals/plugin.ts`]: "import '../inventory/plugin.ts'",
  [`${core}/procurement/plugin.ts`]: "import '../inventory/plugin.ts'",
  [`${core}/orders/plugin.ts`]: "import '../rentals/plugin.ts'",
  [`${core}/supplies/plugin.ts`]: "import '../orders/plugin.ts'",
  [`${core}/selection/plugin.ts`]: "import '../orders/plugin.ts'",
  [`${core}/contracts/plugin.ts`]: "import '../selection/plugin.ts'",
  [`${core}/production/plugin.ts`]: "import '../selection/plugin.ts'",
  [`${core}/bookings/plugin.ts`]: "import '../orders/plugin.ts'",
  [`${core}/pickups/plugin.ts`]: "import '../orders/plugin.ts'",
  [`${core}/leads/plugin.ts`]: "import '../bookings/plugin.ts'",
  [`${core}/clientele/plugin.ts`]: "import '../leads/plugin.ts'",
  [`${core}/vip/plugin.ts`]: "import '../clientele/plugin.ts'",
  [`${core}/payroll/plugin.ts`]: "import '../bookings/plugin.ts'",
  [`${core}/statistics/plugin.ts`]: "import '../vip/plugin.ts'\nimport '../payroll/plugin.ts'",
  [`${core}/create-engine.ts`]: "import './statistics/plugin.ts'",
  [`${core}/index.ts`]: "export * from './create-engine.ts'",
  'packages/core/test/money.test.ts': "import 'tester'\nimport '../src/values/money.ts'",
  'packages/store/src/index.ts': "import '@calotype/core'",
  'examples/day/src/main.ts': "import '@calotype/core'",
  'bench/src/sale.ts': "import '@calotype/core'",
  'faults/src/cut.ts': "import '@calotype/core'\nimport '@calotype/test-servers'",
  'test-servers/src/index.ts': '',
  'packages/store/test/store.test.ts': "import '@calotype/test-servers'",
}

/** Each plants one import; the rule beside it must refuse that file and name nothing else in it. */
const planted: readonly { rule: string; file: string; imports: string }[] = [
  { rule: 'direction-values', file: `${core}/values/planted.ts`, imports: '../storage/table.ts' },
  { rule: 'direction-storage', file: `${core}/storage/planted.ts`, imports: '../engine/context.ts' },
  { rule: 'direction-engine', file: `${core}/engine/planted.ts`, imports: '../orders/plugin.ts' },
  { rule: 'direction-claims', file: `${core}/claims/planted.ts`, imports: '../rentals/plugin.ts' },
  { rule: 'direction-notifications', file: `${core}/notifications/planted.ts`, imports: '../bookings/plugin.ts' },
  { rule: 'direction-resources', file: `${core}/resources/planted.ts`, imports: '../bookings/plugin.ts' },
  { rule: 'direction-agenda', file: `${core}/agenda/planted.ts`, imports: '../pickups/plugin.ts' },
  { rule: 'direction-reminders', file: `${core}/reminders/planted.ts`, imports: '../calendars/plugin.ts' },
  { rule: 'direction-waitlist', file: `${core}/waitlist/planted.ts`, imports: '../pickups/plugin.ts' },
  { rule: 'direction-calendars', file: `${core}/calendars/planted.ts`, imports: '../leads/plugin.ts' },
  { rule: 'direction-customers', file: `${core}/customers/planted.ts`, imports: '../catalog/plugin.ts' },
  { rule: 'direction-catalog', file: `${core}/catalog/planted.ts`, imports: '../staff/plugin.ts' },
  { rule: 'direction-staff', file: `${core}/staff/planted.ts`, imports: '../ledger/plugin.ts' },
  { rule: 'direction-currency', file: `${core}/currency/planted.ts`, imports: '../ledger/plugin.ts' },
  { rule: 'direction-pricing', file: `${core}/pricing/planted.ts`, imports: '../orders/plugin.ts' },
  { rule: 'direction-stages', file: `${core}/stages/planted.ts`, imports: '../catalog/plugin.ts' },
  { rule: 'direction-ledger', file: `${core}/ledger/planted.ts`, imports: '../orders/plugin.ts' },
  { rule: 'direction-tills', file: `${core}/tills/planted.ts`, imports: '../payments/plugin.ts' },
  { rule: 'direction-payments', file: `${core}/payments/planted.ts`, imports: '../orders/plugin.ts' },
  { rule: 'direction-receivables', file: `${core}/receivables/planted.ts`, imports: '../orders/plugin.ts' },
  { rule: 'direction-statements', file: `${core}/statements/planted.ts`, imports: '../inventory/plugin.ts' },
  { rule: 'direction-payables', file: `${core}/payables/planted.ts`, imports: '../expenses/plugin.ts' },
  { rule: 'direction-expenses', file: `${core}/expenses/planted.ts`, imports: '../budgets/plugin.ts' },
  { rule: 'direction-budgets', file: `${core}/budgets/planted.ts`, imports: '../inventory/plugin.ts' },
  { rule: 'direction-inventory', file: `${core}/inventory/planted.ts`, imports: '../orders/plugin.ts' },
  { rule: 'direction-rentals', file: `${core}/rentals/planted.ts`, imports: '../orders/plugin.ts' },
  { rule: 'direction-procurement', file: `${core}/procurement/planted.ts`, imports: '../orders/plugin.ts' },
  { rule: 'direction-stocktakes', file: `${core}/stocktakes/planted.ts`, imports: '../rentals/plugin.ts' },
  { rule: 'direction-orders', file: `${core}/orders/planted.ts`, imports: '../bookings/plugin.ts' },
  { rule: 'direction-supplies', file: `${core}/supplies/planted.ts`, imports: '../selection/plugin.ts' },
  { rule: 'direction-selection', file: `${core}/selection/planted.ts`, imports: '../bookings/plugin.ts' },
  { rule: 'direction-contracts', file: `${core}/contracts/planted.ts`, imports: '../bookings/plugin.ts' },
  { rule: 'direction-production', file: `${core}/production/planted.ts`, imports: '../leads/plugin.ts' },
  { rule: 'direction-bookings', file: `${core}/bookings/planted.ts`, imports: '../vip/plugin.ts' },
  { rule: 'direction-pickups', file: `${core}/pickups/planted.ts`, imports: '../leads/plugin.ts' },
  { rule: 'direction-leads', file: `${core}/leads/planted.ts`, imports: '../clientele/plugin.ts' },
  { rule: 'direction-clientele', file: `${core}/clientele/planted.ts`, imports: '../vip/plugin.ts' },
  { rule: 'direction-vip', file: `${core}/vip/planted.ts`, imports: '../payroll/plugin.ts' },
  { rule: 'direction-payroll', file: `${core}/payroll/planted.ts`, imports: '../statistics/plugin.ts' },
  { rule: 'direction-statistics', file: `${core}/statistics/planted.ts`, imports: '../create-engine.ts' },
  { rule: 'direction-create-engine', file: `${core}/create-engine.ts`, imports: './index.ts' },
  { rule: 'direction-room-unknown', file: `${core}/darkroom/planted.ts`, imports: '../values/money.ts' },
  { rule: 'direction-core', file: `${core}/engine/planted-package.ts`, imports: '@calotype/store' },
  {
    rule: 'direction-package',
    file: 'packages/store/src/planted-host.ts',
    imports: '../../../examples/day/src/main.ts',
  },
  { rule: 'direction-host', file: 'examples/day/src/planted-host.ts', imports: '../../../bench/src/sale.ts' },
  {
    rule: 'direction-test-servers',
    file: 'test-servers/src/planted-package.ts',
    imports: '@calotype/core',
  },
  {
    rule: 'not-test-servers-in-source',
    file: 'packages/store/src/planted-server.ts',
    imports: '@calotype/test-servers',
  },
  { rule: 'not-into-another-package', file: 'packages/store/src/planted-path.ts', imports: '../../core/src/index.ts' },
  {
    rule: 'not-into-another-package',
    file: 'examples/day/src/planted-path.ts',
    imports: '../../../packages/core/src/index.ts',
  },
  { rule: 'not-from-source-to-test', file: `${core}/values/planted-test.ts`, imports: '../../test/money.test.ts' },
  { rule: 'no-undeclared-dependency', file: `${core}/values/planted-undeclared.ts`, imports: 'undeclared' },
  { rule: 'no-dev-dependency-in-source', file: `${core}/values/planted-dev.ts`, imports: 'tester' },
  { rule: 'not-unresolvable', file: `${core}/values/planted-nowhere.ts`, imports: './nowhere.ts' },
  { rule: 'no-circular', file: `${core}/orders/planted-circle.ts`, imports: './planted-other-half.ts' },
  {
    rule: 'no-circular',
    file: `${core}/orders/operations/planted-types.ts`,
    imports: '../planted-types.ts',
  },
]

let tree: string

beforeAll(async () => {
  tree = await realpath(await mkdtemp(join(tmpdir(), 'calotype-boundaries-')))
  await cp(join(root, '.dependency-cruiser.cjs'), join(tree, '.dependency-cruiser.cjs'))
  await cp(join(root, 'tsconfig.base.json'), join(tree, 'tsconfig.base.json'))
  for (const [file, text] of Object.entries(allowed)) await write(file, text)
  for (const name of ['declared', 'undeclared', 'tester']) {
    await write(`node_modules/${name}/package.json`, `{ "name": "${name}", "version": "1.0.0", "main": "index.js" }`)
    await write(`node_modules/${name}/index.js`, '')
  }
  await mkdir(join(tree, 'node_modules/@calotype'))
  await symlink(join(tree, 'packages/core'), join(tree, 'node_modules/@calotype/core'))
  await symlink(join(tree, 'packages/store'), join(tree, 'node_modules/@calotype/store'))
  await symlink(join(tree, 'test-servers'), join(tree, 'node_modules/@calotype/test-servers'))
})

afterAll(() => rm(tree, { recursive: true, force: true }))

describe('the boundaries', () => {
  it('let pass what the plan allows', async () => {
    expect(await refused()).toEqual([])
  })

  it('refuse each thing that they forbid, by its rule', async () => {
    for (const { file, imports } of planted) await write(file, `import '${imports}'`)
    await write(`${core}/orders/planted-other-half.ts`, "import './planted-circle.ts'")
    await write(
      `${core}/orders/operations/planted-types.ts`,
      "import type { B } from '../planted-types.ts'\nexport type A = B",
    )
    await write(
      `${core}/orders/planted-types.ts`,
      "import type { A } from './operations/planted-types.ts'\nexport type B = A",
    )
    const found = await refused()
    for (const { rule, file } of planted) expect(found).toContainEqual({ rule, file })
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(planted.map(({ rule }) => rule)))
  })

  it('have a planted violation for every rule', async () => {
    const { forbidden } = (await import(join(root, '.dependency-cruiser.cjs'))).default as {
      forbidden: { name: string }[]
    }
    const rules = forbidden.map(({ name }) => name)
    expect(new Set(planted.map(({ rule }) => rule))).toEqual(new Set(rules))
  })
})

async function refused(): Promise<{ rule: string; file: string }[]> {
  const folders = ['packages', 'examples', 'bench', 'faults', 'test-servers']
  const args = [...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'json']
  const { stdout } = await promisify(execFile)(process.execPath, [cruise, ...args], {
    cwd: tree,
    maxBuffer: 1 << 26,
  }).catch(
    // It ends with the number of violations.
    (failure: { stdout: string }) => failure,
  )
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } }
  return summary.violations.map(({ from, rule }) => ({ rule: rule.name, file: from }))
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(tree, file)), { recursive: true })
  await writeFile(join(tree, file), `${text}\n`)
}
