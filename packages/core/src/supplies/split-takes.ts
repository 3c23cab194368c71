/** Movements have a limited number of lines. Pure. */

/** The most lines that one movement is asked for. */
export const mostMovementLines = 500

/** The same in parts that one movement may have each. */
export function inParts<T>(lines: readonly T[]): readonly (readonly T[])[] {
  const parts: T[][] = []
  for (let at = 0; at < lines.length; at += mostMovementLines) parts.push(lines.slice(at, at + mostMovementLines))
  return parts
}
