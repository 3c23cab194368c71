/** What was thrown, in words. Never throws, whatever it is given. */
export function reasonOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error)
  } catch {
    return 'something was thrown that cannot be shown'
  }
}
