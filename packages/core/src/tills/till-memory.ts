/** Which branches had no till when they were last looked at: it decides what is asked first, never what is answered. */
import { type Token, token } from '../engine/tokens.ts'

export interface TillMemory {
  /** Whether the branch had none. */
  isWithout(tenant: string, branch: string): boolean
  note(tenant: string, branch: string, without: boolean): void
}

/** One memory an engine. */
export const tillMemoryToken: Token<TillMemory> = token<TillMemory>('calotype.tills.memory')

export function newTillMemory(): TillMemory {
  const without = new Set<string>()
  const keyOf = (tenant: string, branch: string) => `${tenant}\u001f${branch}`
  return {
    isWithout: (tenant, branch) => without.has(keyOf(tenant, branch)),
    note(tenant, branch, none) {
      if (none) without.add(keyOf(tenant, branch))
      else without.delete(keyOf(tenant, branch))
    },
  }
}
