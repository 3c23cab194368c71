/** Finds the code blocks of a page and says which of them become a module, and what is wrong with how they are marked. */

export interface Page {
  /** Path from the workspace's root. */
  readonly file: string
  readonly text: string
}

/** A block of `ts` and the blocks that continue it. */
export interface Module {
  readonly file: string
  /** The line on the page where its first block opens, from 1. */
  readonly line: number
  /** As long as the page, with everything but its own blocks blank: an error in it stands on its line of the page. */
  readonly source: string
  readonly run: boolean
}

export interface Complaint {
  readonly file: string
  readonly line: number
  readonly what: string
}

/** Languages that nobody checks; `text` is for what is no language. */
const unchecked = new Set(['sh', 'json', 'jsonc', 'yaml', 'sql', 'html', 'http', 'csv', 'diff', 'mermaid', 'text'])

const fence = /^(?<indent> {0,3})(?<ticks>`{3,}|~{3,})(?<info>.*)$/

export function codeBlocks({ file, text }: Page): { modules: Module[]; complaints: Complaint[] } {
  const lines = text.split(/\r?\n/)
  const modules: { line: number; run: boolean; source: string[] }[] = []
  const complaints: Complaint[] = []
  for (let at = 0; at < lines.length; at++) {
    const { indent = '', ticks, info = '' } = fence.exec(lines[at] ?? '')?.groups ?? {}
    if (ticks === undefined) continue
    const opened = at
    const complain = (what: string) => complaints.push({ file, line: opened + 1, what })
    const kind = kindOf(info.trim())
    const body: { line: number; text: string }[] = []
    for (at++; at < lines.length && !closes(lines[at] ?? '', ticks); at++) {
      body.push({ line: at, text: (lines[at] ?? '').slice(indent.length) })
    }
    if (at === lines.length) complain('is never closed')
    if (kind.complaint !== undefined) complain(kind.complaint)
    if (kind.checked !== true) continue
    let module = modules.at(-1)
    if (kind.continues && module === undefined) {
      complain('continues a block, but there is none above it on this page')
      continue
    }
    if (!kind.continues || module === undefined) {
      module = { line: opened + 1, run: false, source: Array<string>(lines.length).fill('') }
      modules.push(module)
    }
    module.run ||= kind.run
    for (const { line, text } of body) module.source[line] = text
  }
  return { modules: modules.map(({ source, ...rest }) => ({ file, ...rest, source: source.join('\n') })), complaints }
}

interface Kind {
  readonly checked: boolean
  readonly run: boolean
  readonly continues: boolean
  readonly complaint?: string
}

function kindOf(info: string): Kind {
  const skipped: Kind = { checked: false, run: false, continues: false }
  if (info === '') return { ...skipped, complaint: 'names no language; one that is none is `text`' }
  const [language = '', ...marks] = info.split(/\s+/)
  if (language !== 'ts') {
    if (unchecked.has(language)) return skipped
    return {
      ...skipped,
      complaint: `is in "${language}", which nobody checks; use ts, or one of ${[...unchecked].join(', ')}`,
    }
  }
  const reason = /^ts\s+no-check:\s*(.*)$/.exec(info)?.[1]
  if (reason !== undefined)
    return reason === '' ? { ...skipped, complaint: 'is not checked, without a reason' } : skipped
  const strange = marks.find((mark) => mark !== 'run' && mark !== 'continue')
  if (strange !== undefined) {
    return { ...skipped, complaint: `has the mark "${strange}"; there are run, continue and "no-check: <reason>"` }
  }
  return { checked: true, run: marks.includes('run'), continues: marks.includes('continue') }
}

function closes(line: string, ticks: string): boolean {
  const found = /^ {0,3}(`{3,}|~{3,})\s*$/.exec(line)?.[1]
  return found !== undefined && found[0] === ticks[0] && found.length >= ticks.length
}
