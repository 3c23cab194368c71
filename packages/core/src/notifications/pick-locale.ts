/** Which of the languages that there are comes nearest to the one asked for. Pure. */

/**
 * The tag itself, else one of the same language (`zh-TW` is served with `zh-CN`); then the same for each of `otherwise`, then
 * the first that there is.
 */
export function pickLocale(
  asked: string,
  available: readonly string[],
  otherwise: readonly string[] = [],
): string | undefined {
  for (const wanted of [asked, ...otherwise]) {
    const tag = wanted.toLowerCase()
    const found =
      available.find((one) => one.toLowerCase() === tag) ?? available.find((one) => languageOf(one) === languageOf(tag))
    if (found !== undefined) return found
  }
  return available[0]
}

const languageOf = (tag: string): string => tag.toLowerCase().split('-', 1)[0] ?? ''
