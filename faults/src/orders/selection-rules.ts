/** Rules of selections: a package is used up once, and what was sold beyond it stands with what sold it. */
import type { OrderFacts } from './facts.ts'
import { isLive, type Rule, unlike } from './rule.ts'

interface Counted {
  readonly entitlement: string
  readonly included: number
  readonly extra: number
}

const countedOf = (selection: OrderFacts['selections'][number]): readonly Counted[] =>
  selection.state === 'confirmed' ? (selection.counted as unknown as readonly Counted[]) : []
const soldBy = (row: { readonly soldLines: unknown }): readonly string[] => row.soldLines as readonly string[]

export const packages: Rule = {
  name: 'no package is used beyond what it holds, nor below nothing',
  broken({ lines, selections, uses }) {
    return lines.filter(isLive).flatMap((line) => {
      const holds = (line.entitlements ?? {}) as unknown as Readonly<Record<string, unknown>>
      const used = new Map<string, number>()
      const counted = [
        ...selections.filter(({ lineId }) => lineId === line.id).flatMap(countedOf),
        ...uses.filter(({ lineId }) => lineId === line.id),
      ]
      for (const { entitlement, included } of counted) used.set(entitlement, (used.get(entitlement) ?? 0) + included)
      return [...used].flatMap(([name, count]) => {
        const held = typeof holds[name] === 'number' ? holds[name] : 0
        return count >= 0 && count <= held
          ? []
          : [`${name} of line ${line.line} of ${line.orderId}: ${count} of ${held}`]
      })
    })
  },
}

export const confirmations: Rule = {
  name: 'a selection is open once a line, and confirmed by the one confirmation that was not taken back',
  broken({ selections, confirmations: all, reopenings }) {
    const back = new Set(reopenings.map(({ confirmationId }) => confirmationId))
    const open = new Map<string, number>()
    for (const { lineId, state } of selections) if (state === 'open') open.set(lineId, (open.get(lineId) ?? 0) + 1)
    return [
      ...[...open]
        .filter(([, count]) => count > 1)
        .map(([lineId, count]) => `${count} selections of ${lineId} are open`),
      ...selections.flatMap(({ id, state, confirmationId }) => {
        const standing = all.filter((one) => one.selectionId === id && !back.has(one.id)).map((one) => one.id)
        return unlike(`confirmations of ${id}`, standing.join(), state === 'confirmed' ? confirmationId : '')
      }),
    ]
  },
}

export const extras: Rule = {
  name: 'what was sold beyond a package was sold by one who stands, once',
  broken({ lines, selections, uses }) {
    const reversed = new Set(uses.map(({ reverses }) => reverses))
    const sellers = [
      ...selections.filter(({ state }) => state === 'confirmed'),
      ...uses.filter(({ id, reverses }) => reverses === null && !reversed.has(id)),
    ]
    const sold = new Map<string, number>()
    for (const id of sellers.flatMap(soldBy)) sold.set(id, (sold.get(id) ?? 0) + 1)
    return lines
      .filter((line) => isLive(line) && line.itemCode === 'extra')
      .flatMap(({ id, line, orderId }) => unlike(`who sold line ${line} of ${orderId}`, sold.get(id) ?? 0, 1))
  },
}
