/** Names of sheets: of at most 31 characters, without some marks, no two alike whatever the case of their letters. */
const longest = 31
/** Excel keeps this name for itself. */
const reserved = 'history'

/** A name like the title that is not taken; takes it. */
export function takeSheetName(title: string, taken: Set<string>): string {
  const clean = title
    .toWellFormed()
    .replace(/[\p{Cc}[\]:*?/\\]+/gu, ' ')
    .replace(/^[\s']+|[\s']+$/g, '')
  const wanted = clean === '' || clean.toLowerCase() === reserved ? `Sheet ${clean}`.trim() : clean
  let name = cutTo(wanted, longest)
  for (let count = 2; taken.has(name.toLowerCase()); count++) {
    name = `${cutTo(wanted, longest - ` ${count}`.length)} ${count}`
  }
  taken.add(name.toLowerCase())
  return name
}

/** Never through the middle of a character of two units. */
const cutTo = (text: string, length: number): string =>
  text
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[\s']+$/, '')
