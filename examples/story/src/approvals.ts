/** What managers have approved at their own screens. A host keeps this where it keeps its people. */
import { approving, definePlugin, on } from '@calotype/core'

export class Approvals {
  readonly #given = new Set<string>()

  give(approver: string, permission: string): void {
    this.#given.add(`${approver} ${permission}`)
  }

  has(approver: string, permission: string): boolean {
    return this.#given.has(`${approver} ${permission}`)
  }
}

/** Vouches for those who have approved. */
export const vouching = (approvals: Approvals) =>
  definePlugin({
    name: 'vouching',
    version: '1.0.0',
    requires: { ledger: '*' },
    hooks: [
      on(approving, (_context, { approver, permission, vouch }) => {
        if (approvals.has(approver, permission)) vouch()
      }),
    ],
  })
