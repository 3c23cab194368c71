/** The files of a workbook beside its sheets and looks. */
import { xmlText } from './xml-text.ts'

export interface WrittenSheet {
  readonly name: string
  /** The cells that its filters are of, such as `A1:F9`. */
  readonly filtered: string
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const formats = 'application/vnd.openxmlformats-'
const openXml = 'http://schemas.openxmlformats.org'
const office = `${openXml}/officeDocument/2006/relationships`
const packaged = `${openXml}/package/2006`

/** It stands first, when nobody knows yet how many sheets there will be: whatever it does not name is a sheet. */
export const contentTypes = [
  `${head}<Types xmlns="${packaged}/content-types">`,
  `<Default Extension="rels" ContentType="${formats}package.relationships+xml"/>`,
  `<Default Extension="xml" ContentType="${formats}officedocument.spreadsheetml.worksheet+xml"/>`,
  `<Override PartName="/xl/workbook.xml" ContentType="${formats}officedocument.spreadsheetml.sheet.main+xml"/>`,
  `<Override PartName="/xl/styles.xml" ContentType="${formats}officedocument.spreadsheetml.styles+xml"/>`,
  `<Override PartName="/docProps/core.xml" ContentType="${formats}package.core-properties+xml"/></Types>`,
].join('')

export const mainRelations = [
  `${head}<Relationships xmlns="${packaged}/relationships">`,
  `<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/>`,
  `<Relationship Id="rId2" Type="${packaged}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
].join('')

export function workbookXml(sheets: readonly WrittenSheet[]): string {
  const listed = sheets.map(
    ({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  const named = sheets.flatMap(({ name, filtered }, at) => {
    const sheet = xmlText(`'${name.replaceAll("'", "''")}'`)
    const filter = filtered.replace(/[A-Z]+|\d+/g, '$$$&')
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${at}" hidden="1">${sheet}!${filter}</definedName>`,
      // On paper the heading stands on every page.
      `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${sheet}!$1:$1</definedName>`,
    ]
  })
  return [
    `${head}<workbook xmlns="${openXml}/spreadsheetml/2006/main" xmlns:r="${office}">`,
    `<sheets>${listed.join('')}</sheets><definedNames>${named.join('')}</definedNames></workbook>`,
  ].join('')
}

export function workbookRelations(sheets: number): string {
  const relations = Array.from({ length: sheets }, (_, at) => {
    return `<Relationship Id="rId${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`
  })
  return [
    `${head}<Relationships xmlns="${packaged}/relationships">${relations.join('')}`,
    `<Relationship Id="rId${sheets + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  ].join('')
}

export const properties = (title: string): string =>
  [
    `${head}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`,
    `<dc:title>${xmlText(title)}</dc:title><dc:creator>Calotype</dc:creator></cp:coreProperties>`,
  ].join('')
