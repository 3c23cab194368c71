/** What must lie in the drawer by the books: a cashier who counts does not see it, the manager does. */
import type { StudioAtWork } from './studio.ts'

export async function drawerHolds({ checks, manager }: StudioAtWork, shiftId: string, amount: string): Promise<void> {
  const { expected } = await manager.tills.shiftReport({ shiftId })
  checks.is('in the drawer', expected, amount)
}
