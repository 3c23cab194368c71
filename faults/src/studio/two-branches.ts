/** A studio of two branches, at which several engines and processes work. */
import { clockToken, createEngine, type Plugin, provide, type StorageAdapter } from '@calotype/core'

/** Noon of 22 November 2026 in Shanghai. */
export const noon = '2026-11-22T04:00:00.000Z'

export const branches = ['main', 'west'] as const
export type Branch = (typeof branches)[number]

export interface TwoBranchesGiven {
  readonly tenant?: string
  /** Where the clock begins. It goes on from there as clocks do, unless it is to stand. */
  readonly now?: string
  readonly stands?: boolean
}

/** An engine beside others on one store; nothing works in its background. */
export async function openTwoBranches<const P extends readonly Plugin[]>(
  storage: StorageAdapter,
  plugins: P,
  { tenant = 'rose', now = noon, stands = false }: TwoBranchesGiven = {},
) {
  const clock = { begins: Date.parse(now), since: Date.now() }
  const instant = (): string => new Date(clock.begins + (stands ? 0 : Date.now() - clock.since)).toISOString()
  const engine = await createEngine({
    storage,
    plugins,
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: { name: 'Rose' }, west: { name: 'Rose West' } },
    },
    tenants: [tenant],
    background: false,
    provide: [provide(clockToken, { useValue: { now: instant } })],
  })
  return {
    engine,
    desk: (branch: Branch = 'main', role = 'owner') =>
      engine.as({ tenant, branch, actor: { id: `the-${role}`, roles: [role] } }),
    tenant,
    now: instant,
    later(minutes: number) {
      clock.begins += minutes * 60_000
    },
  }
}
