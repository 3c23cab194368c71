/** A contract as a paper: headings, paragraphs and tables in one language. All renderers draw this. Pure. */
import type { Instant } from '../values/instant.ts'
import { localTimeAt } from '../values/local-time.ts'
import { contractConsent } from './consent-document.ts'
import { type ContractContent, contentOf } from './contract-content.ts'
import { blockTable, inlineText, type NamedParty } from './fill-in.ts'
import type { Paper, PaperBlock } from './paper-block.ts'
import { paragraphsOf } from './placeholders.ts'
import { plainWords } from './plain-words.ts'
import type { WholeConsent, WholeContract } from './read-whole.ts'
import type { Language } from './template.ts'
import { labels, methodWords, roleWords } from './words.ts'

/** In whose words and by whose clocks a paper speaks. */
interface PaperSetting {
  readonly language: Language
  /** That of the branch of the contract. */
  readonly timeZone: string
}

/** @param whole a contract whose template speaks the language */
export function paperOf(whole: WholeContract, setting: PaperSetting): Paper {
  const { language } = setting
  const content = contentOf(whole.contract)
  const { template } = content.terms
  const name = template.title[language] ?? template.code
  const title = content.amendment ? `${name} · ${labels.amendment[language]}` : name
  const parties = whole.parties.map(
    ({ role, name: called, phone, salt }): NamedParty => ({ role, name: salt === '' ? null : called, phone }),
  )
  const blocks: PaperBlock[] = [
    { kind: 'title', text: title },
    { kind: 'note', text: headLine(content, language) },
    ...warnings(whole, language),
    ...clauseBlocks(content, parties, language),
    { kind: 'heading', text: labels.signatures[language] },
    { kind: 'paragraph', text: template.declaration[language] ?? '', emphasised: true },
    ...signatureBlocks(whole, contractConsent, setting),
    ...template.consents.flatMap(({ code, heading, text }): PaperBlock[] => [
      { kind: 'heading', text: heading[language] ?? code },
      { kind: 'paragraph', text: text[language] ?? '', emphasised: false },
      ...signatureBlocks(whole, code, setting),
    ]),
    { kind: 'note', text: `${labels.hash[language]}: ${whole.contract.hash}` },
  ]
  return { language, title: plainWords(title), blocks: blocks.map(cleaned) }
}

function headLine({ number, drawnOn, terms, supersedes }: ContractContent, language: Language): string {
  const parts = [
    `${labels.number[language]} ${number}`,
    `${labels.order[language]} ${terms.order.number}`,
    `${labels.date[language]} ${drawnOn}`,
    ...(supersedes === null ? [] : [`${labels.amends[language]} ${supersedes.number}`]),
  ]
  return parts.join(' · ')
}

function warnings({ contract, standing, voided }: WholeContract, language: Language): PaperBlock[] {
  const warn = (text: string): PaperBlock => ({ kind: 'warning', text })
  const current = standing?.contractId === contract.id
  return [
    ...(voided === undefined ? [] : [warn(`${labels.void[language]}: ${voided.reason}`)]),
    ...(current ? [] : [warn(labels.superseded[language])]),
    ...(current && standing.outdated ? [warn(labels.outdated[language])] : []),
    ...(contract.language === language ? [] : [warn(labels.translation[language])]),
  ]
}

function clauseBlocks(content: ContractContent, parties: readonly NamedParty[], language: Language): PaperBlock[] {
  return content.terms.template.clauses.flatMap(({ heading, text, emphasised, source }, at): PaperBlock[] => {
    const filled = paragraphsOf(text[language] ?? '').flatMap((paragraph): PaperBlock[] => {
      if ('block' in paragraph) {
        const table = blockTable(paragraph.block, content, language)
        return table === undefined ? [] : [table]
      }
      const words = paragraph.parts.map((part) =>
        'text' in part ? part.text : inlineText(part.inline, { content, parties, language }),
      )
      return [{ kind: 'paragraph', text: words.join(''), emphasised }]
    })
    return [
      { kind: 'heading', text: `${at + 1}. ${heading[language] ?? ''}` },
      ...filled,
      ...sourceNote(source?.[language], language),
    ]
  })
}

function sourceNote(source: string | undefined, language: Language): PaperBlock[] {
  return source === undefined ? [] : [{ kind: 'note', text: `${labels.source[language]}: ${source}` }]
}

/** Who signed, or room for it. */
function signatureBlocks({ consents, parties }: WholeContract, consent: string, setting: PaperSetting): PaperBlock[] {
  const { language } = setting
  const signed = consents.filter(({ row }) => row.consent === consent)
  const paragraph = (text: string): PaperBlock => ({ kind: 'paragraph', text, emphasised: false })
  const blocks = signed.map((one) => paragraph(signatureText(one, setting)))
  const open = (side: string) => !signed.some(({ row, withdrawal }) => row.side === side && withdrawal === undefined)
  if (open('customer')) {
    const sides =
      parties.length > 1
        ? parties.map(({ role }) => roleWords[role]?.[language] ?? role)
        : [labels.customerSide[language]]
    for (const side of sides) blocks.push(paragraph(`${side}  ${labels.signHere[language]}`))
  }
  if (consent === contractConsent && open('studio')) {
    blocks.push(paragraph(`${labels.studioSide[language]}  ${labels.signHere[language]}`))
  }
  return blocks
}

function signatureText({ row, signer, withdrawal }: WholeConsent, { language, timeZone }: PaperSetting): string {
  const who = signer === undefined ? row.actor : signer.salt === '' ? labels.erased[language] : signer.signer
  const parts = [
    `${roleWords[row.role]?.[language] ?? row.role}: ${who}`,
    clockText(row.signedAt, timeZone),
    methodWords[row.method]?.[language] ?? row.method,
    ...(withdrawal === undefined
      ? []
      : [`${labels.withdrawn[language]} ${clockText(withdrawal.withdrawnAt, timeZone)}`]),
  ]
  return parts.join(' · ')
}

/** As the clocks of the branch showed it; the zone is named, since papers travel. */
function clockText(instant: Instant, timeZone: string): string {
  const { date, time } = localTimeAt(instant, timeZone)
  return `${date} ${time} (${timeZone})`
}

/** Nothing that a name brings along commands a printer or turns the direction of writing. */
function cleaned(block: PaperBlock): PaperBlock {
  if (block.kind !== 'table') return { ...block, text: plainWords(block.text) }
  return { ...block, head: block.head.map(plainWords), rows: block.rows.map((row) => row.map(plainWords)) }
}
