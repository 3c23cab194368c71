/** Text in XML, as spreadsheets read it (ECMA-376 part 1, 22.9.2.19, ST_Xstring). */

/** Characters that XML 1.0 cannot hold, line ends that it would change, and text that already looks like one of these codes. */
const coded = /(?![\t\n])\p{Cc}|[\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/gu
const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text to stand between tags or in an attribute. Halves of characters become U+FFFD. */
export function xmlText(text: string): string {
  const whole = text.toWellFormed().replace(coded, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    return `_x${code}_`
  })
  return whole.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark)
}
