// render: the bytes a client would get, from the same rooms that a request passes.
import { stringify } from 'yaml'
import { type Address, parseAddress } from '../settings/address.js'
import { namesInTable, parseDomain } from '../settings/domain.js'
import { explain } from '../settings/explain.js'
import { type Found, lookUp } from '../settings/lookup.js'
import { domainsToFind, originsOf } from '../settings/origin.js'
import { replacePlaceholdersInside } from '../settings/placeholders.js'
import { nearest } from '../settings/problems.js'
import type { MemoryTable } from '../settings/table.js'
import { protocols } from '../protocols/registry.js'
import { valuesOfAddress } from '../protocols/slots.js'
import { readSettingsSource, type SettingsSource } from '../store/settings-source.js'
import { readSigningFiles } from '../store/signing-files.js'
import type { Command, CommandInput, ExitCode, Output } from './command.js'
import { printRecords } from './dns.js'
import { explanationText } from './explanation-text.js'
import { CONFIG_OPTION, type Served, withServed } from './settings-option.js'

const DNS = 'dns'
const SETTINGS = 'settings'
const FORMATS = [...protocols.flatMap(({ name, render }) => (render ? [name] : [])), DNS, SETTINGS]

export const render: Command = {
  summary: 'print exactly what a client would get',
  usage: `render FORMAT ADDRESS-OR-DOMAIN [--config FILE]\nFORMAT: ${FORMATS.join(', ')}`,
  options: CONFIG_OPTION,
  positionals: { min: 2, max: 2 },
  run,
}

async function run(input: CommandInput): Promise<ExitCode> {
  const { positionals, output } = input
  const [format = '', asked = ''] = positionals
  if (!FORMATS.includes(format)) {
    output.err(`mailconf render: FORMAT is one of ${FORMATS.join(', ')}\n`)
    return 2
  }
  const address = parseAddress(asked)
  if (asked.includes('@') && address === undefined) {
    output.err('mailconf render: this is no usable e-mail address\n')
    return 2
  }
  return withServed(input, (served) => renderFrom(served, { format, asked, address }, output))
}

interface Wish {
  format: string
  /** As it was written. */
  asked: string
  address: Address | undefined
}

async function renderFrom(
  { table, file, whole }: Served,
  { format, asked, address }: Wish,
  output: Output,
): Promise<ExitCode> {
  const found = await lookUp(table, address === undefined ? { domain: asked } : { address })
  const render = protocols.find(({ name }) => name === format)?.render
  if (format === DNS) return printRecords(found, table.general, output)
  if (render === undefined) {
    const domain = address?.domain ?? parseDomain(asked)
    return found === undefined
      ? explainUnknown(domain, whole, output)
      : renderSettings(found, whole && (await readSettingsSource(file)), output)
  }
  const { signing } = table.general
  const { pair } = signing ? await readSigningFiles(signing, Date.now()) : {}
  const clock = () => new Date()
  const options = { table: () => table, credentials: () => pair?.credentials, clock }
  const { status, headers, body } = await render(found, options)
  output.out(body)
  if (status === 200) return 0
  const location = headers['location']
  output.err(
    `The answer has status ${status}${location === undefined ? '' : ` and leads to ${location}`}.\n`,
  )
  return 1
}

/** The entry that answers, after defaults, overrides and placeholders, as YAML; in front, as comments, why it does. */
async function renderSettings(
  { entry, address, domain }: Found,
  source: SettingsSource | undefined,
  output: Output,
): Promise<ExitCode> {
  const values = address && valuesOfAddress(address)
  if (source !== undefined) {
    const { settings } = source
    const listed = await source.findListed(domainsToFind(settings, domain))
    const findOrigin = originsOf(settings, listed)
    const explanation = explain({ settings, findOrigin, domain, entry, values })
    const located = { entry, locate: source.locate, width: output.width }
    output.out(`${explanationText(explanation, located).replace(/^/gm, '# ')}\n`)
  }
  const answering = values === undefined ? entry : replacePlaceholdersInside(entry, values)
  output.out(stringify({ domain, ...answering }, { aliasDuplicateObjects: false }))
  return 0
}

// With more changes it is another name; a short one with two of them already.
const SLIPS = { most: 2, inShortName: 1 }
const SHORT_NAME = 8

/** `domain`: undefined where what was asked for is none. */
function explainUnknown(
  domain: string | undefined,
  table: MemoryTable | undefined,
  output: Output,
): ExitCode {
  output.err('This domain is not in the settings.\n')
  if (domain === undefined) return 1
  output.err(`Looked for: ${[...namesInTable(domain)].join(', ')}\n`)
  if (table === undefined) return 1
  const slips = domain.length < SHORT_NAME ? SLIPS.inShortName : SLIPS.most
  const isNear = (name: string) => Math.abs(name.length - domain.length) <= slips
  const names = [...table.entries()].map(([name]) => name).filter(isNear)
  const near = nearest(domain, names, slips)
  if (near !== undefined) output.err(`Did you mean ${near}?\n`)
  return 1
}
