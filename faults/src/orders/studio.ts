/** A studio with a counter and a darkroom, at whose orders several engines and processes work. */
import { definePlugin, operation, type Plugin, type StorageAdapter } from '@calotype/core'
import { z } from 'zod'
import { openTwoBranches, type TwoBranchesGiven } from '../studio/two-branches.ts'
import { readFacts } from './facts.ts'
import { lostMarks, markSchema, unmarked } from './marks.ts'
import { brokenRules } from './rules.ts'

/** In words; nothing where all agrees. */
const rules = operation({
  name: 'ordercheck.rules',
  summary:
    'Holds everything that is kept of orders against their lines and the books, and looks for what was acknowledged.',
  kind: 'query',
  input: z.strictObject({
    marks: z.array(markSchema).default([]),
    /** Whether the marks are all that was ever done. */
    nothingElse: z.boolean().default(false),
  }),
  output: z.array(z.string()),
  async run({ store }, { marks, nothingElse }) {
    const facts = await readFacts(store)
    return [...brokenRules(facts), ...lostMarks(facts, marks), ...(nothingElse ? unmarked(facts, marks) : [])]
  },
})

const ordercheck = definePlugin({
  name: 'ordercheck',
  version: '1.0.0',
  requires: { orders: '*', selection: '*', ledger: '*' },
  operations: { rules },
})

/** An engine beside others on one store; nothing works in its background. */
export async function openShop<const P extends readonly Plugin[] = readonly []>(
  storage: StorageAdapter,
  { plugins, ...given }: TwoBranchesGiven & { readonly plugins?: P } = {},
) {
  const studio = await openTwoBranches(storage, [ordercheck, ...((plugins ?? []) as P)] as const, given)
  return { ...studio, main: studio.desk() }
}

export type Shop = Awaited<ReturnType<typeof openShop>>

/** A catalogue, and customers; answers the ids of those. */
export async function furnishShop({ main }: Shop): Promise<readonly string[]> {
  const entitlements = { shoots: 1, imagesRetouched: 2, looks: 1 }
  await main.catalog.addItem({ code: 'wedding', kind: 'package', name: '婚纱套系', price: '4999', entitlements })
  await main.catalog.addItem({ code: 'album', kind: 'product', name: '相册', price: '600.00' })
  await main.catalog.addItem({ code: 'frame', kind: 'product', name: '相框', price: '99.99' })
  await main.catalog.addItem({ code: 'extra', kind: 'product', name: '加片', price: '50.00' })
  for (const entitlement of ['imagesRetouched', 'looks'] as const) {
    await main.selection.savePriceTable({ code: entitlement, name: '价', entitlement, item: 'extra' })
  }
  const ids: string[] = []
  for (const name of ['王芳', '李雷', '韩梅梅']) ids.push((await main.customers.register({ name })).id)
  return ids
}
